"""The files for BPJS of the demo: who was sent this year, who was turned away, who waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from blitar_registry.demo.programme import Periods
from blitar_registry.demo.staff import Staff
from common.bulk import insert_rows
from enrollment.bpjs_columns import SentRow
from enrollment.models import ColumnPreset, Enrollment, Submission, SubmissionLine
from enrollment.submission_selectors import rows_to_send
from enrollment.submission_text import digest
from enrollment.transitions import Status

# People in one file; the branch takes no more at once.
MOST = 2000
# How long BPJS thinks about somebody whom it turns away; the answer is there by today.
LONGEST_THOUGHT = 3
_OUTCOMES = {
    Status.REGISTERED: SubmissionLine.Outcome.ACCEPTED,
    Status.REJECTED: SubmissionLine.Outcome.REJECTED,
    Status.DECREED: SubmissionLine.Outcome.PENDING,
}
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


@dataclass(frozen=True, slots=True)
class _File:
    """People whose decrees came before the file and whose answers came after it."""

    made_at: datetime
    answers: dict[int, datetime | None]


def save_submissions(periods: Periods, staff: Staff, on: date) -> None:
    """Send all of the year who have an answer, and half of those who wait for one."""
    rows = Enrollment.objects.filter(period=periods.current)
    answered = rows.filter(status__in=[Status.REGISTERED, Status.REJECTED])
    files = list(_waves(answered.order_by("decreed_at", "pk"), on))
    waiting = rows.filter(status=Status.DECREED, ended_on__isnull=True).order_by("pk")[::2]
    if moments := [row.decreed_at for row in waiting if row.decreed_at]:
        made_at = max([*moments, *(file.made_at for file in files)])
        files.append(_File(made_at, {row.pk: None for row in waiting}))
    for number, file in enumerate(files, 1):
        _save(periods, staff, number, file)


def _waves(rows: Iterable[Enrollment], on: date) -> Iterator[_File]:
    """Gather people by their decrees for as long as nobody of them has an answer yet."""
    answers: dict[int, datetime | None] = {}
    made_at = first_answer = None
    for row in rows:
        answer = _answered_at(row, on)
        if row.decreed_at is None or answer is None:
            continue
        if made_at and first_answer and (row.decreed_at >= first_answer or len(answers) == MOST):
            yield _File(made_at, answers)
            answers, first_answer = {}, None
        answers[row.pk] = answer
        made_at = row.decreed_at
        first_answer = min(first_answer or answer, answer)
    if made_at and answers:
        yield _File(made_at, answers)


def _answered_at(row: Enrollment, on: date) -> datetime | None:
    if row.status != Status.REJECTED or row.decreed_at is None:
        return row.registered_at
    days = (on - timezone.localdate(row.decreed_at)).days
    return row.decreed_at + timedelta(days=min(days, LONGEST_THOUGHT), hours=-8)


def _save(periods: Periods, staff: Staff, number: int, file: _File) -> None:
    preset = ColumnPreset.objects.get(is_default=True)
    columns = list(preset.columns.all())
    headings = [column.heading for column in columns]
    rows = rows_to_send(Enrollment.objects.filter(pk__in=file.answers), columns)
    submission = Submission.objects.create(
        period=periods.current,
        number=number,
        preset=preset,
        headings=headings,
        sha256=digest(headings, [row.cells for row in rows]),
        made_by=staff.admin,
    )
    insert_rows(SubmissionLine, _COLUMNS, _lines(submission, rows, file))
    Submission.objects.filter(pk=submission.pk).update(made_at=file.made_at)


def _lines(
    submission: Submission, rows: Sequence[SentRow], file: _File
) -> Iterator[tuple[Any, ...]]:
    for position, sent in enumerate(rows, 1):
        row = sent.enrollment
        is_rejected = row.status == Status.REJECTED
        yield (
            submission.pk,
            position,
            row.pk,
            sent.cells,
            _OUTCOMES[Status(row.status)].value,
            row.reason_code if is_rejected else "",
            row.reason_note if is_rejected else "",
            file.answers[row.pk],
        )
