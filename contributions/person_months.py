"""The months of people: how each stands, which are missing, what a death makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from contributions.models import Bill, BillLine
from contributions.selectors import months_of
from contributions.states import CoverDays, Lines, MonthState, states_of
from enrollment.models import BEGUN, Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE, Status

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


@dataclass(frozen=True, slots=True)
class Missing:
    """One person's months that nobody has billed, or paid."""

    enrollment: Enrollment
    months: list[date]


def holes(period: EnrollmentPeriod, on: date) -> list[Missing]:
    """List the covered people of a period with months that are over and on no bill, by name.

    Costs   three queries; memory for the registered people of the period.
    """
    return _with_months(_registered(period), months_of(period), on, {MonthState.HOLE})


def unpaid_before_death(period: EnrollmentPeriod, on: date) -> list[Missing]:
    """List who died with months of cover not paid, up to that of the death, by name.

    Costs   three queries.
    """
    dead = _registered(period).filter(worker__died_on__isnull=False)
    unpaid = {MonthState.PLANNED, MonthState.BILLED, MonthState.HOLE}
    found = _with_months(dead, months_of(period), on, unpaid)
    cut = (
        Missing(row.enrollment, [month for month in row.months if _lived_in(row, month)])
        for row in found
    )
    return [row for row in cut if row.months]


def paid_after_death(period: EnrollmentPeriod) -> "QuerySet[BillLine]":
    """List the lines of a period paid for months that began after their person had died."""
    return (
        BillLine.objects.filter(
            bill__period=period, bill__state=Bill.State.PAID, month__gt=F("worker__died_on")
        )
        .select_related("bill", "worker")
        .order_by("full_name", "month")
    )


def _registered(period: EnrollmentPeriod) -> QuerySet[Enrollment]:
    rows = Enrollment.objects.filter(period=period, status=Status.REGISTERED)
    return rows.select_related("period", "worker").order_by("worker__name_key", "pk")


def _with_months(
    rows: QuerySet[Enrollment], months: list[date], on: date, wanted: set[MonthState]
) -> list[Missing]:
    enrollments = list(rows)
    states = month_states(enrollments, months, on)
    found: dict[int, list[date]] = defaultdict(list)
    for pk, by_month in states.items():
        found[pk] = [month for month, state in by_month.items() if state in wanted]
    return [Missing(row, found[row.pk]) for row in enrollments if found[row.pk]]


def _lived_in(row: Missing, month: date) -> bool:
    died_on = row.enrollment.worker.died_on
    return died_on is not None and month <= died_on
