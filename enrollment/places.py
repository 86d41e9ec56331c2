"""Who waits for a place and in which order, and whether the counters are right."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F

from enrollment.ceilings import Key, Spot
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet, Quota
from enrollment.transitions import Status

# Somebody whose decile nobody knows comes after everybody whose decile is known.
UNKNOWN_DECILE = 11
# The published order of the waiting list; ``in_turn`` says the same of rows in memory.
PUBLISHED_ORDER = (F("worker__dtsen_decile").asc(nulls_last=True), "proposed_at", "pk")


def in_turn(row: Enrollment) -> tuple[int, datetime, int]:
    """Give the place of a row in the published order; its worker is loaded.

    Source  docs/rules.md, E-14.
    """
    return (row.worker.dtsen_decile or UNKNOWN_DECILE, row.proposed_at, row.pk)


def waiting_list(period: EnrollmentPeriod) -> EnrollmentQuerySet:
    """Give those who wait for a place in a period, in the published order, of the whole city."""
    rows = Enrollment.objects.filter(period=period, status=Status.WAITLISTED)
    return rows.order_by(*PUBLISHED_ORDER)


def holders(period: EnrollmentPeriod) -> Counter[Key]:
    """Count who holds a place, for every ceiling that could stand over them; one query."""
    counts: Counter[Key] = Counter()
    rows = Enrollment.objects.filter(period=period, place_village__isnull=False).order_by()
    for *spot, number in rows.values_list(
        "place_village", "place_occupation", "place_agency"
    ).annotate(Count("pk")):
        for key in Spot._make(spot).ceilings():
            counts[key] += number
    return counts


class Miscount(NamedTuple):
    """A quota whose counter says another number than its holders."""

    quota: Quota
    holders: int


def recount(period: EnrollmentPeriod) -> list[Miscount]:
    """List the quotas of a period whose counter is wrong; three queries."""
    counts = holders(period)
    quotas = Quota.objects.filter(period=period).select_related(
        "period", "village", "occupation", "agency"
    )
    return [
        Miscount(quota, counts[quota.key]) for quota in quotas if quota.used != counts[quota.key]
    ]
