"""Somebody who died before the first day of a cover: nothing is owed for them."""

from datetime import date

import pytest

from common.http import ActionDenied
from contributions.board import month_board
from contributions.budget import budgets
from contributions.grids import GroupBy, month_grid
from contributions.person_months import month_states
from contributions.reconciliation import check_month
from contributions.services.bills import draft_bill
from contributions.states import MonthState
from enrollment.data_checks import covers_of_the_dead
from enrollment.models import Enrollment
from enrollment.replacing import months_to_take_over
from enrollment.services.amendments import draft_amendment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, MAY, covered

pytestmark = pytest.mark.django_db

BEFORE, ON = date(2025, 3, 20), date(2025, 6, 15)


@pytest.fixture
def never(admin, period):
    return died(covered(period), admin, BEFORE)


def died(row, by, on):
    return end_enrollment(enrollment_id=row.pk, on=on, known_on=on, reason=EndReason.DIED, by=by)


def test_no_bill_names_them(admin, period, never):
    with pytest.raises(ActionDenied, match="Tidak ada peserta"):
        draft_bill(period_id=period.pk, month=APRIL, by=admin)


def test_a_death_on_the_first_day_costs_that_month(admin, period):
    row = died(covered(period), admin, APRIL)
    assert draft_bill(period_id=period.pk, month=APRIL, by=admin).lines.get().enrollment == row


def test_no_page_counts_a_month_of_theirs(admin, period, never):
    assert set(month_states([never], [APRIL, MAY], ON)[never.pk].values()) == {MonthState.OUTSIDE}
    assert [line.covered for line in month_board(period, ON)] == [0] * 9
    grid = month_grid(period, GroupBy.VILLAGE, user=admin, on=ON)
    assert [cell.people for cell in grid.totals] == [0] * len(grid.totals)
    assert budgets([period], ON)[0].committed == 0


def test_it_is_a_cover_in_order(never):
    assert list(covers_of_the_dead()) == []


def test_an_amendment_that_removes_them_sets_the_first_month_right(admin, period):
    row = make.enrollment(period=period, status=Status.VERIFIED)
    annex = make.signed(make.decree(row), by=admin)
    died(row, admin, BEFORE)
    everybody = Enrollment.objects.all()
    assert not check_month(period, APRIL, everybody).agrees
    make.signed(draft_amendment(decree_id=annex.pk, title="Perubahan", by=admin), by=admin)
    assert check_month(period, APRIL, everybody).agrees


def test_a_newcomer_may_start_in_the_first_month(never):
    assert months_to_take_over(never)[0] == APRIL
