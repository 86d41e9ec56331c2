"""The months of a period for groups of people: planned, billed, paid, and the holes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.models import BillLine
from contributions.person_months import days_of, lines_by_month
from contributions.selectors import months_of
from contributions.states import MonthState, states_of
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE


class GroupBy(models.TextChoices):
    """What makes a group; the values stand in addresses."""

    VILLAGE = "kelurahan", _("Kelurahan")
    OCCUPATION = "pekerjaan", _("Pekerjaan")

    @property
    def paths(self) -> tuple[str, str]:
        """Where key and name of the group stand, seen from a person."""
        if self == GroupBy.VILLAGE:
            return "worker__village__code", "worker__village__name"
        return "worker__occupation__slug", "worker__occupation__name"


@dataclass(slots=True)
class MonthCell:
    """How many people of a group are planned, billed, paid or missing in a month."""

    planned: int = 0
    billed: int = 0
    paid: int = 0
    holes: int = 0

    @property
    def people(self) -> int:
        return self.planned + self.billed + self.paid + self.holes

    def add(self, state: MonthState) -> None:
        """Count one person's month."""
        self.planned += state == MonthState.PLANNED
        self.billed += state == MonthState.BILLED
        self.paid += state == MonthState.PAID
        self.holes += state == MonthState.HOLE


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group with its cell for every month."""

    key: str
    name: str
    cells: Sequence[MonthCell]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The groups of a period against its months."""

    months: Sequence[date]
    lines: Sequence[GroupLine]
    totals: Sequence[MonthCell]


def month_grid(period: EnrollmentPeriod, group_by: GroupBy, *, user: User, on: date) -> MonthGrid:
    """Count the months of the people in a user's scope, as their strips show them on a day.

    Costs   three queries, whatever the number of people; memory for their months.
    Source  docs/rules.md, M-2 and M-3.
    """
    months = months_of(period)
    rows = Enrollment.objects.in_scope(user).filter(period=period, status__in=ENDABLE)
    lines = BillLine.objects.filter(month__in=months, worker__in=rows.order_by().values("worker"))
    states = states_of(days_of(rows), lines_by_month(lines), months, on)
    names: dict[str, str] = {}
    cells: dict[str, list[MonthCell]] = {}
    for pk, key, name in rows.order_by().values_list("pk", *group_by.paths):
        names[str(key)] = name
        line = cells.setdefault(str(key), [MonthCell() for _month in months])
        for cell, state in zip(line, states[pk].values(), strict=True):
            cell.add(state)
    found = [
        GroupLine(key, name, cells[key])
        for key, name in sorted(names.items(), key=lambda pair: pair[1])
        if any(cell.people for cell in cells[key])
    ]
    columns = zip(*(line.cells for line in found), strict=True)
    return MonthGrid(months, found, [_sum(column) for column in columns])


def _sum(cells: Iterable[MonthCell]) -> MonthCell:
    total = MonthCell()
    for cell in cells:
        total.planned += cell.planned
        total.billed += cell.billed
        total.paid += cell.paid
        total.holes += cell.holes
    return total
