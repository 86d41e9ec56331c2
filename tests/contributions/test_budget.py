"""What a period costs against what it may spend."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from contributions.budget import NoTariff, budgets, by_source, cost_of
from contributions.models import BudgetCeiling, Tariff
from contributions.selectors import tariffs
from enrollment.models import FundingSource
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, JUNE, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 10)


def ceiling(period, amount, day=date(2025, 1, 2)):
    with acting("tests"):
        return BudgetCeiling.objects.create(
            period=period, amount=amount, decided_on=day, document="DPA 2025"
        )


def budget(period, on=ON):
    return budgets([period], on)[0]


class TestBudget:
    def test_everything_up_to_the_end_of_the_cover_is_committed(self, admin, period):
        covered(period)
        covered(period, starts_on=date(2025, 6, 1))
        paid(period, APRIL, admin)
        billed(period, MAY, admin)
        found = budget(period)
        assert (found.paid, found.billed, found.drafted) == (16_800, 16_800, 0)
        # Seven months of the first, seven of the second, none of them billed yet.
        assert found.to_come == 14 * 16_800
        assert found.committed == 16 * 16_800

    def test_a_decreed_person_is_promised_the_months_and_a_proposed_one_is_not(self, period):
        make.enrollment(period=period, status=Status.DECREED)
        make.enrollment(period=period, status=Status.VERIFIED)
        assert budget(period).to_come == 9 * 16_800

    def test_an_ended_cover_costs_up_to_its_last_month(self, period):
        covered(period, ended_on=date(2025, 5, 2), end_reason=EndReason.MOVED)
        assert budget(period).to_come == 2 * 16_800

    def test_a_month_billed_for_somebody_gone_pays_for_nobody_else(self, admin, period):
        gone = covered(period)
        billed(period, MAY, admin)
        end_enrollment(
            enrollment_id=gone.pk,
            on=date(2025, 4, 20),
            known_on=ON,
            reason=EndReason.MOVED,
            by=admin,
        )
        covered(period)
        # April of the first, nine months of the second, beside May that was billed.
        assert budget(period).to_come == 10 * 16_800

    def test_the_newest_ceiling_of_the_day_counts(self, period):
        covered(period)
        ceiling(period, 100_000)
        ceiling(period, 200_000, date(2025, 7, 1))
        ceiling(period, 900_000, date(2025, 8, 1))
        found = budget(period)
        assert found.ceiling
        assert found.ceiling.amount == 200_000
        assert found.remaining == 200_000 - 9 * 16_800

    def test_without_a_document_nothing_is_said_to_remain(self, period):
        assert budget(period).remaining is None

    def test_periods_of_one_source_are_added_up(self, period):
        other = make.period(starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 31))
        covered(period)
        covered(other)
        ceiling(period, 500_000)
        ceiling(other, 100_000)
        total = by_source(budgets([period, other], ON))[0]
        assert (total.ceiling, total.committed) == (600_000, 10 * 16_800)
        assert total.remaining == 600_000 - 10 * 16_800

    def test_what_a_donor_pays_for_may_cost_half(self):
        period = make.period(
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 6, 30),
            funding_source=FundingSource.objects.get(code="csr"),
        )
        covered(period)  # a pedicab driver: transport
        assert budget(period, date(2026, 1, 5)).to_come == 6 * 8_400

    def test_a_month_without_a_rate_is_named(self, period):
        covered(period)
        with acting("tests"):
            Tariff.objects.all().delete()
        with pytest.raises(NoTariff) as raised:
            budget(period)
        assert raised.value.args == (APRIL, "transport")

    def test_thirty_people_cost_as_many_queries_as_three(self, period):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                budget(period)
            return len(queries)

        for _one in range(3):
            covered(period)
        three = cost()
        for _one in range(27):
            covered(period)
        assert cost() == three


@pytest.mark.parametrize(
    ("people", "first", "last", "amount"),
    [
        (1_381, date(2025, 3, 1), date(2025, 12, 1), 232_008_000),
        (2_000, APRIL, date(2025, 12, 1), 302_400_000),
        (594, date(2024, 10, 1), date(2024, 12, 1), 29_937_600),
        (1_500, date(2025, 1, 1), date(2025, 12, 1), 302_400_000),
        (1, JUNE, JUNE, 16_800),
    ],
)
def test_a_question_costs_people_times_months_times_tariff(people, first, last, amount):
    found = cost_of(
        people=people,
        first_month=first,
        last_month=last,
        sector="other",
        is_public_money=True,
        rates=tariffs(),
    )
    assert found == amount
