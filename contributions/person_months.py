"""The months of people: how each stands, which are missing, what a death makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from common.months import last_day
from contributions.models import Bill, BillLine
from contributions.selectors import months_of
from contributions.states import MonthState, month_state
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import ENDABLE, Status

States = dict[date, MonthState]


def month_states(
    enrollments: Iterable[Enrollment], months: Sequence[date], on: date
) -> dict[int, States]:
    """Say how each of some months stands for each enrollment, on a day.

    Takes   enrollments: with their periods and workers loaded; months: their first days.
    Gives   by enrollment id, a state for every month asked about. A month that stands on the
            bill of another enrollment of the same person lies outside this one.
    Costs   one query.
    """
    rows = list(enrollments)
    found = BillLine.objects.filter(
        worker__among=sorted({row.worker_id for row in rows}), month__among=months
    ).order_by()
    lines: _Lines = defaultdict(dict)
    for worker, month, enrollment, state in found.values_list(
        "worker_id", "month", "enrollment_id", "bill__state"
    ):
        lines[worker][month] = enrollment, state
    spans = [(month, last_day(month)) for month in months]
    return {row.pk: _states_of(row, spans, lines[row.worker_id], on) for row in rows}


# By worker and month: the enrollment whose month is on a bill, and the state of that bill.
_Lines = defaultdict[int, dict[date, tuple[int, str]]]


def _states_of(
    row: Enrollment,
    spans: Sequence[tuple[date, date]],
    lines: Mapping[date, tuple[int, str]],
    on: date,
) -> States:
    first, last, is_begun = row.starts_on, row.last_day, row.is_begun
    is_registered, is_decreed = row.status == Status.REGISTERED, row.status in ENDABLE
    states = {}
    for month, month_end in spans:
        owner, bill_state = lines.get(month, (row.pk, ""))
        is_inside = is_begun and first <= month_end and month <= last
        states[month] = (
            month_state(
                line=bill_state,
                is_covered=is_inside and is_registered,
                is_planned=is_inside and is_decreed,
                is_over=month_end < on,
            )
            if owner == row.pk
            else MonthState.OUTSIDE
        )
    return states


@dataclass(frozen=True, slots=True)
class Missing:
    """One person's months that nobody has billed, or paid."""

    enrollment: Enrollment
    months: list[date]


def holes(period: EnrollmentPeriod, on: date) -> list[Missing]:
    """List the covered people of a period with months that are over and on no bill, by name.

    Costs   two queries; memory for the registered people of the period.
    """
    return _with_months(_registered(period), months_of(period), on, {MonthState.HOLE})


def unpaid_before_death(period: EnrollmentPeriod, on: date) -> list[Missing]:
    """List who died with months of cover not paid, up to that of the death, by name.

    Costs   two queries.
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
