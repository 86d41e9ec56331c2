"""Who waits to be sent to BPJS, what was sent in which file, what has changed since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import translation

from accounts.models import User
from enrollment.bpjs_columns import Sent, SentRow, differences, row_of
from enrollment.models import (
    ColumnPreset,
    Enrollment,
    EnrollmentPeriod,
    EnrollmentQuerySet,
    PresetColumn,
    Submission,
    SubmissionLine,
)
from enrollment.transitions import Status
from workers.models import Heir

Outcome = SubmissionLine.Outcome


def unsent(period: EnrollmentPeriod, *, corrects: Submission | None = None) -> EnrollmentQuerySet:
    """Keep who is decreed, not registered and waits for no answer.

    Takes   corrects: a file, to keep only those whom BPJS rejected in it.
    """
    lines = SubmissionLine.objects.filter(enrollment=OuterRef("pk"))
    rows = Enrollment.objects.filter(
        ~Exists(lines.filter(outcome=Outcome.PENDING)),
        period=period,
        status=Status.DECREED,
        ended_on__isnull=True,
    )
    if corrects is not None:
        rows = rows.filter(Exists(lines.filter(submission=corrects, outcome=Outcome.REJECTED)))
    return rows


def correctable(period: EnrollmentPeriod) -> list[Any]:
    """List the files with rejected people who may be sent again, each with ``fixed``: how many.

    Costs   one query.
    """
    waiting = unsent(period).values("pk")
    rejected = Q(lines__outcome=Outcome.REJECTED, lines__enrollment__in=waiting)
    rows = period.submissions.annotate(fixed=Count("lines", filter=rejected))
    return list(rows.filter(fixed__gt=0).order_by("number"))


def default_preset() -> ColumnPreset | None:
    """Give the columns to use when nobody chooses."""
    return ColumnPreset.objects.order_by("-is_default", "pk").first()


def rows_to_send(rows: QuerySet[Enrollment], columns: Sequence[PresetColumn]) -> list[SentRow]:
    """Give the lines of a file about some enrollments: by kelurahan, then by name.

    Costs   two queries, whatever the number of rows.
    """
    found = list(
        rows.select_related("period", "worker__village__district", "worker__occupation").order_by()
    )
    heirs = _first_heirs({row.worker_id for row in found})
    found.sort(key=lambda row: (row.worker.village.name, row.worker.name_key, row.pk))
    with translation.override(settings.LANGUAGE_CODE):
        return [
            row_of(Sent(number, row, heirs.get(row.worker_id)), columns)
            for number, row in enumerate(found, 1)
        ]


def with_counts(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Count the lines of each file by their answers; ``late`` ones ended before any came."""
    pending = Q(lines__outcome=Outcome.PENDING)
    return submissions.annotate(
        sent=Count("lines"),
        pending=Count("lines", filter=pending),
        accepted=Count("lines", filter=Q(lines__outcome=Outcome.ACCEPTED)),
        rejected=Count("lines", filter=Q(lines__outcome=Outcome.REJECTED)),
        late=Count("lines", filter=pending & Q(lines__enrollment__ended_on__isnull=False)),
    )


def sent_lines(enrollment_ids: Collection[int]) -> dict[int, list[SubmissionLine]]:
    """Give in which files people were sent and what came back, the latest first; one query."""
    lines: dict[int, list[SubmissionLine]] = defaultdict(list)
    rows = SubmissionLine.objects.filter(enrollment__among=enrollment_ids)
    for line in rows.select_related("submission__period").order_by("-pk"):
        lines[line.enrollment_id].append(line)
    return lines


def changed_since_rejected(rows: Iterable[Enrollment]) -> dict[int, list[str]]:
    """Give what reads otherwise now than in the file in which BPJS rejected somebody.

    Takes   rows: rejected or resubmitted ones.
    Gives   headings of the file by enrollment id; nothing for who is unchanged or was never sent.
    Costs   five queries, whatever the number of rows.
    """
    ids = [row.pk for row in rows]
    last: dict[int, SubmissionLine] = {}
    lines = SubmissionLine.objects.filter(enrollment__among=ids, outcome=Outcome.REJECTED)
    for line in lines.select_related("submission").order_by("pk"):
        last[line.enrollment_id] = line
    presets: dict[int, list[PresetColumn]] = defaultdict(list)
    used = {line.submission.preset_id for line in last.values()}
    for column in PresetColumn.objects.filter(preset__in=used):
        presets[column.preset_id].append(column)
    found: dict[int, list[str]] = {}
    by_preset: dict[int, list[int]] = defaultdict(list)
    for pk, line in last.items():
        by_preset[line.submission.preset_id].append(pk)
    for preset_id, pks in by_preset.items():
        columns = presets[preset_id]
        headings = [column.heading for column in columns]
        for row in rows_to_send(Enrollment.objects.filter(pk__in=pks), columns):
            line = last[row.enrollment.pk]
            sent = dict(zip(line.submission.headings, line.cells, strict=True))
            now = dict(zip(headings, row.cells, strict=True))
            if changed := differences(sent, now, columns):
                found[row.enrollment.pk] = changed
    return found


def rejected_and_changed(user: User, period: EnrollmentPeriod) -> int:
    """Count the rejected people in a user's scope whose data have changed since."""
    rows = Enrollment.objects.in_scope(user).filter(period=period, status=Status.REJECTED)
    return len(changed_since_rejected(rows))


def _first_heirs(worker_ids: Collection[int]) -> dict[int, Heir]:
    heirs: dict[int, Heir] = {}
    for heir in Heir.objects.filter(worker__among=worker_ids).order_by("-pk"):
        heirs[heir.worker_id] = heir
    return heirs
