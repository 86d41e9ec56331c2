"""Steps along the transition table, one row or many through the same code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied, StaleVersion
from common.problems import blocking
from enrollment import selectors
from enrollment.models import Enrollment
from enrollment.policies import NEED_REASON, why_not
from enrollment.rules import check_eligibility
from enrollment.transitions import TRANSITIONS, Action, Status
from workers.models import Worker


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of many rows: how many moved, and which stayed and why."""

    moved: int
    refused: list[tuple[Enrollment, str]] = field(default_factory=list)


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
    Gives   the saved row.
    Raises  ActionDenied with a sentence fit for the screen; Enrollment.DoesNotExist outside the
            scope of ``by``.
    Costs   one locking read, the eligibility facts when verifying, one update.
    Source  docs/rules.md, E-3 (four eyes) and E-4 (number on registration).
    """
    row = _locked(by, [enrollment_id]).get()
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi.")
        )
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
) -> Outcome:
    """Move many enrollments one step; those that may not move stay, each with its reason.

    Takes   member_numbers: KPJ by worker id, with Action.REGISTER only.
    Costs   a fixed number of statements, whatever the number of rows.
    """
    rows = list(_locked(by, enrollment_ids))
    return _move(rows, action, by, reason_code, reason_note, member_numbers or {})


def _locked(by: User, ids: Collection[int]) -> Any:
    return (
        Enrollment.objects.in_scope(by)
        .filter(pk__in=ids)
        .select_related("period", "worker")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


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
    ineligible = _ineligible(rows) if action == Action.VERIFY else {}
    for row in rows:
        sentence = why_not(row, action, by) or ineligible.get(row.pk)
        if sentence is None and action == Action.REGISTER:
            sentence = _why_no_number(row, member_numbers)
        if sentence is None:
            moving.append(row)
        else:
            refused.append((row, sentence))
    if moving:
        with acting(by, reason=action.label):
            if action == Action.REGISTER:
                _number_workers(moving, member_numbers)
            _update(moving, action, by, reason_code, reason_note)
    return Outcome(len(moving), refused)


def _update(
    rows: Sequence[Enrollment],
    action: Action,
    by: User,
    reason_code: str,
    reason_note: str,
) -> None:
    now = timezone.now()
    target = TRANSITIONS[Status(rows[0].status)][action]
    changes: dict[str, Any] = {
        "status": target,
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
    Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)


def _ineligible(rows: Sequence[Enrollment]) -> dict[int, str]:
    """Give the sentence for every row whose person is not eligible, by enrollment id."""
    if not rows:
        return {}
    covers = selectors.covers_of(
        [row.worker_id for row in rows], except_ids=[row.pk for row in rows]
    )
    unit_covers = selectors.unit_covers_of([row.worker.nik for row in rows])
    limits = {day: selectors.limits_on(day) for day in {row.starts_on for row in rows}}
    sentences = {}
    for row in rows:
        problems = blocking(
            check_eligibility(
                birth_date=row.worker.birth_date,
                is_resident=selectors.is_resident(row.worker.village_id),
                died_on=row.worker.died_on,
                covers=covers[row.worker_id],
                unit_covers=unit_covers[row.worker.nik],
                first_day=row.starts_on,
                last_day=row.last_day,
                limits=limits[row.starts_on],
            )
        )
        if problems:
            sentences[row.pk] = " ".join(str(problem.message) for problem in problems)
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
