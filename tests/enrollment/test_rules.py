"""Who may be covered: a table of cases for each rule."""

from datetime import date
from typing import Any

import pytest

from common.problems import Severity
from enrollment.rules import Cover, Limit, check_age, check_eligibility

LIMITS = {
    "max_age": Limit("max_age", 65, Severity.ERROR, "aturan usia"),
    "min_age": Limit("min_age", 17, Severity.WARNING, "aturan KTP"),
    "resident": Limit("resident", 0, Severity.ERROR, "aturan domisili"),
    "one_cover": Limit("one_cover", 0, Severity.ERROR, "aturan satu perlindungan"),
}
FIRST, LAST = date(2025, 4, 1), date(2025, 12, 31)


def codes(**facts: Any) -> list[str]:
    good: dict[str, Any] = {
        "birth_date": date(1980, 5, 17),
        "is_resident": True,
        "died_on": None,
        "covers": (),
        "unit_covers": (),
        "first_day": FIRST,
        "last_day": LAST,
        "limits": LIMITS,
    }
    return [problem.code for problem in check_eligibility(**good | facts)]


@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        (date(1960, 4, 2), []),  # 65 tomorrow
        (date(1960, 4, 1), ["over_age"]),  # 65 today
        (date(1960, 3, 31), ["over_age"]),  # 65 yesterday
        (date(2008, 4, 1), []),  # 17 today
        (date(2008, 4, 2), ["under_age"]),  # 17 tomorrow
        (date(1925, 1, 1), ["over_age"]),
    ],
)
def test_age_counts_on_the_first_day_of_cover(birth_date, expected):
    assert [problem.code for problem in check_age(birth_date, FIRST, LIMITS)] == expected


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        (date(2025, 2, 28), []),  # born on 29 February: the birthday is on 1 March
        (date(2025, 3, 1), ["over_age"]),
        (date(2028, 2, 29), ["over_age"]),
    ],
)
def test_somebody_born_on_a_leap_day_turns_65_on_the_first_of_march(first_day, expected):
    found = check_age(date(1960, 2, 29), first_day, LIMITS)
    assert [problem.code for problem in found] == expected


def test_a_problem_says_its_severity_and_its_source():
    (problem,) = check_age(date(1950, 1, 1), FIRST, LIMITS)
    assert (problem.severity, problem.source) == (Severity.ERROR, "aturan usia")
    (problem,) = check_age(date(2010, 1, 1), FIRST, LIMITS)
    assert (problem.severity, problem.source) == (Severity.WARNING, "aturan KTP")


def test_without_limits_nobody_is_refused():
    assert codes(birth_date=date(1920, 1, 1), is_resident=False, limits={}) == []


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 4, 1), date(2025, 3, 31), []),  # ends the day before
        (date(2024, 4, 1), date(2025, 4, 1), ["already_covered"]),  # shares the first day
        (date(2025, 12, 31), date(2026, 12, 31), ["already_covered"]),  # shares the last day
        (date(2026, 1, 1), date(2026, 12, 31), []),  # starts the day after
        (date(2025, 6, 1), date(2025, 6, 30), ["already_covered"]),  # lies inside
    ],
)
def test_days_of_two_covers_never_touch(first, last, expected):
    assert codes(covers=[Cover(first, last, "Periode lain")]) == expected


@pytest.mark.parametrize(
    ("died_on", "expected"),
    [
        (date(2025, 3, 1), ["deceased"]),
        (LAST, ["deceased"]),
        (date(2026, 1, 1), []),
        (None, []),
    ],
)
def test_the_dead_are_not_enrolled(died_on, expected):
    assert codes(died_on=died_on) == expected


def test_every_reason_is_named_at_once():
    found = codes(
        birth_date=date(1950, 1, 1),
        is_resident=False,
        died_on=date(2025, 1, 1),
        covers=[Cover(FIRST, LAST, "Periode lain")],
    )
    assert found == ["over_age", "not_resident", "already_covered", "deceased"]
