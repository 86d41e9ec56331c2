"""Months against kelurahan and occupations."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.grids import GroupBy, month_grid
from contributions.services.bills import draft_bill
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

ON = date(2025, 6, 10)


def cells(line):
    """The first four months of a line as planned/billed/paid/holes."""
    return [f"{cell.planned}/{cell.billed}/{cell.paid}/{cell.holes}" for cell in line.cells[:4]]


def turi(**values):
    return make.worker(village=make.village("Turi"), member_number=make.member_number(), **values)


def test_each_group_shows_what_is_paid_billed_missing_and_to_come(admin, period):
    covered(period)
    covered(period, worker=turi())
    paid(period, APRIL, admin)
    covered(period, worker=turi())  # registered late: April has no bill of theirs
    billed(period, MAY, admin)
    draft_bill(period_id=period.pk, month=date(2025, 6, 1), by=admin)
    make.enrollment(period=period, status=Status.DECREED)
    grid = month_grid(period, GroupBy.VILLAGE, user=admin, on=ON)
    assert [line.name for line in grid.lines] == ["Tlumpu", "Turi"]
    assert cells(grid.lines[0]) == ["0/0/1/0", "0/1/0/0", "2/0/0/0", "2/0/0/0"]
    assert cells(grid.lines[1]) == ["0/0/1/1", "0/2/0/0", "2/0/0/0", "2/0/0/0"]
    assert [cell.people for cell in grid.totals[:4]] == [3, 3, 4, 4]


def test_a_cover_that_ended_has_no_months_after_it(admin, period):
    covered(period, ended_on=date(2025, 5, 3), end_reason=EndReason.DIED)
    grid = month_grid(period, GroupBy.OCCUPATION, user=admin, on=ON)
    assert grid.lines[0].name == "Tukang becak"
    assert cells(grid.lines[0]) == ["0/0/0/1", "0/0/0/1", "0/0/0/0", "0/0/0/0"]


def test_a_clerk_sees_the_months_of_the_own_kelurahan(period):
    covered(period)
    covered(period, worker=turi())
    grid = month_grid(period, GroupBy.VILLAGE, user=make.clerk(), on=ON)
    assert [line.name for line in grid.lines] == ["Tlumpu"]


def test_a_period_without_people_is_an_empty_grid(admin, period):
    grid = month_grid(period, GroupBy.VILLAGE, user=admin, on=ON)
    assert (list(grid.lines), list(grid.totals)) == ([], [])


def test_thirty_people_cost_as_many_queries_as_three(admin, period):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            month_grid(period, GroupBy.VILLAGE, user=admin, on=ON)
        return len(queries)

    for _one in range(3):
        covered(period)
    three = cost()
    for _one in range(27):
        covered(period)
    assert cost() == three


def test_a_month_paid_for_somebody_gone_hides_nobody_elses_hole(admin, period):
    gone = covered(period)
    for month in (APRIL, MAY):
        paid(period, month, admin)
    end_enrollment(
        enrollment_id=gone.pk,
        on=date(2025, 4, 20),
        known_on=ON,
        reason=EndReason.MOVED,
        by=admin,
    )
    covered(period)
    found = month_grid(period, GroupBy.VILLAGE, user=admin, on=ON).totals
    assert [(cell.paid, cell.holes) for cell in found[:2]] == [(1, 1), (1, 1)]
