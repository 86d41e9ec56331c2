"""Which ceilings stand over somebody, who waits for a place in which order, who holds one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrollment.ceilings import Key, Spot
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet, Quota
from enrollment.transitions import Status

# Somebody whose decile nobody knows comes after everybody whose decile is known.
UNKNOWN_DECILE = 11
# The published order of the waiting list; ``in_turn`` says the same of rows in memory.
PUBLISHED_ORDER = (F("worker__dtsen_decile").asc(nulls_last=True), "proposed_at", "pk")


class Ceilings:
    """The quotas of some periods, found by the spots they stand over."""

    def __init__(self, quotas: Iterable[Quota]) -> None:
        self._quotas: dict[int, dict[Key, Quota]] = defaultdict(dict)
        for quota in quotas:
            self._quotas[quota.period_id][quota.key] = quota

    def over(self, period_id: int, spot: Spot) -> list[Quota]:
        """Give the quotas over a spot, the widest first."""
        known = self._quotas[period_id]
        return [known[key] for key in spot.ceilings() if key in known]


def ceilings_of(period_ids: Collection[int]) -> Ceilings:
    """Read the quotas of some periods; one query."""
    quotas = Quota.objects.filter(period__in=period_ids).order_by()
    return Ceilings(quotas.select_related("period", "village", "occupation", "agency"))


def sentence_of_full(quota: Quota) -> str:
    """Say which ceiling is full."""
    return _("Kuota %(where)s penuh: %(used)d dari %(total)d tempat sudah terpakai.") % {
        "where": quota,
        "used": quota.used,
        "total": quota.total,
    }


def sentence_of_kept(quota: Quota) -> str:
    """Say under which ceiling the free places are the turn of others."""
    return ngettext(
        "Kuota %(where)s masih punya %(count)d tempat, tetapi itu giliran orang yang lebih dulu"
        " di daftar cadangan.",
        "Kuota %(where)s masih punya %(count)d tempat, tetapi itu giliran orang yang lebih dulu"
        " di daftar cadangan.",
        quota.remaining,
    ) % {"where": quota, "count": quota.remaining}


class Claim(NamedTuple):
    """Somebody who would like a place; ``takes`` it now, or has it kept while they wait."""

    pk: int
    period_id: int
    spot: Spot
    takes: bool = True


def allot(ceilings: Ceilings, claims: Iterable[Claim]) -> dict[int, str]:
    """Give out the free places in the order of the claims; each takes one under every ceiling.

    Takes   ceilings: of which the counters of those that are taken from move along.
    Gives   for whoever finds none, by enrollment id, the sentence that says why.
    Source  docs/rules.md, E-13 and E-14.
    """
    kept: Counter[int] = Counter()
    without: dict[int, str] = {}
    for claim in claims:
        over = ceilings.over(claim.period_id, claim.spot)
        if full := next((quota for quota in over if quota.remaining <= 0), None):
            without[claim.pk] = sentence_of_full(full)
        elif full := next((one for one in over if one.remaining <= kept[one.pk]), None):
            without[claim.pk] = sentence_of_kept(full)
        else:
            for quota in over:
                quota.used += claim.takes
                kept[quota.pk] += not claim.takes
    return without


def in_turn(row: Enrollment) -> tuple[int, datetime, int]:
    """Give the place of a row in the published order; its worker is loaded.

    Source  docs/rules.md, E-14.
    """
    return (row.worker.dtsen_decile or UNKNOWN_DECILE, row.proposed_at, row.pk)


def waiting_list(period: EnrollmentPeriod) -> EnrollmentQuerySet:
    """Give those who wait for a place in a period, in the published order, of the whole city."""
    rows = Enrollment.objects.filter(period=period, status=Status.WAITLISTED)
    return rows.order_by(*PUBLISHED_ORDER)


class Waiting(NamedTuple):
    """Somebody who waits: their claim, and their place in the published order."""

    claim: Claim
    order: tuple[int, datetime, int]


def waiting_claims(period_ids: Collection[int]) -> list[Waiting]:
    """Read who waits in some periods, of each in the published order; one query."""
    rows = Enrollment.objects.filter(period__in=period_ids, status=Status.WAITLISTED)
    found = rows.order_by(*PUBLISHED_ORDER).values_list(
        "pk",
        "period_id",
        "worker__dtsen_decile",
        "proposed_at",
        "worker__village",
        "worker__occupation",
        "worker__occupation__agency",
    )
    return [
        Waiting(
            Claim(pk, period_id, Spot._make(spot), takes=False),
            (decile or UNKNOWN_DECILE, proposed_at, pk),
        )
        for pk, period_id, decile, proposed_at, *spot in found
    ]


class Turn(NamedTuple):
    """Where somebody stands in the waiting list, and what they wait for; None: a place is free."""

    position: int
    full: str | None


def turns(period: EnrollmentPeriod) -> dict[int, Turn]:
    """Say of everybody who waits in a period whether it is their turn now, in order, by id.

    A free place is the first one's who may have it; nobody below counts on it.

    Costs   two queries.
    """
    claims = [waiting.claim for waiting in waiting_claims([period.pk])]
    without = allot(ceilings_of([period.pk]), claims)
    return {
        claim.pk: Turn(position, without.get(claim.pk)) for position, claim in enumerate(claims, 1)
    }


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
