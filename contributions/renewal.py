"""What a renewal costs, and what the months between two periods are worth; whole rupiah."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.months import months_between
from contributions.budget import month_cost
from contributions.rates import Tariffs
from contributions.selectors import tariffs
from enrollment.renewals import Candidate, Rehearsal


@dataclass(frozen=True, slots=True)
class GapMonth:
    """A month in which nobody who stays is covered, and what covering them would cost."""

    month: date
    people: int
    amount: int


@dataclass(frozen=True, slots=True)
class RenewalPrice:
    """The cost of those who stay to the end of the new period, and of closing the gap."""

    people: int
    months: int
    amount: int
    gap: Sequence[GapMonth]


def price_of(found: Rehearsal) -> RenewalPrice:
    """Price a rehearsal.

    Takes   found: with the funding source of its new period loaded.
    Raises  NoTariff where a month has no rate.
    Costs   one query.
    Source  docs/rules.md, M-1 and E-26.
    """
    rates = tariffs()
    is_public = found.period.funding_source.is_public_money
    sectors = Counter(_sector(candidate) for candidate in found.staying)
    months = months_between(found.first_day, found.period.ends_on)
    return RenewalPrice(
        people=len(found.staying),
        months=len(months),
        amount=sum(_cost(rates, month, sectors, is_public) for month in months),
        gap=[
            GapMonth(month, len(found.staying), _cost(rates, month, sectors, is_public))
            for month in found.gap_months
        ],
    )


def _sector(candidate: Candidate) -> str:
    """Give the sector of the work somebody will do."""
    answer = candidate.answer
    work = answer.occupation if answer and answer.occupation else None
    return (work or candidate.enrollment.worker.occupation).sector


def _cost(rates: Tariffs, month: date, sectors: Counter[str], is_public: bool) -> int:
    return sum(
        people * month_cost(rates, month, sector, is_public) for sector, people in sectors.items()
    )
