"""The clocks of people on record: what their bills and the rules of the day say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from contributions.clocks import DeathCover
from contributions.models import ClockRule
from contributions.person_clocks import RulesOfDay, Watch, clocks_of, rules_on, watched
from tests import make
from tests.contributions.people import APRIL, JUNE, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 10)


def rules(on: date = ON) -> RulesOfDay:
    """The rules of a day on which the office has set them all."""
    found = rules_on(on)
    assert found is not None
    return found


def clocks(row, on=ON):
    return clocks_of([row.worker], on, rules(on))[row.worker_id]


class TestClocksOfPeople:
    def test_only_paid_months_count(self, admin, period):
        row = covered(period)
        paid(period, APRIL, admin)
        paid(period, MAY, admin)
        billed(period, JUNE, admin)
        found = clocks(row)
        assert (found.death, found.paid_in_a_row) == (DeathCover.BURIAL_ONLY, 2)

    def test_months_of_an_earlier_period_count_too(self, admin, period):
        worker = make.worker(member_number=make.member_number())
        earlier = make.period(starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31))
        covered(earlier, worker=worker)
        row = covered(period, worker=worker)
        for month in (date(2025, 2, 1), date(2025, 3, 1)):
            paid(earlier, month, admin)
        paid(period, APRIL, admin)
        assert clocks(row, date(2025, 5, 1)).death == DeathCover.FULL

    def test_a_rule_that_changes_later_counts_from_its_day(self, admin, period):
        with acting("tests"):
            ClockRule.objects.create(
                kind="full_death", value=6, valid_from=date(2025, 7, 10), legal_basis="Perubahan"
            )
        assert rules(date(2025, 7, 9)).rules.full_death == 3
        assert rules().rules.full_death == 6
        assert rules().basis("full_death") == "Perubahan"

    def test_without_rules_nothing_is_claimed(self):
        with acting("tests"):
            ClockRule.objects.filter(kind="lapse").delete()
        assert rules_on(ON) is None


class TestWatch:
    def lists(self, period, user, on=ON, until=date(2025, 12, 31)):
        found = watched(period, user=user, on=on, of_day=rules(on), until=until)
        return {
            watch: [one.enrollment.worker.full_name for one in people]
            for watch, people in found.items()
        }

    def test_people_stand_on_the_lists_that_their_clocks_say(self, admin, period):
        for name in ("Rajin", "Menunggak"):
            covered(period, name=name)
        for month in (APRIL, MAY, JUNE):
            paid(period, month, admin)
        paid_ahead = covered(period, name="Baru", starts_on=date(2025, 7, 1))
        paid(period, date(2025, 7, 1), admin)
        worker = make.worker(
            full_name="Sepuh", birth_date=date(1960, 11, 3), member_number=make.member_number()
        )
        covered(period, worker=worker)
        assert paid_ahead.pk
        assert self.lists(period, admin) == {
            Watch.LAPSE: [],
            Watch.NOT_FULL: ["Sepuh", "Baru"],
            Watch.AGE: ["Sepuh"],
        }
        later = self.lists(period, admin, on=date(2025, 9, 10))
        assert sorted(later[Watch.LAPSE]) == ["Baru", "Menunggak", "Rajin"]

    def test_a_clerk_sees_the_own_people(self, period):
        covered(period, name="Warga")
        other = make.worker(village=make.village("Turi"), member_number=make.member_number())
        covered(period, worker=other)
        assert self.lists(period, make.clerk())[Watch.NOT_FULL] == ["Warga"]

    def test_thirty_people_cost_as_many_queries_as_three(self, admin, period):
        of_day = rules()

        def cost():
            with CaptureQueriesContext(connection) as queries:
                watched(period, user=admin, on=ON, of_day=of_day, until=ON)
            return len(queries)

        for _one in range(3):
            covered(period)
        three = cost()
        for _one in range(27):
            covered(period)
        assert cost() == three
