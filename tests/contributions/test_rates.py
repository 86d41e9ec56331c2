"""What a month costs depends on the month, the sector and whose money pays."""

from datetime import date

import pytest

from audit.context import acting
from common.months import months_between
from contributions.models import Benefit, ClockRule, Tariff
from contributions.person_clocks import rules_on
from contributions.rates import Rate
from contributions.selectors import benefits_on, clock_rules_on, tariffs

pytestmark = pytest.mark.django_db


def rate_of(month: date, sector: str, *, is_public_money: bool = True) -> Rate:
    rate = tariffs().rate(month, sector, is_public_money=is_public_money)
    assert rate is not None
    return rate


class TestTariff:
    def test_the_city_pays_the_full_rate_in_every_month(self):
        for month in months_between(date(2025, 4, 1), date(2027, 12, 1)):
            for sector in ("transport", "other"):
                rate = rate_of(month, sector)
                assert (rate.jkk, rate.jkm, rate.amount) == (10_000, 6_800, 16_800)

    @pytest.mark.parametrize(
        ("sector", "month", "amount"),
        [
            ("transport", date(2025, 12, 1), 16_800),
            ("transport", date(2026, 1, 1), 8_400),
            ("transport", date(2027, 3, 1), 8_400),
            ("transport", date(2027, 4, 1), 16_800),
            ("other", date(2026, 3, 1), 16_800),
            ("other", date(2026, 4, 1), 8_400),
            ("other", date(2026, 12, 1), 8_400),
            ("other", date(2027, 1, 1), 16_800),
        ],
    )
    def test_half_holds_for_other_money_in_its_months_only(self, sector, month, amount):
        assert rate_of(month, sector, is_public_money=False).amount == amount
        assert rate_of(month, sector).amount == 16_800

    def test_the_rate_names_where_it_is_written(self):
        rate = rate_of(date(2026, 5, 1), "other", is_public_money=False)
        assert "PP 50/2025" in rate.legal_basis

    @pytest.mark.parametrize(
        ("people", "first", "last", "total"),
        [
            (1_381, date(2025, 3, 1), date(2025, 12, 1), 232_008_000),
            (2_000, date(2025, 4, 1), date(2025, 12, 1), 302_400_000),
            (594, date(2025, 10, 1), date(2025, 12, 1), 29_937_600),
        ],
    )
    def test_people_times_months_make_the_published_budgets(self, people, first, last, total):
        rates = tariffs()
        months = months_between(first, last)
        found = [rates.rate(month, "other", is_public_money=True) for month in months]
        assert people * sum(rate.amount for rate in found if rate) == total

    def test_a_change_of_a_coming_month_leaves_the_earlier_ones(self):
        with acting("tests"):
            Tariff.objects.create(
                jkk=12_000, jkm=7_000, valid_from=date(2029, 7, 1), legal_basis="PP baru"
            )
        assert rate_of(date(2029, 6, 1), "other").amount == 16_800
        assert rate_of(date(2029, 7, 1), "other").amount == 19_000

    def test_a_row_that_begins_within_a_month_counts_from_the_next(self):
        with acting("tests"):
            Tariff.objects.create(
                jkk=1, jkm=1, valid_from=date(2029, 7, 2), legal_basis="Tengah bulan"
            )
        assert rate_of(date(2029, 7, 1), "other").amount == 16_800
        assert rate_of(date(2029, 8, 1), "other").amount == 2

    def test_before_the_first_row_there_is_none(self):
        assert tariffs().rate(date(2015, 1, 1), "other", is_public_money=True) is None

    def test_many_people_cost_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            rates = tariffs()
            for month in months_between(date(2025, 4, 1), date(2026, 12, 1)):
                rates.rate(month, "transport", is_public_money=False)


class TestBenefits:
    def test_a_death_after_the_waiting_time_pays_forty_two_million(self):
        found = benefits_on(date(2025, 8, 1))
        parts = (Benefit.Kind.DEATH, Benefit.Kind.BURIAL, Benefit.Kind.PERIODIC)
        assert sum(found[kind].amount for kind in parts) == 42_000_000
        assert found[Benefit.Kind.BURIAL].amount == 10_000_000

    def test_the_newest_row_of_the_day_holds(self):
        with acting("tests"):
            Benefit.objects.create(
                kind=Benefit.Kind.BURIAL,
                amount=12_000_000,
                valid_from=date(2029, 1, 1),
                legal_basis="Permenaker baru",
            )
        assert benefits_on(date(2028, 12, 31))[Benefit.Kind.BURIAL].amount == 10_000_000
        assert benefits_on(date(2029, 1, 1))[Benefit.Kind.BURIAL].amount == 12_000_000


class TestClockRules:
    def test_each_limit_has_its_value_and_its_source(self):
        found = clock_rules_on(date(2025, 8, 1))
        assert {kind: limit.value for kind, limit in found.items()} == {
            ClockRule.Kind.FULL_DEATH_MONTHS: 3,
            ClockRule.Kind.LAPSE_MONTHS: 3,
            ClockRule.Kind.SCHOLARSHIP_MONTHS: 36,
            ClockRule.Kind.RESTART_GAP_MONTHS: 3,
            ClockRule.Kind.AGE_LIMIT: 65,
            ClockRule.Kind.REPORT_HOURS: 48,
            ClockRule.Kind.CLAIM_YEARS: 5,
            ClockRule.Kind.SCHOLARSHIP_CHILDREN: 2,
            ClockRule.Kind.TAX_NUMBER_ABOVE: 50,
        }
        assert all(limit.legal_basis for limit in found.values())

    def test_clocks_run_without_the_terms_of_claims_and_stand_still_without_their_own(self):
        on, terms = date(2025, 8, 1), [ClockRule.Kind.CLAIM_YEARS, ClockRule.Kind.REPORT_HOURS]
        with acting("tests"):
            ClockRule.objects.filter(kind__in=terms).delete()
        assert rules_on(on)
        with acting("tests"):
            ClockRule.objects.filter(kind=ClockRule.Kind.LAPSE_MONTHS).delete()
        assert rules_on(on) is None

    def test_the_wait_for_the_full_benefit_is_younger_than_the_others(self):
        assert ClockRule.Kind.FULL_DEATH_MONTHS not in clock_rules_on(date(2024, 12, 31))
