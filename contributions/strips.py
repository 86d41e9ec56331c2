"""The months of people as strips: one cell a month, with the words for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contributions.person_months import month_states
from contributions.selectors import months_of
from contributions.states import MonthState
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE
from workers.models import Worker


@dataclass(frozen=True, slots=True)
class StripCell:
    """One month and how it stands."""

    month: date
    state: MonthState


@dataclass(frozen=True, slots=True)
class Strip:
    """One cover with the months of its period."""

    enrollment: Enrollment
    cells: Sequence[StripCell]

    @property
    def paid(self) -> int:
        return self._count(MonthState.PAID)

    @property
    def holes(self) -> int:
        return self._count(MonthState.HOLE)

    def _count(self, state: MonthState) -> int:
        return sum(cell.state == state for cell in self.cells)


def strips_of(worker: Worker, on: date) -> list[Strip]:
    """Give the strips of a person's covers, the newest first; three queries."""
    rows = Enrollment.objects.filter(worker=worker, status__in=ENDABLE)
    covers = list(rows.select_related("period", "worker").order_by("-starts_on", "-pk"))
    months = sorted({month for row in covers for month in months_of(row.period)})
    states = month_states(covers, months, on)
    return [Strip(row, _cells(states[row.pk], months_of(row.period))) for row in covers]


def strips_in(period: EnrollmentPeriod, rows: Iterable[Enrollment], on: date) -> list[Strip]:
    """Give the strips of some covers of one period, in their order; two queries."""
    covers, months = list(rows), months_of(period)
    states = month_states(covers, months, on)
    return [Strip(row, _cells(states[row.pk], months)) for row in covers]


def _cells(states: Mapping[date, MonthState], months: Sequence[date]) -> list[StripCell]:
    return [StripCell(month, states[month]) for month in months]
