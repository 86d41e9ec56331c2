"""What a period costs against what it may spend: ceiling, committed, paid, remaining.

Amounts are whole rupiah. Committed is everything that decreed and registered people cost to the
end of their cover: paid, billed, drafted, and the months still to come.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Sum

from common.months import months_between
from contributions.models import Bill, BillLine, BudgetCeiling
from contributions.rates import Tariffs
from contributions.selectors import WITHIN_COVER, tariffs
from enrollment.models import BEGUN, Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE


class NoTariff(LookupError):
    """No rate says what a month of a sector costs; ``args`` are the month and the sector."""


@dataclass(frozen=True, slots=True)
class Budget:
    """One period's money on a day; ``ceiling`` is None while no document sets one."""

    period: EnrollmentPeriod
    ceiling: BudgetCeiling | None
    paid: int
    billed: int
    drafted: int
    to_come: int

    @property
    def committed(self) -> int:
        return self.paid + self.billed + self.drafted + self.to_come

    @property
    def remaining(self) -> int | None:
        return None if self.ceiling is None else self.ceiling.amount - self.committed


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """The periods of one source of money together."""

    name: str
    ceiling: int
    committed: int
    paid: int

    @property
    def remaining(self) -> int:
        return self.ceiling - self.committed


class _Span(NamedTuple):
    """People with the same days and sector."""

    period_id: int
    sector: str
    first_day: date
    last_day: date


def budgets(periods: Sequence[EnrollmentPeriod], on: date) -> list[Budget]:
    """Give the money of some periods on a day, in their order.

    Takes   periods: with their funding sources loaded.
    Raises  NoTariff where a month to come has no rate.
    Costs   five queries, whatever the number of people or periods.
    Source  docs/rules.md, M-6.
    """
    ids = [period.pk for period in periods]
    ceilings = _ceilings(ids, on)
    amounts = _amounts(ids)
    to_come = _to_come(periods)
    return [
        Budget(
            period,
            ceilings.get(period.pk),
            amounts[period.pk, Bill.State.PAID],
            amounts[period.pk, Bill.State.BILLED],
            amounts[period.pk, Bill.State.DRAFT],
            to_come[period.pk],
        )
        for period in periods
    ]


def by_source(found: Iterable[Budget]) -> list[SourceTotal]:
    """Add up the periods with a ceiling that the same source of money pays, by name."""
    groups: dict[str, list[Budget]] = defaultdict(list)
    for budget in found:
        if budget.ceiling:
            groups[budget.period.funding_source.name].append(budget)
    return [
        SourceTotal(
            name,
            sum(budget.ceiling.amount for budget in group if budget.ceiling),
            sum(budget.committed for budget in group),
            sum(budget.paid for budget in group),
        )
        for name, group in sorted(groups.items())
    ]


def cost_of(
    *,
    people: int,
    first_month: date,
    last_month: date,
    sector: str,
    is_public_money: bool,
    rates: Tariffs,
) -> int:
    """Price some people for some months, both ends included.

    Raises  NoTariff where a month has no rate.
    Source  docs/rules.md, M-1 and M-6.
    """
    return people * sum(
        month_cost(rates, month, sector, is_public_money)
        for month in months_between(first_month, last_month)
    )


def month_cost(rates: Tariffs, month: date, sector: str, is_public_money: bool) -> int:
    """Give what one person of a sector costs in a month.

    Raises  NoTariff.
    """
    rate = rates.rate(month, sector, is_public_money=is_public_money)
    if rate is None:
        raise NoTariff(month, sector)
    return rate.amount


def _ceilings(period_ids: Sequence[int], on: date) -> dict[int, BudgetCeiling]:
    rows = BudgetCeiling.objects.filter(period__in=period_ids, decided_on__lte=on)
    return {row.period_id: row for row in rows.order_by("decided_on")}


def _amounts(period_ids: Sequence[int]) -> Counter[tuple[int, str]]:
    lines = BillLine.objects.filter(bill__period__in=period_ids).order_by()
    found: Counter[tuple[int, str]] = Counter()
    sums = lines.values_list("bill__period", "bill__state").annotate(owed=Sum(F("jkk") + F("jkm")))
    for period, state, amount in sums:
        found[period, state] = amount
    return found


def _to_come(periods: Sequence[EnrollmentPeriod]) -> Counter[int]:
    """Price the months of decreed and registered people that stand on no bill."""
    rates = tariffs()
    public = {period.pk: period.funding_source.is_public_money for period in periods}
    months: Counter[tuple[int, date, str]] = Counter()
    for span, number in _spans(list(public)).items():
        for month in months_between(span.first_day, span.last_day):
            months[span.period_id, month, span.sector] += number
    lines = BillLine.objects.filter(WITHIN_COVER, bill__period__in=list(public)).order_by()
    for *key, number in lines.values_list(
        "bill__period", "month", "worker__occupation__sector"
    ).annotate(Count("pk")):
        months[key[0], key[1], key[2]] -= number
    found: Counter[int] = Counter()
    for (period, month, sector), number in months.items():
        if number > 0:
            found[period] += number * month_cost(rates, month, sector, public[period])
    return found


def _spans(period_ids: Sequence[int]) -> Counter[_Span]:
    rows = Enrollment.objects.filter(BEGUN, period__in=period_ids, status__in=ENDABLE).order_by()
    spans: Counter[_Span] = Counter()
    for period, sector, first, ended, end, number in rows.values_list(
        "period", "worker__occupation__sector", "starts_on", "ended_on", "period__ends_on"
    ).annotate(Count("pk")):
        spans[_Span(period, sector, first, ended or end)] += number
    return spans
