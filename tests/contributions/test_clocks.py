"""The clocks of a person, as a table of lives."""

from datetime import date

import pytest

from common.months import months_between
from contributions.clocks import ClockRules, DeathCover, birthday_of_age, clocks_on, membership_run

RULES = ClockRules(full_death=3, lapse=3, restart_gap=3, scholarship=36, age_limit=65)
BURIAL_ONLY = DeathCover.BURIAL_ONLY
BORN = date(1980, 5, 17)


def months(text: str) -> list[date]:
    """Read ``2025-04..2025-06 2025-09`` as months."""
    found: list[date] = []
    for part in text.split():
        first, _dots, last = part.partition("..")
        ends = [date.fromisoformat(f"{month}-01") for month in (first, last or first)]
        found += months_between(*ends)
    return found


def clocks(paid: str, on: str, **rules: int):
    asked = ClockRules(**{name: getattr(RULES, name) for name in RULES.__slots__} | rules)
    return clocks_on(date.fromisoformat(on), paid=months(paid), birth_date=BORN, rules=asked)


class TestDeathBenefit:
    @pytest.mark.parametrize(
        ("paid", "on", "cover", "full_from", "is_expected"),
        [
            # Nothing paid, and nothing yet.
            ("", "2025-05-10", DeathCover.NONE, None, True),
            ("2025-07", "2025-06-30", DeathCover.NONE, "2025-10-01", True),
            # The first three months pay the burial only; the day after them pays in full.
            ("2025-04", "2025-04-01", BURIAL_ONLY, "2025-07-01", True),
            ("2025-04..2025-06", "2025-06-30", BURIAL_ONLY, "2025-07-01", False),
            ("2025-04..2025-06", "2025-07-01", DeathCover.FULL, "2025-07-01", False),
            # Paid ahead: the days still have to pass.
            ("2025-04..2025-12", "2025-05-31", BURIAL_ONLY, "2025-07-01", False),
            # A hole of one month is bridged but does not count.
            (
                "2025-04..2025-05 2025-07",
                "2025-07-31",
                BURIAL_ONLY,
                "2025-08-01",
                False,
            ),
            ("2025-04..2025-05 2025-07", "2025-08-01", DeathCover.FULL, "2025-08-01", False),
            # January to March unpaid between two years: inactive in April, and all over again.
            ("2025-04..2025-12", "2026-03-31", DeathCover.FULL, "2025-07-01", False),
            ("2025-04..2025-12", "2026-04-01", DeathCover.LAPSED, "2025-07-01", False),
            (
                "2025-04..2025-12 2026-04",
                "2026-04-30",
                BURIAL_ONLY,
                "2026-07-01",
                True,
            ),
            ("2025-04..2025-12 2026-03", "2026-04-30", DeathCover.FULL, "2025-07-01", False),
        ],
    )
    def test_what_a_death_would_pay(self, paid, on, cover, full_from, is_expected):
        found = clocks(paid, on)
        wanted = date.fromisoformat(full_from) if full_from else None
        assert (found.death, found.full_from, found.is_full_expected) == (
            cover,
            wanted,
            is_expected,
        )

    def test_another_waiting_time_is_another_answer(self):
        assert clocks("2025-04..2025-06", "2025-07-01", full_death=6).death == (BURIAL_ONLY)

    def test_somebody_with_arrears_waits_from_today_on(self):
        # Paid in April only; in June two more months are needed, June and July at the earliest.
        found = clocks("2025-04", "2025-06-15")
        assert (found.full_from, found.unpaid_months) == (date(2025, 8, 1), 1)


class TestLapse:
    @pytest.mark.parametrize(
        ("paid", "on", "unpaid", "lapses_on"),
        [
            ("", "2025-05-10", 0, None),
            ("2025-04", "2025-04-20", 0, "2025-08-01"),
            ("2025-04", "2025-06-20", 1, "2025-08-01"),
            ("2025-04..2025-12", "2025-06-20", 0, "2026-04-01"),
        ],
    )
    def test_when_unpaid_months_end_the_membership(self, paid, on, unpaid, lapses_on):
        found = clocks(paid, on)
        wanted = date.fromisoformat(lapses_on) if lapses_on else None
        assert (found.unpaid_months, found.lapses_on) == (unpaid, wanted)


class TestScholarship:
    def test_it_takes_three_years_of_payments(self):
        found = clocks("2025-01..2027-12", "2027-12-31")
        assert found.scholarship_months == found.scholarship_needed == 36

    def test_months_paid_ahead_do_not_count_before_their_time(self):
        assert clocks("2025-04..2025-12", "2025-06-01").scholarship_months == 3

    def test_a_restart_loses_the_months_before_it(self):
        found = clocks("2025-04..2025-12 2026-04..2026-05", "2026-05-31")
        assert found.scholarship_months == 2


class TestAge:
    @pytest.mark.parametrize(
        ("born", "turns"),
        [("1961-05-17", "2026-05-17"), ("1960-02-29", "2025-03-01"), ("1964-02-29", "2029-03-01")],
    )
    def test_the_day_somebody_turns_sixty_five(self, born, turns):
        assert birthday_of_age(date.fromisoformat(born), 65) == date.fromisoformat(turns)


def test_a_month_counts_once_in_whatever_order():
    assert membership_run(months("2025-05 2025-04 2025-05"), 3) == months("2025-04..2025-05")
