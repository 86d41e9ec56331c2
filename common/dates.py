"""Dates as the city writes them."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format


def today() -> date:
    """Give today's date in the city's time zone; only views and commands may ask."""
    return timezone.localdate()


def long_date(day: date) -> str:
    """Write a date in full in the current language: ``8 April 2025``."""
    return date_format(day, "j F Y")


def age_on(birth_date: date, on: date) -> int:
    """Count the whole years lived on a day; negative before birth.

    Somebody born on 29 February is a year older on 1 March of other years.
    """
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (not had_birthday)
