"""Every month of every person stands somewhere: planned, billed, paid or missing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from common.months import months_between
from contributions.models import BillLine
from contributions.person_months import month_states
from contributions.services.bills import draft_bill
from contributions.states import MonthState
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, JUNE, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

MONTHS = months_between(date(2025, 3, 1), date(2025, 8, 1))
ON = date(2025, 7, 15)
OUTSIDE, PLANNED, BILLED, PAID, HOLE = (
    MonthState.OUTSIDE,
    MonthState.PLANNED,
    MonthState.BILLED,
    MonthState.PAID,
    MonthState.HOLE,
)


def states(row, on=ON) -> list[str]:
    return list(month_states([row], MONTHS, on)[row.pk].values())


def end(row, on, reason=EndReason.MOVED, *, died: bool = False) -> None:
    """End a cover behind the services, as if it had become known now."""
    with acting("tests"):
        row.ended_on, row.end_known_on, row.end_reason = on, on, reason
        row.save()
        if died:
            row.worker.died_on = on
            row.worker.save()


class TestStates:
    def test_a_month_goes_from_planned_to_paid_and_a_forgotten_one_is_a_hole(self, admin, period):
        row = covered(period)
        paid(period, APRIL, admin)
        billed(period, MAY, admin)
        assert states(row) == [OUTSIDE, PAID, BILLED, HOLE, PLANNED, PLANNED]

    def test_a_draft_is_a_plan_and_no_hole(self, admin, period):
        row = covered(period)
        draft_bill(period_id=period.pk, month=JUNE, by=admin)
        assert states(row)[MONTHS.index(JUNE)] == PLANNED

    @pytest.mark.parametrize(
        ("on", "expected"), [(date(2025, 6, 30), PLANNED), (date(2025, 7, 1), HOLE)]
    )
    def test_a_month_is_missed_once_it_is_over(self, period, on, expected):
        row = covered(period)
        assert states(row, on)[MONTHS.index(JUNE)] == expected

    def test_days_of_ones_own_bound_the_months(self, period):
        row = covered(period, starts_on=date(2025, 4, 30))
        end(row, date(2025, 6, 1))
        assert states(row) == [OUTSIDE, HOLE, HOLE, HOLE, OUTSIDE, OUTSIDE]

    def test_decreed_people_are_planned_but_miss_nothing(self, period):
        row = make.enrollment(period=period, status=Status.DECREED)
        assert states(row) == [OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE, PLANNED, PLANNED]

    @pytest.mark.parametrize("status", [Status.PROPOSED, Status.VERIFIED, Status.REJECTED])
    def test_nobody_else_has_months(self, period, status):
        assert set(states(make.enrollment(period=period, status=status))) == {OUTSIDE}

    def test_what_was_paid_stays_paid_when_the_cover_turns_out_shorter(self, admin, period):
        row = covered(period)
        paid(period, MAY, admin)
        end(row, date(2025, 4, 20), EndReason.DIED, died=True)
        assert states(row) == [OUTSIDE, HOLE, PAID, OUTSIDE, OUTSIDE, OUTSIDE]

    def test_a_month_paid_by_another_cover_of_the_person_is_not_missing_here(self, admin, period):
        first = covered(period)
        end(first, date(2025, 5, 10))
        second = covered(make.period("2025-CSR"), worker=first.worker, starts_on=date(2025, 5, 20))
        paid(period, MAY, admin)
        found = month_states([first, second], [MAY, JUNE], ON)
        assert found == {
            first.pk: {MAY: PAID, JUNE: OUTSIDE},
            second.pk: {MAY: OUTSIDE, JUNE: HOLE},
        }

    def test_the_paid_months_of_a_group_are_the_lines_of_its_bills(self, admin, period):
        rows = [covered(period) for _number in range(4)]
        end(rows[0], date(2025, 4, 15))
        for month in (APRIL, MAY):
            paid(period, month, admin)
        found = month_states(rows, MONTHS, ON).values()
        counted = sum(list(by_month.values()).count(PAID) for by_month in found)
        assert counted == BillLine.objects.count() == 7

    def test_thirty_people_cost_two_queries(self, period):
        rows = [covered(period) for _number in range(30)]
        with CaptureQueriesContext(connection) as queries:
            month_states(rows, MONTHS, ON)
        assert len(queries) == 2
