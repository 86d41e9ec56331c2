"""The months of a period for groups of people: planned, billed, paid, and the holes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.months import last_day, months_between
from contributions.models import Bill, BillLine
from contributions.selectors import WITHIN_COVER, months_of
from enrollment.models import BEGUN, Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE, Status


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
    """Count the months of the people in a user's scope, as they stand on a day.

    Costs   two queries, whatever the number of people.
    Source  docs/rules.md, M-2 and M-3.
    """
    months = months_of(period)
    names: dict[str, str] = {}
    registered: Counter[tuple[str, date]] = Counter()
    promised: Counter[tuple[str, date]] = Counter()
    rows = Enrollment.objects.in_scope(user).filter(BEGUN, period=period, status__in=ENDABLE)
    for key, name, status, first, ended, number in (
        rows.order_by()
        .values_list(*group_by.paths, "status", "starts_on", "ended_on")
        .annotate(Count("pk"))
    ):
        names[str(key)] = name
        for month in months_between(first, ended or period.ends_on):
            counts = registered if status == Status.REGISTERED else promised
            counts[str(key), month] += number
    on_bills, within = _on_bills(period, group_by, user, names)
    cells: dict[str, list[MonthCell]] = defaultdict(list)
    for key in names:
        for month in months:
            lines_of = {state: on_bills[key, month, state] for state in Bill.State}
            left = registered[key, month] - within[key, month]
            is_over = last_day(month) < on
            coming = 0 if is_over else left + promised[key, month]
            cells[key].append(
                MonthCell(
                    planned=lines_of[Bill.State.DRAFT] + coming,
                    billed=lines_of[Bill.State.BILLED],
                    paid=lines_of[Bill.State.PAID],
                    holes=left if is_over else 0,
                )
            )
    lines = [
        GroupLine(key, name, cells[key])
        for key, name in sorted(names.items(), key=lambda pair: pair[1])
    ]
    columns = zip(*(line.cells for line in lines), strict=True)
    return MonthGrid(months, lines, [_sum(column) for column in columns])


def _on_bills(
    period: EnrollmentPeriod, group_by: GroupBy, user: User, names: dict[str, str]
) -> tuple[Counter[tuple[str, date, str]], Counter[tuple[str, date]]]:
    """Count lines by group, month and state of their bill; note the groups' names.

    The second count leaves out the months that lie outside the cover of their person.
    """
    found: Counter[tuple[str, date, str]] = Counter()
    within: Counter[tuple[str, date]] = Counter()
    rows = BillLine.objects.in_scope(user).filter(bill__period=period).order_by()
    for key, name, month, state, number, inside in rows.values_list(
        *group_by.paths, "month", "bill__state"
    ).annotate(Count("pk"), inside=Count("pk", filter=WITHIN_COVER)):
        names[str(key)] = name
        found[str(key), month, state] = number
        within[str(key), month] += inside
    return found, within


def _sum(cells: Iterable[MonthCell]) -> MonthCell:
    total = MonthCell()
    for cell in cells:
        total.planned += cell.planned
        total.billed += cell.billed
        total.paid += cell.paid
        total.holes += cell.holes
    return total
