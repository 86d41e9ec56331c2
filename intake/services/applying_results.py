"""Recording a result of BPJS: numbers and registrations, rejections with their reasons."""

from collections import defaultdict
from collections.abc import Sequence

from accounts.models import User
from enrollment.services.actions import Outcome, take_action_many
from enrollment.transitions import Action
from intake import selectors
from intake.kinds.reading import ACCEPTED
from intake.models import ImportBatch, StagedRow
from intake.services.applied import Applied

_NOTE_LIMIT = 300


def apply_results(batch: ImportBatch, rows: Sequence[StagedRow], *, by: User) -> Applied:
    """Take the step that each row stands for; the words of BPJS stay beside its reason.

    Takes   rows: ready ones, checked under lock.
    Gives   what was done; rows whose person may not take the step now are not among the done.
    Costs   a fixed number of statements for the registrations and for each wording of a
            rejection.
    Source  docs/rules.md, I-4.
    """
    places = selectors.places_in(batch.period, [row.worker_id for row in rows if row.worker_id])
    row_of = {
        places[row.worker_id]: row for row in rows if row.worker_id and row.worker_id in places
    }
    accepted, numbers = _with_own_numbers(row_of)
    registered = take_action_many(
        enrollment_ids=accepted, action=Action.REGISTER, by=by, member_numbers=numbers
    )
    done, rejected = _moved(accepted, registered), 0
    for (code, note), ids in _by_wording(row_of).items():
        outcome = take_action_many(
            enrollment_ids=ids,
            action=Action.BPJS_REJECT,
            by=by,
            reason_code=code,
            reason_note=note,
        )
        rejected += outcome.moved
        done |= _moved(ids, outcome)
    return Applied(registered.moved, rejected, frozenset(row_of[pk].pk for pk in done))


def _with_own_numbers(row_of: dict[int, StagedRow]) -> tuple[list[int], dict[int, str]]:
    """Give the accepted enrollments and their numbers, each number for one person only.

    A number typed during the review was not held against the rest of the list.
    """
    accepted: list[int] = []
    numbers: dict[int, str] = {}
    taken: set[str] = set()
    for pk, row in row_of.items():
        if row.values["outcome"] != ACCEPTED or row.worker_id is None:
            continue
        number = row.values.get("kpj", "")
        if number in taken:
            continue
        accepted.append(pk)
        if number:
            numbers[row.worker_id] = number
            taken.add(number)
    return accepted, numbers


def _by_wording(row_of: dict[int, StagedRow]) -> dict[tuple[str, str], list[int]]:
    """Give the rejected enrollments by the code and the words of their reason."""
    wordings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, row in row_of.items():
        if row.values["outcome"] != ACCEPTED:
            said = row.values.get("bpjs_reason") or row.values.get("bpjs_status") or ""
            wordings[row.values["reason_code"], said[:_NOTE_LIMIT]].append(pk)
    return wordings


def _moved(ids: Sequence[int], outcome: Outcome) -> set[int]:
    return set(ids) - {row.pk for row, _sentence in outcome.refused}
