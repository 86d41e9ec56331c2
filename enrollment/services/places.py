"""Places under the ceilings of a period: taken and given back in the step that decides so.

Whoever moves ``Quota.used`` holds the lock of the period's row; on SQLite the one write lock
does the same. So nobody counts on a figure that another transaction is about to change, and a
ceiling that is made meanwhile counts who is there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, F, Value, When

from common.bulk import by_row
from enrollment.ceilings import Spot
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.places import Ceilings, Claim, allot, ceilings_of, in_turn, waiting_claims

# In the order of ``Spot``.
_NOWHERE = {"place_village": None, "place_occupation": None, "place_agency": None}


def take_places(
    rows: Sequence[Enrollment],
    changes: Mapping[str, Any] | None = None,
    *,
    by_turn: bool = False,
) -> dict[int, str]:
    """Give places to enrollments that hold none, in the order of the rows.

    Takes   rows: locked by the caller's transaction; changes: values to write in the same
            statement to those who get a place, such as a status that may hold one; by_turn:
            in the published order, and no place that is the turn of somebody who waits.
    Gives   for each one left without, by id, the sentence that says why; nothing of these is
            written.
    Costs   five statements, six by turn, whatever the number of rows; needs the actor of the
            caller.
    Source  docs/rules.md, E-13 and E-14.
    """
    if not rows:
        return {}
    ceilings = _locked_ceilings({row.period_id for row in rows})
    spots = _spots_of(rows)
    claims = [Claim(row.pk, row.period_id, spots[row.pk]) for row in rows]
    if by_turn:
        claims = _among_waiting({row.pk: row for row in rows}, claims)
    full = allot(ceilings, claims)
    taken = {pk: spot for pk, spot in spots.items() if pk not in full}
    steps: Counter[int] = Counter()
    for row in rows:
        if spot := taken.get(row.pk):
            for quota in ceilings.over(row.period_id, spot):
                steps[quota.pk] += 1
    _count(steps)
    _settle(taken, changes or {})
    for row in rows:
        if spot := taken.get(row.pk):
            row.place_village_id, row.place_occupation_id, row.place_agency_id = spot
    return {pk: sentence for pk, sentence in full.items() if pk in spots}


def _among_waiting(rows: Mapping[int, Enrollment], claims: Iterable[Claim]) -> list[Claim]:
    """Put claims where they belong among those who wait, in the published order.

    Whoever takes over a place comes first: the place is that of a cover that has ended.
    """
    waiting = waiting_claims({row.period_id for row in rows.values()})
    ordered = [(True, *one.order, one.claim) for one in waiting if one.claim.pk not in rows]
    for claim in claims:
        row = rows[claim.pk]
        ordered.append((row.replaces_id is None, *in_turn(row), claim))
    return [claim for *_order, claim in sorted(ordered)]


def release_places(rows: Sequence[Enrollment]) -> None:
    """Give back the places of enrollments; those without one stay as they are.

    Takes   rows: locked by the caller's transaction, as they stand in the database. It comes
            before the step that takes them out of the statuses which may hold a place.
    Costs   four statements when any of them holds a place.
    """
    holding = [(row, row.spot) for row in rows if row.spot]
    if not holding:
        return
    ceilings = _locked_ceilings({row.period_id for row, _spot in holding})
    steps: Counter[int] = Counter()
    for row, spot in holding:
        for quota in ceilings.over(row.period_id, spot):
            steps[quota.pk] -= 1
    _count(steps)
    Enrollment.objects.filter(pk__in=[row.pk for row, _spot in holding]).update(**_NOWHERE)
    for row, _spot in holding:
        row.place_village = row.place_occupation = row.place_agency = None


def lock_places(period_ids: Collection[int]) -> None:
    """Let nobody else take, release or cut places of these periods until the transaction ends."""
    list(
        EnrollmentPeriod.objects.select_for_update(no_key=True)
        .filter(pk__in=period_ids)
        .order_by("pk")
        .values_list("pk")
    )


def _locked_ceilings(period_ids: Collection[int]) -> Ceilings:
    lock_places(period_ids)
    return ceilings_of(period_ids)


def _spots_of(rows: Sequence[Enrollment]) -> dict[int, Spot]:
    """Give where a place of each person would count now, by enrollment id."""
    people = Enrollment.objects.filter(pk__in=[row.pk for row in rows]).order_by()
    found = people.values_list(
        "pk", "worker__village", "worker__occupation", "worker__occupation__agency"
    )
    return {pk: Spot._make(values) for pk, *values in found}


def _count(steps: Mapping[int, int]) -> None:
    """Move all counters in one statement; the table refuses one beyond its ceiling."""
    if steps:
        step = Case(*(When(pk=pk, then=Value(number)) for pk, number in steps.items()))
        Quota.objects.filter(pk__in=steps).update(used=F("used") + step)


def _settle(taken: Mapping[int, Spot], changes: Mapping[str, Any]) -> None:
    """Write where each place counts.

    The values are those that were counted, not the person's of a moment later.
    """
    if not taken:
        return
    places = {
        name: by_row(Enrollment, name, {pk: spot[at] for pk, spot in taken.items()})
        for at, name in enumerate(_NOWHERE)
    }
    Enrollment.objects.filter(pk__in=taken).update(**places, **changes)
