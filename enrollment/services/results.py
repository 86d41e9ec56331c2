"""Answers of BPJS written down: who is registered now, who was turned away and with what words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from audit.context import acting
from common.bulk import update_rows
from enrollment.models import SubmissionLine
from enrollment.services.actions import Outcome, take_action_many
from enrollment.transitions import Action


@dataclass(frozen=True, slots=True)
class Answer:
    """What BPJS says of one enrollment.

    Takes   member_number: KPJ of somebody accepted, "" when it is on record; reason_code: of
            ``ReturnReason``, for a rejection; words: of BPJS, 300 characters at most, or a
            remark on an acceptance.
    """

    enrollment_id: int
    worker_id: int
    is_accepted: bool
    member_number: str = ""
    reason_code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many were registered and rejected, and which enrollments took the step."""

    registered: int
    rejected: int
    done: frozenset[int]


@transaction.atomic
def record_results(*, answers: Sequence[Answer], by: User) -> Recorded:
    """Take the step that each answer stands for and note it on the line that waits for it.

    Takes   answers: one for each enrollment.
    Gives   what was done; whoever may not take the step now is not among the done.
    Costs   a fixed number of statements for the registrations and for each wording of a
            rejection.
    Source  docs/rules.md, I-4 and E-30.
    """
    accepted = [answer for answer in answers if answer.is_accepted]
    registered = take_action_many(
        enrollment_ids=[answer.enrollment_id for answer in accepted],
        action=Action.REGISTER,
        by=by,
        member_numbers={
            answer.worker_id: answer.member_number for answer in accepted if answer.member_number
        },
    )
    done = _moved(accepted, registered)
    _keep_remarks([answer for answer in accepted if answer.enrollment_id in done], by)
    rejected = 0
    for (code, words), some in _by_wording(answers).items():
        outcome = take_action_many(
            enrollment_ids=[answer.enrollment_id for answer in some],
            action=Action.BPJS_REJECT,
            by=by,
            reason_code=code,
            reason_note=words,
        )
        rejected += outcome.moved
        done |= _moved(some, outcome)
    return Recorded(registered.moved, rejected, frozenset(done))


def _by_wording(answers: Sequence[Answer]) -> dict[tuple[str, str], list[Answer]]:
    wordings: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if not answer.is_accepted:
            wordings[answer.reason_code, answer.words].append(answer)
    return wordings


def _keep_remarks(answers: Sequence[Answer], by: User) -> None:
    """Write what BPJS remarked on people it took in beside the answer itself."""
    words = {answer.enrollment_id: answer.words for answer in answers if answer.words}
    if not words:
        return
    accepted = SubmissionLine.objects.filter(
        enrollment__among=list(words), outcome=SubmissionLine.Outcome.ACCEPTED
    )
    rows = accepted.values_list("pk", "enrollment_id")
    remarks = [(pk, words[enrollment_id]) for pk, enrollment_id in rows]
    with acting(by, reason=Action.REGISTER.label):
        update_rows(SubmissionLine, ("id", "reason_text"), remarks)


def _moved(answers: Sequence[Answer], outcome: Outcome) -> set[int]:
    """Give the enrollments that took the step."""
    stayed = {row.pk for row, _sentence in outcome.refused}
    return {answer.enrollment_id for answer in answers} - stayed
