"""The bills of the demo: every month that is over is billed, but for two slips."""

from datetime import date

import pytest

from blitar_registry.demo.build import build
from common.months import last_day
from contributions.models import Bill, BillLine
from contributions.reconciliation import Difference, people_of
from contributions.selectors import months_of
from enrollment.models import Enrollment, EnrollmentPeriod

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)


@pytest.fixture
def periods() -> tuple[EnrollmentPeriod, EnrollmentPeriod]:
    build(workers=300, seed=1, on=ON)
    return EnrollmentPeriod.objects.get(code="2025"), EnrollmentPeriod.objects.get(code="2026")


def found(difference: Difference, *periods: EnrollmentPeriod) -> list[tuple[Enrollment, date]]:
    """Who differs in which of the months that are over."""
    return [
        (row, month)
        for period in periods
        for month in months_of(period)
        if last_day(month) < ON
        for row in people_of(difference, period, month, Enrollment.objects.all())
    ]


def test_the_finished_year_is_paid_and_this_one_up_to_last_month(periods):
    finished, current = periods
    assert set(finished.bills.values_list("state", flat=True)) == {Bill.State.PAID}
    assert finished.bills.count() == 9
    states = list(current.bills.order_by("month").values_list("state", flat=True))
    assert states == ["paid"] * 9 + ["billed", "draft"]


def test_one_person_was_forgotten_in_one_month(periods):
    ((forgotten, month),) = found(Difference.REGISTERED_NOT_BILLED, *periods)
    assert (forgotten.period.code, month) == ("2026", date(2026, 9, 1))


def test_one_month_was_paid_after_a_death_heard_of_late(periods):
    ((dead, month),) = found(Difference.PAID_AFTER_DEATH, *periods)
    line = dead.bill_lines.get(month=month)
    assert line.bill.paid_on is not None
    assert dead.end_known_on is not None
    assert line.bill.paid_on < dead.end_known_on <= ON


def test_every_line_costs_what_the_city_pays(periods):
    assert set(BillLine.objects.values_list("jkk", "jkm")) == {(10_000, 6_800)}


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2028, 2, 29)])
def test_any_day_will_do_and_nothing_lies_in_its_future(on):
    build(workers=40, seed=1, on=on)
    assert not Bill.objects.filter(month__gt=on).exists()
    assert not Bill.objects.filter(paid_on__gt=on).exists()
