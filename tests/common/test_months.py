"""Months as the date of their first day."""

from datetime import date

import pytest

from common import months


class TestReckoning:
    def test_a_day_lies_in_the_month_of_its_first_day(self):
        assert months.first_of(date(2025, 4, 30)) == date(2025, 4, 1)

    @pytest.mark.parametrize(
        ("month", "number", "expected"),
        [
            (date(2025, 4, 1), 0, date(2025, 4, 1)),
            (date(2025, 12, 1), 1, date(2026, 1, 1)),
            (date(2025, 1, 1), -1, date(2024, 12, 1)),
            (date(2025, 4, 1), 36, date(2028, 4, 1)),
        ],
    )
    def test_adding_goes_over_the_turn_of_the_year(self, month, number, expected):
        assert months.add_months(month, number) == expected
        assert months.count_months(month, expected) == number

    def test_the_last_day_knows_leap_years(self):
        assert months.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
        assert months.last_day(date(2025, 12, 1)) == date(2025, 12, 31)

    def test_both_ends_are_listed_however_few_of_their_days_count(self):
        found = months.months_between(date(2025, 11, 30), date(2026, 1, 1))
        assert found == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]

    def test_nothing_lies_between_days_in_the_wrong_order(self):
        assert months.months_between(date(2025, 5, 1), date(2025, 4, 30)) == []


class TestWriting:
    def test_a_month_is_written_in_words(self):
        assert months.label(date(2025, 8, 1)) == "Agustus 2025"

    def test_an_address_is_read_back(self):
        assert months.code(date(2025, 4, 1)) == "2025-04"
        assert months.parse("2025-04") == date(2025, 4, 1)

    @pytest.mark.parametrize("text", ["", "2025", "2025-13", "2025-4", "25-04-01", "٢٠٢٥-٠٤"])
    def test_anything_else_is_no_month(self, text):
        assert months.parse(text) is None
