"""Months as days: a month is the date of its first day, everywhere."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format


def first_of(day: date) -> date:
    """Give the month in which a day lies."""
    return day.replace(day=1)


def add_months(month: date, number: int) -> date:
    """Give the month that lies so many months after another, before it when negative."""
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def next_month(month: date) -> date:
    """Give the month after another."""
    return add_months(month, 1)


def count_months(first: date, last: date) -> int:
    """Count the months from one to another: 1 for neighbours, negative when it lies before."""
    return (last.year - first.year) * 12 + last.month - first.month


def last_day(month: date) -> date:
    """Give the last day of a month."""
    return next_month(month) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """List the months that some day from the first to the last one lies in, both included."""
    return list(_months(first_of(first), first_of(last)))


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = next_month(first)


def label(month: date) -> str:
    """Write a month in the current language: ``April 2025``."""
    return date_format(month, "F Y")


def code(month: date) -> str:
    """Write a month for an address or the name of a file: ``2025-04``."""
    return f"{month:%Y-%m}"


def parse(text: str) -> date | None:
    """Read what ``code`` writes; None for anything else."""
    year, _dash, month = text.partition("-")
    if len(text) != 7 or not (text.isascii() and year.isdigit() and month.isdigit()):
        return None
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return None
