"""The months of people: how each stands on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Coalesce

from contributions.models import BillLine
from contributions.states import CoverDays, Lines, MonthState, states_of
from enrollment.models import BEGUN, Enrollment
from enrollment.transitions import ENDABLE

States = dict[date, MonthState]


def month_states(
    enrollments: Iterable[Enrollment], months: Sequence[date], on: date
) -> dict[int, States]:
    """Say how each of some months stands for each enrollment, on a day.

    Takes   enrollments: with their periods and workers loaded; months: their first days.
    Gives   by enrollment id, a state for every month asked about. A month that belongs to
            another enrollment of the same person lies outside this one.
    Costs   two queries.
    """
    rows = list(enrollments)
    people = sorted({row.worker_id for row in rows})
    beside = Enrollment.objects.filter(
        worker__among=people, period__in={row.period_id for row in rows}, status__in=ENDABLE
    )
    lines = BillLine.objects.filter(worker__among=people, month__among=months)
    covers = {cover.pk: cover for cover in days_of(beside)}
    # What is not decreed has no months, but is asked about all the same.
    covers |= {row.pk: _days(row) for row in rows}
    found = states_of(covers.values(), lines_by_month(lines), months, on)
    return {row.pk: found[row.pk] for row in rows}


def days_of(rows: QuerySet[Enrollment]) -> list[CoverDays]:
    """Read the days of covers; one query."""
    found = rows.order_by().values_list(
        "pk",
        "worker_id",
        "period_id",
        "status",
        "starts_on",
        Coalesce("ended_on", "period__ends_on"),
        Case(When(BEGUN, then=True), default=False),
    )
    return [CoverDays._make(values) for values in found]


def lines_by_month(lines: "QuerySet[BillLine]") -> Lines:
    """Read whose months stand on bills; one query."""
    found = lines.order_by().values_list("worker_id", "month", "enrollment_id", "bill__state")
    return {(worker, month): (owner, state) for worker, month, owner, state in found}


def _days(row: Enrollment) -> CoverDays:
    return CoverDays(
        row.pk,
        row.worker_id,
        row.period_id,
        row.status,
        row.starts_on,
        row.last_day,
        row.is_begun,
    )
