"""Places under the ceilings of a period: taken and given back in the step that decides so.

Whoever moves ``Quota.used`` holds the lock of the period's row; on SQLite the one write lock
does the same. So nobody counts on a figure that another transaction is about to change, and a
ceiling that is made meanwhile counts who is there.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Case, F, Value, When

from common.bulk import by_row
from enrollment.ceilings import Spot
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.places import Ceilings, ceilings_of, first_full, sentence_of_full

# In the order of ``Spot``.
_NOWHERE = {"place_village": None, "place_occupation": None, "place_agency": None}


def take_places(
    rows: Sequence[Enrollment], changes: Mapping[str, Any] | None = None
) -> dict[int, str]:
    """Give places to enrollments that hold none, in the order of the rows.

    Takes   rows: locked by the caller's transaction; changes: values to write in the same
            statement to those who get a place, such as a status that may hold one.
    Gives   for each one left without, by id, the sentence that names the full ceiling; nothing
            of these is written.
    Costs   five statements, whatever the number of rows; needs the actor of the caller.
    Source  docs/rules.md, E-13 and E-14.
    """
    if not rows:
        return {}
    ceilings = _locked_ceilings({row.period_id for row in rows})
    spots = _spots_of(rows)
    full: dict[int, str] = {}
    taken: dict[int, Spot] = {}
    steps: Counter[int] = Counter()
    for row in rows:
        over = ceilings.over(row.period_id, spots[row.pk])
        if closed := first_full(over):
            full[row.pk] = sentence_of_full(closed)
            continue
        for quota in over:
            quota.used += 1
            steps[quota.pk] += 1
        taken[row.pk] = spots[row.pk]
    _count(steps)
    _settle(taken, changes or {})
    for row in rows:
        if spot := taken.get(row.pk):
            row.place_village_id, row.place_occupation_id, row.place_agency_id = spot
    return full


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
