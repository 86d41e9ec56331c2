"""The money follows heads: decree, register, bills and payments of one month, side by side.

Each side is a filter over the enrollments of a period, each difference two sides apart; so the
numbers and the names behind them cannot part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from common.months import last_day
from contributions.models import Bill, BillLine
from contributions.selectors import covered_q, on_bills
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod
from enrollment.transitions import Status

GONE_OUT = (Bill.State.BILLED, Bill.State.PAID)
_Change = DecreeLine.Change


class Side(models.TextChoices):
    """One of the four counts that should be the same."""

    DECREED = "decreed", _("Di SK")
    REGISTERED = "registered", _("Terdaftar")
    BILLED = "billed", _("Ditagih")
    PAID = "paid", _("Dibayar")


class Difference(models.TextChoices):
    """Where two sides part."""

    DECREED_NOT_REGISTERED = "sk-belum-terdaftar", _("Di SK, tidak terdaftar")
    REGISTERED_NOT_DECREED = "terdaftar-tanpa-sk", _("Terdaftar, tidak di SK")
    REGISTERED_NOT_BILLED = "terdaftar-belum-ditagih", _("Terdaftar, belum ditagih")
    BILLED_NOT_REGISTERED = "ditagih-tidak-terdaftar", _("Ditagih, tidak terdaftar")
    BILLED_NOT_PAID = "ditagih-belum-dibayar", _("Ditagih, belum dibayar")
    PAID_AFTER_DEATH = "dibayar-sesudah-meninggal", _("Dibayar sesudah meninggal")
    UNPAID_BEFORE_DEATH = "meninggal-belum-dibayar", _("Meninggal, bulannya belum dibayar")


def decreed_q(period: EnrollmentPeriod, month: date) -> Q:
    """Give the filter for those whom signed decrees name for a month, amendments counted.

    Source  docs/rules.md, M-7.
    """
    lines = DecreeLine.objects.filter(
        decree__period=period, decree__state=Decree.State.SIGNED
    ).order_by()
    named = lines.exclude(change=_Change.REMOVED).filter(
        starts_on__lte=last_day(month), ends_on__gte=month
    )
    never = Q(enrollment__status=Status.REFUSED) | Q(
        enrollment__worker__died_on__lt=F("enrollment__starts_on")
    )
    removed = lines.filter(Q(ends_on__lt=month) | never, change=_Change.REMOVED)
    taken_over = lines.filter(change=_Change.REPLACED, starts_on__lte=month)
    return (
        Q(pk__in=named.values("enrollment"))
        & ~Q(pk__in=removed.values("enrollment"))
        & ~Q(pk__in=taken_over.values("replaced"))
    )


def _on_bills_q(month: date, *states: str) -> Q:
    lines = BillLine.objects.filter(month=month, bill__state__in=states).order_by()
    return Q(pk__in=lines.values("enrollment"))


def side_q(side: Side, period: EnrollmentPeriod, month: date) -> Q:
    """Give the filter for the people of one side in a month."""
    if side == Side.DECREED:
        return decreed_q(period, month)
    if side == Side.REGISTERED:
        return covered_q(month)
    return _on_bills_q(month, *(GONE_OUT if side == Side.BILLED else [Bill.State.PAID]))


def difference_q(difference: Difference, period: EnrollmentPeriod, month: date) -> Q:
    """Give the filter for the people of one difference in a month."""
    return _DIFFERENCES[difference](period, month)


def _registered_not_billed(period: EnrollmentPeriod, month: date) -> Q:
    """A month that stands on the bill of another period is billed too."""
    return covered_q(month) & ~Q(worker__in=on_bills(month, *GONE_OUT))


def _unpaid_before_death(period: EnrollmentPeriod, month: date) -> Q:
    is_paid = Q(worker__in=on_bills(month, Bill.State.PAID))
    return covered_q(month) & Q(worker__died_on__gte=month) & ~is_paid


_DIFFERENCES: dict[Difference, Callable[[EnrollmentPeriod, date], Q]] = {
    Difference.DECREED_NOT_REGISTERED: lambda period, month: (
        decreed_q(period, month) & ~covered_q(month)
    ),
    Difference.REGISTERED_NOT_DECREED: lambda period, month: (
        covered_q(month) & ~decreed_q(period, month)
    ),
    Difference.REGISTERED_NOT_BILLED: _registered_not_billed,
    Difference.BILLED_NOT_REGISTERED: lambda period, month: (
        _on_bills_q(month, *GONE_OUT) & ~covered_q(month)
    ),
    Difference.BILLED_NOT_PAID: lambda period, month: _on_bills_q(month, Bill.State.BILLED),
    Difference.PAID_AFTER_DEATH: lambda period, month: (
        _on_bills_q(month, Bill.State.PAID) & Q(worker__died_on__lt=month)
    ),
    Difference.UNPAID_BEFORE_DEATH: _unpaid_before_death,
}


@dataclass(frozen=True, slots=True)
class Check:
    """The four counts of a month, the amounts in whole rupiah, and how many people differ."""

    people: dict[Side, int]
    billed: int
    paid: int
    differences: dict[Difference, int]

    @property
    def agrees(self) -> bool:
        return not any(self.differences.values())


def check_month(period: EnrollmentPeriod, month: date, rows: QuerySet[Enrollment]) -> Check:
    """Count the sides and the differences of a month.

    Takes   rows: the enrollments to look at, such as those in a user's scope.
    Costs   two queries.
    """
    sides: dict[str, Any] = {
        side.name: Count("worker", distinct=True, filter=side_q(side, period, month))
        for side in Side
    }
    differences: dict[str, Any] = {
        one.name: Count("pk", filter=difference_q(one, period, month)) for one in Difference
    }
    found = rows.filter(period=period).order_by().aggregate(**sides, **differences)
    lines = BillLine.objects.filter(
        month=month, bill__state__in=GONE_OUT, enrollment__in=rows.filter(period=period).order_by()
    ).order_by()
    amount = F("jkk") + F("jkm")
    sums = lines.aggregate(
        billed=Sum(amount, default=0),
        paid=Sum(amount, filter=Q(bill__state=Bill.State.PAID), default=0),
    )
    return Check(
        people={side: found[side.name] for side in Side},
        billed=sums["billed"],
        paid=sums["paid"],
        differences={one: found[one.name] for one in Difference},
    )


def people_of(
    difference: Difference, period: EnrollmentPeriod, month: date, rows: QuerySet[Enrollment]
) -> QuerySet[Enrollment]:
    """Give the people behind one difference, with what a list of them shows."""
    return (
        rows.filter(difference_q(difference, period, month), period=period)
        .select_related("period", "worker__village", "worker__occupation")
        .order_by("worker__name_key", "pk")
    )
