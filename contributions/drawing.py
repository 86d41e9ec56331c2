"""What a bill of a month should hold today, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.http import ActionDenied
from common.months import label
from contributions.models import Bill, BillLine
from contributions.rates import Tariffs
from contributions.selectors import covered_q, tariffs
from enrollment.models import Enrollment
from workers.models import OccupationCategory


class Line(NamedTuple):
    """The columns of a line beside its bill and month."""

    enrollment_id: int
    worker_id: int
    jkk: int
    jkm: int
    full_name: str
    nik: str
    member_number: str
    village_name: str
    occupation_name: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How a draft differs from today: people who came, who went, whose copy is old."""

    came: int
    went: int
    changed: int

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)


def wanted_lines(bill: Bill) -> Iterator[Line]:
    """Go through the lines that a bill should have, each person once.

    Takes   bill: with its period and that one's funding source loaded.
    Raises  ActionDenied with a sentence when no rate says what a month costs.
    Costs   two queries; memory for the people of the month.
    Source  docs/rules.md, M-1 to M-3.
    """
    rates = tariffs()
    is_public = bill.period.funding_source.is_public_money
    elsewhere = BillLine.objects.filter(month=bill.month).exclude(bill=bill)
    rows = (
        Enrollment.objects.filter(covered_q(bill.month), period=bill.period)
        .exclude(worker__in=elsewhere.values("worker"))
        .order_by("worker_id", "starts_on", "pk")
        .values_list(
            "pk",
            "worker_id",
            "worker__full_name",
            "worker__nik",
            "worker__member_number",
            "worker__village__name",
            "worker__occupation__name",
            "worker__occupation__sector",
        )
    )
    costs: dict[str, tuple[int, int]] = {}
    last = None
    # Read whole before the first line is given: SQLite writes none while a reading is under way.
    for enrollment, worker, *copies, sector in rows:
        if worker == last:  # a cover that ended and one that follows it in the same month
            continue
        last = worker
        if sector not in costs:
            costs[sector] = _cost(rates, bill.month, sector, is_public)
        yield Line(enrollment, worker, *costs[sector], *copies)


def drawn_lines(bill: Bill) -> set[Line]:
    """Give the lines that a bill has; one query."""
    rows = BillLine.objects.filter(bill=bill).order_by()
    return set(map(Line._make, rows.values_list(*Line._fields)))


def drift_of(bill: Bill) -> Drift:
    """Tell how a draft differs from today's covers and people; three queries."""
    there, wanted = drawn_lines(bill), set(wanted_lines(bill))
    old = {line.worker_id for line in there - wanted}
    new = {line.worker_id for line in wanted - there}
    return Drift(came=len(new - old), went=len(old - new), changed=len(old & new))


def _cost(rates: Tariffs, month: date, sector: str, is_public: bool) -> tuple[int, int]:
    rate = rates.rate(month, sector, is_public_money=is_public)
    if rate is None:
        raise ActionDenied(
            _(
                "Tarif iuran %(month)s untuk sektor %(sector)s belum ada."
                " Tambahkan pada Data acuan, lalu susun lagi."
            )
            % {"month": label(month), "sector": OccupationCategory.Sector(sector).label}
        )
    return rate.jkk, rate.jkm
