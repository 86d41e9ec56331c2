"""The months of a period as a board: who is covered, what is billed and paid, what is missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from common.months import last_day
from contributions.models import Bill
from contributions.selectors import bills_of, covered_q, months_of, on_bills
from enrollment.models import Enrollment, EnrollmentPeriod


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the board; amounts in whole rupiah.

    ``holes`` are covered people on no bill of a month that is over, ``left`` those of any month.
    """

    month: date
    covered: int
    left: int
    is_over: bool
    bills: Sequence[Any]

    @property
    def billed(self) -> int:
        return sum(bill.people for bill in self.bills if bill.state != Bill.State.DRAFT)

    @property
    def paid(self) -> int:
        return sum(bill.people for bill in self.bills if bill.state == Bill.State.PAID)

    @property
    def amount(self) -> int:
        return sum(bill.total for bill in self.bills)

    @property
    def paid_amount(self) -> int:
        return sum(bill.total for bill in self.bills if bill.state == Bill.State.PAID)

    @property
    def holes(self) -> int:
        return self.left if self.is_over else 0

    @property
    def has_draft(self) -> bool:
        return any(bill.state == Bill.State.DRAFT for bill in self.bills)


def month_board(period: EnrollmentPeriod, on: date) -> list[MonthLine]:
    """Give every month of a period as it stands on a day.

    Costs   two queries, whatever the number of people.
    """
    months = months_of(period)
    counts: dict[str, Any] = {}
    for month in months:
        covered = covered_q(month)
        # A person with two covers in a month owes it once.
        left = covered & ~Q(worker__in=on_bills(month))
        counts[f"covered_{month:%Y%m}"] = Count("worker", distinct=True, filter=covered)
        counts[f"left_{month:%Y%m}"] = Count("worker", distinct=True, filter=left)
    found = Enrollment.objects.filter(period=period).order_by().aggregate(**counts)
    bills: dict[date, list[Bill]] = defaultdict(list)
    for bill in bills_of(period):
        bills[bill.month].append(bill)
    return [
        MonthLine(
            month=month,
            covered=found[f"covered_{month:%Y%m}"],
            left=found[f"left_{month:%Y%m}"],
            is_over=last_day(month) < on,
            bills=bills[month],
        )
        for month in months
    ]
