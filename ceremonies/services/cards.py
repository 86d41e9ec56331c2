"""Cards that are handed over, or come back with a reason, for many people at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from ceremonies.models import CardHandover
from ceremonies.policies import why_not_hand_over
from ceremonies.returns import ReturnReason
from common.bulk import insert_rows
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.transitions import Status


@dataclass(frozen=True, slots=True)
class Settled:
    """How many cards were noted, and how many had been handed over before."""

    noted: int
    before: int


@transaction.atomic
def hand_over_card_many(
    *, enrollment_ids: Collection[int], handed_on: date, by: User, received_by: str = ""
) -> Settled:
    """Note that people have their cards; one that had come back may be handed over later.

    Takes   received_by: who came instead of the owners, empty when they came themselves.
    Gives   how many were noted; a card that was handed over before keeps its first note.
    Raises  ActionDenied.
    Costs   a fixed number of statements.
    Source  docs/rules.md, U-3.
    """
    values = {"handed_on": handed_on, "received_by": received_by}
    with acting(by, reason=gettext_noop("Kartu diserahkan")):
        return _settle(enrollment_ids, values, by)


@transaction.atomic
def return_card_many(
    *,
    enrollment_ids: Collection[int],
    reason: ReturnReason,
    returned_on: date,
    by: User,
    note: str = "",
) -> Settled:
    """Note that cards came back undelivered, and why; as ``hand_over_card_many`` otherwise."""
    values = {"returned_on": returned_on, "reason": reason.value, "note": note}
    with acting(by, reason=gettext_noop("Kartu dikembalikan")):
        return _settle(enrollment_ids, values, by)


def _settle(enrollment_ids: Collection[int], values: dict[str, Any], by: User) -> Settled:
    """Write the same about all cards that are not in their owners' hands.

    The lock of the enrollments makes two desks with the same ticks follow one another.
    """
    if refusal := why_not_hand_over(by):
        raise ActionDenied(refusal)
    row = {
        "handed_on": None,
        "received_by": "",
        "returned_on": None,
        "reason": "",
        "note": "",
        "by_id": by.pk,
        "recorded_at": timezone.now(),
        **values,
    }
    owners = Enrollment.objects.in_scope(by).filter(
        pk__in=enrollment_ids, status=Status.REGISTERED
    )
    pks = [owner.pk for owner in owners.locked()]
    known = dict(
        CardHandover.objects.filter(enrollment__in=pks).values_list("enrollment", "handed_on")
    )
    back = [pk for pk, handed_on in known.items() if handed_on is None]
    fresh = [pk for pk in pks if pk not in known]
    # Saying the same again leaves who said it first.
    CardHandover.objects.filter(enrollment__in=back).exclude(**values).update(**row)
    insert_rows(CardHandover, ["enrollment_id"], ((pk,) for pk in fresh), row)
    return Settled(len(back) + len(fresh), len(known) - len(back))
