"""The clocks of one person on a day: pure functions over paid months and dated rules.

They say what the registry expects; BPJS Ketenagakerjaan decides. Source: docs/rules.md, M-4.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from common.months import add_months, count_months, first_of


class DeathCover(Enum):
    """What a death that is not an accident at work would pay on a day."""

    NONE = "none"  # nothing has been paid yet
    BURIAL_ONLY = "burial"  # a member for too short a time
    FULL = "full"
    LAPSED = "lapsed"  # too many months in a row without payment


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Waiting times in force on a day.

    Takes   full_death: paid months until the death benefit is full; lapse: months without
            payment in a row after which a member is inactive; restart_gap: those after which
            the waiting starts anew; scholarship: paid months until children get a scholarship;
            age_limit: years of age from which nobody is enrolled.
    """

    full_death: int
    lapse: int
    restart_gap: int
    scholarship: int
    age_limit: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """Where one person stands on a day.

    ``full_from`` is an expected day where the payments it needs have not all been made: then it
    holds if every coming month is paid. ``unpaid_months`` are those that are over; the running
    one may still be paid. ``lapses_on`` is the first day without any cover when no further month
    is paid; None before the first payment.
    """

    death: DeathCover
    paid_in_a_row: int
    full_from: date | None
    is_full_expected: bool
    unpaid_months: int
    lapses_on: date | None
    scholarship_months: int
    scholarship_needed: int
    limit_age_on: date


def clocks_on(on: date, *, paid: Collection[date], birth_date: date, rules: ClockRules) -> Clocks:
    """Read all clocks of a person on a day.

    Takes   paid: months paid or to be counted as paid, in any order; those after the month of
            ``on`` count too, because offices pay ahead.
    """
    run = membership_run(paid, rules.restart_gap)
    month = first_of(on)
    counted = [paid_month for paid_month in run if paid_month <= month]
    lapses_on = lapse_day(run[-1], rules.lapse) if run else None
    full_from, is_expected = _day_of_months(run, rules.full_death, month)
    return Clocks(
        death=_death_cover(on, run, full_from, is_expected, lapses_on),
        paid_in_a_row=len(counted),
        full_from=full_from,
        is_full_expected=is_expected,
        unpaid_months=max(0, count_months(run[-1], month) - 1) if run else 0,
        lapses_on=lapses_on,
        scholarship_months=len(counted),
        scholarship_needed=rules.scholarship,
        limit_age_on=birthday_of_age(birth_date, rules.age_limit),
    )


def membership_run(paid: Collection[date], restart_gap: int) -> list[date]:
    """Give the paid months since membership last started anew, in order.

    A gap of ``restart_gap`` months or more starts it anew; shorter gaps are bridged, and the
    months in them do not count.
    """
    run: list[date] = []
    for month in sorted(set(paid)):
        if run and count_months(run[-1], month) - 1 >= restart_gap:
            run = []
        run.append(month)
    return run


def lapse_day(last_paid: date, lapse: int) -> date:
    """Give the first day on which somebody is inactive when nothing more is paid."""
    return add_months(last_paid, lapse + 1)


def birthday_of_age(birth_date: date, years: int) -> date:
    """Give the day on which somebody reaches an age; 29 February counts from 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def _day_of_months(run: list[date], needed: int, month: date) -> tuple[date | None, bool]:
    """Give the first day after so many paid months, and whether payments for it are missing.

    What is missing is expected month by month, the earliest from the month of the day asked.
    """
    if len(run) >= needed:
        return add_months(run[needed - 1], 1), False
    if not run:
        return None, True
    following = max(add_months(run[-1], 1), month)
    return add_months(following, needed - len(run)), True


def _death_cover(
    on: date, run: list[date], full_from: date | None, is_expected: bool, lapses_on: date | None
) -> DeathCover:
    if not run or run[0] > on:
        return DeathCover.NONE
    if lapses_on is not None and on >= lapses_on:
        return DeathCover.LAPSED
    if full_from is not None and not is_expected and on >= full_from:
        return DeathCover.FULL
    return DeathCover.BURIAL_ONLY
