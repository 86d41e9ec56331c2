"""Files for BPJS: who goes into one, and the answers that come back for its lines."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import insert_rows
from common.http import ActionDenied
from common.text import clean_text
from common.turns import wait_turn
from enrollment.models import (
    ColumnPreset,
    Enrollment,
    EnrollmentPeriod,
    Submission,
    SubmissionLine,
)
from enrollment.submission_selectors import rows_to_send, unsent
from enrollment.submission_text import digest
from enrollment.transitions import Action

MAY_SEND = "enrollment.register_enrollment"
Outcome = SubmissionLine.Outcome
# Steps that are an answer of BPJS.
ANSWERS = {Action.REGISTER: Outcome.ACCEPTED, Action.BPJS_REJECT: Outcome.REJECTED}


@transaction.atomic
def submit(
    *,
    period_id: int,
    preset: ColumnPreset,
    by: User,
    note: str = "",
    corrects: Submission | None = None,
    only_complete: bool = False,
) -> Submission:
    """Put everybody who waits to be sent into a new file; their cells stay as they are now.

    Takes   corrects: an earlier file of the period, to send only those whom BPJS rejected in it
            and who were put forward again; only_complete: leave out people who lack something
            that the columns ask for.
    Gives   the file with its number in the period.
    Raises  ActionDenied with a sentence: no right, no open period, no columns, nobody to send.
    Costs   a fixed number of statements per 5,000 lines.
    Source  docs/rules.md, E-30 and E-31.
    """
    if not by.has_perm(MAY_SEND):
        raise ActionDenied(_("Peran Anda tidak boleh mengirim berkas ke BPJS."))
    _take_turn(period_id)
    period = EnrollmentPeriod.objects.get(pk=period_id)
    if not period.is_open:
        raise ActionDenied(_("Periode %(period)s tidak sedang dibuka.") % {"period": period})
    if corrects is not None and corrects.period_id != period.pk:
        raise ActionDenied(_("Pengajuan yang diperbaiki milik periode lain."))
    columns = list(preset.columns.all())
    if not columns:
        raise ActionDenied(_("Susunan kolom %(preset)s belum berisi kolom.") % {"preset": preset})
    waiting = unsent(period, corrects=corrects).in_scope(by)
    locking = waiting.select_for_update(of=("self",), no_key=True).order_by("pk")
    ids = list(locking.values_list("pk", flat=True))
    chosen = Enrollment.objects.filter(pk__in=ids)
    rows = rows_to_send(chosen, columns)
    if only_complete and any(row.absent for row in rows):
        complete = [row.enrollment.pk for row in rows if not row.absent]
        rows = rows_to_send(chosen.filter(pk__in=complete), columns)
    if not rows:
        raise ActionDenied(_("Tidak ada orang yang menunggu dikirim."))
    headings = [column.heading for column in columns]
    with acting(by, reason=gettext_noop("Pengajuan ke BPJS")):
        submission = Submission.objects.create(
            period=period,
            number=(period.submissions.aggregate(last=Max("number"))["last"] or 0) + 1,
            corrects=corrects,
            preset=preset,
            headings=headings,
            sha256=digest(headings, [row.cells for row in rows]),
            note=clean_text(note, limit=200),
            made_by=by,
        )
        insert_rows(
            SubmissionLine,
            ("position", "enrollment_id", "cells"),
            ((position, row.enrollment.pk, row.cells) for position, row in enumerate(rows, 1)),
            {"submission_id": submission.pk, **_UNANSWERED},
        )
    return submission


def _take_turn(period_id: int) -> None:
    """Make the files of one period wait for each other: the second finds nobody left to send.

    The period is not locked: who ends a cover holds its row and then locks the period, and a
    file that held the period would wait for that row.
    """
    wait_turn("enrollment.submission", period_id)


_UNANSWERED = {"outcome": Outcome.PENDING.value, "reason_code": "", "reason_text": ""}


def answer_pending(
    rows: Sequence[Enrollment], action: Action, *, reason_code: str, words: str
) -> None:
    """Note what BPJS answered on the lines for which people wait, beside the step itself.

    Takes   rows: those that take the step; a step that is no answer of BPJS changes nothing.
    Costs   one statement.
    """
    if action in ANSWERS:
        ids = [row.pk for row in rows]
        SubmissionLine.objects.filter(enrollment__among=ids, outcome=Outcome.PENDING).update(
            outcome=ANSWERS[action],
            reason_code=reason_code,
            reason_text=words,
            answered_at=timezone.now(),
        )


@transaction.atomic
def withdraw_submission(*, submission_id: int, by: User) -> None:
    """Take back a file that never left the office; its people wait to be sent again.

    Raises  ActionDenied with a sentence: no right, a later file of the period, an answer noted.
    Costs   a fixed number of statements.
    Source  docs/rules.md, E-30.
    """
    if not by.has_perm(MAY_SEND):
        raise ActionDenied(_("Peran Anda tidak boleh mengirim berkas ke BPJS."))
    submission = Submission.objects.in_scope(by).get(pk=submission_id)
    _take_turn(submission.period_id)
    # An answer locks its people too, so it comes before this look or finds no line.
    people = Enrollment.objects.filter(submission_lines__submission=submission)
    locking = people.select_for_update(of=("self",), no_key=True)
    len(locking.order_by("pk").values_list("pk"))
    sentence = why_not_withdraw(submission)
    if sentence:
        raise ActionDenied(sentence)
    with acting(by, reason=gettext_noop("Pengajuan ke BPJS ditarik")):
        submission.lines.all().delete()
        submission.delete()


def why_not_withdraw(submission: Submission) -> str | None:
    """Give the sentence why a file stays, or None when it may be taken back; two queries."""
    if submission.lines.exclude(outcome=Outcome.PENDING).exists():
        return _("BPJS sudah menjawab sebagian; pengajuan ini tidak bisa ditarik.")
    if Submission.objects.filter(
        period=submission.period_id, number__gt=submission.number
    ).exists():
        return _("Hanya pengajuan terakhir pada periodenya yang bisa ditarik.")
    return None
