"""The files for BPJS of the demo: who was sent this year, who was turned away, who waits."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db.models import Q

from blitar_registry.demo.programme import Periods
from blitar_registry.demo.staff import Staff
from common.bulk import insert_rows, pieces
from enrollment.bpjs_columns import SentRow
from enrollment.models import ColumnPreset, Enrollment, Submission, SubmissionLine
from enrollment.services.submissions import digest
from enrollment.submission_selectors import rows_to_send
from enrollment.transitions import Status

# People in one file; the branch takes no more at once.
MOST = 2000
# A file leaves so long before its first answer.
AHEAD = timedelta(days=3)
# What a rejected row has on record is its decree; the answer came on the next morning.
UNTIL_MORNING = timedelta(hours=16)
_COLUMNS = (
    "submission_id",
    "position",
    "enrollment_id",
    "cells",
    "outcome",
    "reason_code",
    "reason_text",
    "answered_at",
)
_OUTCOMES = {
    Status.REGISTERED: SubmissionLine.Outcome.ACCEPTED,
    Status.REJECTED: SubmissionLine.Outcome.REJECTED,
    Status.DECREED: SubmissionLine.Outcome.PENDING,
}


def save_submissions(periods: Periods, staff: Staff) -> None:
    """Send all of the year who have an answer, and half of those who wait for one."""
    rows = Enrollment.objects.filter(period=periods.current)
    first_day = Q(status=Status.REGISTERED, starts_on=periods.current.starts_on)
    answered = Q(status__in=[Status.REGISTERED, Status.REJECTED])
    waiting = Q(status=Status.DECREED, ended_on__isnull=True)
    ids = rows.order_by("pk").values_list("pk", flat=True)
    files = [
        *pieces(ids.filter(first_day), MOST),
        *pieces(ids.filter(answered).exclude(first_day), MOST),
        list(ids.filter(waiting))[::2],
    ]
    numbers = count(1)
    for file in files:
        if file:
            _save(periods, staff, next(numbers), file)


def _save(periods: Periods, staff: Staff, number: int, ids: Iterable[int]) -> None:
    preset = ColumnPreset.objects.get(is_default=True)
    columns = list(preset.columns.all())
    headings = [column.heading for column in columns]
    rows = rows_to_send(Enrollment.objects.filter(pk__in=ids), columns)
    submission = Submission.objects.create(
        period=periods.current,
        number=number,
        preset=preset,
        headings=headings,
        sha256=digest(headings, [row.cells for row in rows]),
        made_by=staff.admin,
    )
    insert_rows(SubmissionLine, _COLUMNS, _lines(submission, rows))
    if moments := [moment for row in rows if (moment := _answered_at(row.enrollment))]:
        Submission.objects.filter(pk=submission.pk).update(made_at=min(moments) - AHEAD)


def _lines(submission: Submission, rows: Iterable[SentRow]) -> Iterator[tuple[Any, ...]]:
    for position, sent in enumerate(rows, 1):
        row = sent.enrollment
        outcome = _OUTCOMES[Status(row.status)]
        is_rejected = outcome == SubmissionLine.Outcome.REJECTED
        yield (
            submission.pk,
            position,
            row.pk,
            sent.cells,
            outcome.value,
            row.reason_code if is_rejected else "",
            row.reason_note if is_rejected else "",
            _answered_at(row),
        )


def _answered_at(row: Enrollment) -> datetime | None:
    if row.status == Status.REJECTED and row.decreed_at:
        return row.decreed_at + UNTIL_MORNING
    return row.registered_at
