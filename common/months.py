"""Months of cover; a month is written as its first day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format


def first_of(day: date) -> date:
    """Give the month a day lies in."""
    return day.replace(day=1)


def add_months(month: date, number: int) -> date:
    """Give the month so many months later, or earlier when negative."""
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def last_day_of(month: date) -> date:
    """Give the last day of a month."""
    return add_months(month, 1) - timedelta(days=1)


def months_between(first_day: date, last_day: date) -> Iterator[date]:
    """Go through the months that hold any of the days, both ends included."""
    month = first_of(first_day)
    while month <= last_day:
        yield month
        month = add_months(month, 1)


def count_months(first: date, last: date) -> int:
    """Count the steps from one month to another."""
    return (last.year - first.year) * 12 + last.month - first.month


def month_name(month: date) -> str:
    """Write a month in the current language: ``April 2025``."""
    return date_format(month, "F Y")
