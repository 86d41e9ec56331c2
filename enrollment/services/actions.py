"""Steps along the transition table, one row or many through the same code."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.bulk import by_row
from common.http import ActionDenied, StaleVersion
from common.problems import blocking
from enrollment import selectors
from enrollment.models import Enrollment
from enrollment.policies import NEED_REASON, why_not
from enrollment.rules import check_eligibility
from enrollment.services.places import release_places, take_places
from enrollment.services.submissions import answer_pending
from enrollment.transitions import HOLDERS, TRANSITIONS, Action, ReturnReason, Status
from workers.models import Worker

# Steps after which somebody holds a place under the ceilings of the period.
TAKE_PLACES = frozenset({Action.VERIFY, Action.PROMOTE, Action.DECREE})
# Steps only for people who are eligible when it is taken; a decree asks once more when signed.
_FOR_ELIGIBLE = frozenset({Action.VERIFY, Action.PROMOTE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of many rows: how many moved, who went on to the waiting list, who stayed."""

    moved: int
    refused: list[tuple[Enrollment, str]] = field(default_factory=list)
    waitlisted: list[tuple[Enrollment, str]] = field(default_factory=list)


@transaction.atomic
def take_action(
    *,
    enrollment_id: int,
    action: Action,
    by: User,
    reason_code: str = "",
    reason_note: str = "",
    member_number: str = "",
    version: int | None = None,
) -> Enrollment:
    """Move one enrollment one step along TRANSITIONS and record who did it.

    Takes   reason_code: of ``ReturnReason``, needed when saying no; member_number: 11 digits as
            text, with Action.REGISTER only, unless the person has one; version: the one the
            person saw, to refuse a stale form.
    Gives   the saved row; a verified one for whom no place was left, or whose turn it is not, is
            waitlisted with the sentence that says why as its note.
    Raises  ActionDenied with a sentence fit for the screen; Enrollment.DoesNotExist outside the
            scope of ``by``.
    Costs   one locking read, the eligibility facts where the step asks for them, the place, one
            update.
    Source  docs/rules.md, E-3 (four eyes), E-4 (number on registration), E-13 (places).
    """
    row = Enrollment.objects.in_scope(by).get_locked(enrollment_id)
    require_version(row, version)
    numbers = {row.worker_id: member_number} if member_number else {}
    outcome = _move([row], action, by, reason_code, reason_note, numbers)
    for _row, sentence in outcome.refused:
        raise ActionDenied(sentence)
    row.refresh_from_db()
    return row


@transaction.atomic
def take_action_many(
    *,
    enrollment_ids: Collection[int],
    action: Action,
    by: User,
    reason_code: str = "",
    reason_note: str = "",
    member_numbers: dict[int, str] | None = None,
    versions: Mapping[int, int] | None = None,
) -> Outcome:
    """Move many enrollments one step; those that may not move stay, each with its reason.

    When there are fewer places than people, the published order decides, among them and those
    who wait already.

    Takes   member_numbers: KPJ by worker id, with Action.REGISTER only; versions: those the
            person at the screen saw, by enrollment id.
    Costs   a fixed number of statements, whatever the number of rows.
    """
    rows, stale = without_stale(
        Enrollment.objects.in_scope(by).filter(pk__in=enrollment_ids).locked(), versions or {}
    )
    outcome = _move(rows, action, by, reason_code, reason_note, member_numbers or {})
    return replace(outcome, refused=[*stale, *outcome.refused])


def require_version(row: Enrollment, version: int | None) -> None:
    """Raise StaleVersion when somebody has changed a locked row since it was seen."""
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi.")
        )


def without_stale(
    rows: Sequence[Enrollment], versions: Mapping[int, int]
) -> tuple[list[Enrollment], list[tuple[Enrollment, str]]]:
    """Part locked rows from those that somebody has changed since they were seen."""
    fresh, stale = [], []
    for row in rows:
        if versions.get(row.pk, row.version) == row.version:
            fresh.append(row)
        else:
            stale.append((row, _("baru saja diubah orang lain; periksa lagi.")))
    return fresh, stale


def _move(
    rows: Sequence[Enrollment],
    action: Action,
    by: User,
    reason_code: str,
    reason_note: str,
    member_numbers: dict[int, str],
) -> Outcome:
    if action in NEED_REASON and not reason_code:
        raise ActionDenied(_("Pilih alasannya dulu."))
    refused = []
    moving = []
    sentences = ineligible(rows) if action in _FOR_ELIGIBLE else {}
    for row in rows:
        sentence = why_not(row, action, by) or sentences.get(row.pk)
        if sentence is None and action == Action.REGISTER:
            sentence = _why_no_number(row, member_numbers)
        if sentence is None:
            moving.append(row)
        else:
            refused.append((row, sentence))
    full: dict[int, str] = {}
    if moving:
        changes = _changes(Status(moving[0].status), action, by, reason_code, reason_note)
        with acting(by, reason=action.label):
            if action == Action.REGISTER:
                _number_workers(moving, member_numbers)
            full = _write(moving, action, changes)
            answer_pending(moving, action, reason_code=reason_code, words=reason_note)
    by_pk = {row.pk: row for row in moving}
    left = [(by_pk[pk], sentence) for pk, sentence in full.items()]
    moved = len(moving) - len(left)
    if left and action == Action.VERIFY:
        _wait(left, changes, by)
        return Outcome(moved, refused, waitlisted=left)
    return Outcome(moved, [*refused, *left])


def _write(rows: Sequence[Enrollment], action: Action, changes: dict[str, Any]) -> dict[int, str]:
    """Write a step with the places it takes or gives back.

    Gives   for each row that found no place and stays the sentence that says why, by id.
    """
    takers: list[Enrollment] = []
    if action in TAKE_PLACES:
        takers = [row for row in rows if row.place_village_id is None]
    elif changes["status"] not in HOLDERS:
        release_places(rows)
    full = take_places(takers, changes, by_turn=True)
    taking = {row.pk for row in takers}
    _update([row for row in rows if row.pk not in taking], changes)
    return full


def _wait(left: Sequence[tuple[Enrollment, str]], verified: dict[str, Any], by: User) -> None:
    """Take those for whom no place was left over two steps: verified, then waitlisted."""
    rows = [row for row, _sentence in left]
    with acting(by, reason=Action.VERIFY.label):
        _update(rows, verified)
    note = by_row(Enrollment, "reason_note", {row.pk: sentence for row, sentence in left})
    waiting = _changes(Status.VERIFIED, Action.WAIT, by, ReturnReason.QUOTA_FULL, note)
    with acting(by, reason=Action.WAIT.label):
        _update(rows, waiting)


def _changes(
    status: Status, action: Action, by: User, reason_code: str, reason_note: Any
) -> dict[str, Any]:
    now = timezone.now()
    changes: dict[str, Any] = {
        "status": TRANSITIONS[status][action],
        "version": F("version") + 1,
        "reason_code": reason_code,
        "reason_note": reason_note,
    }
    if action == Action.PROPOSE:
        changes |= {"proposed_at": now, "proposed_by": by}
    elif action == Action.VERIFY:
        changes |= {"verified_at": now, "verified_by": by}
    elif action == Action.DECREE:
        changes["decreed_at"] = now
    elif action == Action.REGISTER:
        changes["registered_at"] = now
    return changes


def _update(rows: Sequence[Enrollment], changes: dict[str, Any]) -> None:
    if rows:
        Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)


def ineligible(rows: Sequence[Enrollment]) -> dict[int, str]:
    """Give the sentence for every row whose person is not eligible, by enrollment id."""
    if not rows:
        return {}
    covers = selectors.covers_of(
        [row.worker_id for row in rows], except_ids=[row.pk for row in rows]
    )
    unit_covers = selectors.unit_covers_of([row.worker.nik for row in rows])
    limits = selectors.limits_on_days({row.starts_on for row in rows})
    visits = selectors.field_problems_of(rows)
    sentences = {}
    for row in rows:
        problems = check_eligibility(
            birth_date=row.worker.birth_date,
            is_resident=selectors.is_resident(row.worker.village_id),
            died_on=row.worker.died_on,
            covers=covers[row.worker_id],
            unit_covers=unit_covers[row.worker.nik],
            first_day=row.starts_on,
            last_day=row.last_day,
            limits=limits[row.starts_on],
        )
        if found := blocking([*problems, *visits[row.pk]]):
            sentences[row.pk] = " ".join(str(problem.message) for problem in found)
    return sentences


def _why_no_number(row: Enrollment, member_numbers: dict[int, str]) -> str | None:
    number = member_numbers.get(row.worker_id) or row.worker.member_number
    if not number:
        return _("Nomor peserta (KPJ) belum diisi.")
    if len(number) != 11 or not number.isdigit():
        return _("Nomor peserta (KPJ) harus 11 angka.")
    return None


def _number_workers(rows: Sequence[Enrollment], member_numbers: dict[int, str]) -> None:
    changed = []
    for row in rows:
        number = member_numbers.get(row.worker_id)
        if number and number != row.worker.member_number:
            row.worker.member_number = number
            changed.append(row.worker)
    Worker.objects.bulk_update(changed, ["member_number"], batch_size=500)
