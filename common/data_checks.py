"""Checks over the live tables: what must be true of rows together, and what looks odd.

A room keeps its checks in a module ``data_checks``; ``manage.py check_data`` runs them all. They
look for what a constraint cannot say, and for damage done behind the application's back. They
never repair anything.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise


class Weight(Enum):
    """What a finding means."""

    FAULT = "fault"  # must never be: somebody has to mend it
    ODD = "odd"  # may be right; somebody should look


class Finding(NamedTuple):
    """One row that does not fit: a table and a key as in the trail, and what is wrong with it.

    ``detail`` holds no personal data: findings end up in logs.
    """

    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DataCheck:
    """One thing to look for; ``code`` is what its findings are known by."""

    code: str
    about: str | Promise
    weight: Weight
    find: Callable[[], Iterable[Finding]]


_checks: dict[str, DataCheck] = {}
Find = Callable[[], Iterable[Finding]]


def data_check(
    code: str, about: str | Promise, weight: Weight = Weight.FAULT
) -> Callable[[Find], Find]:
    """Name a function as the one that looks for something; ``about`` says what in a sentence."""

    def register(function: Find) -> Find:
        if _checks.setdefault(code, DataCheck(code, about, weight, function)).find != function:
            raise ValueError(f"Two data checks are called {code!r}.")
        return function

    return register


def all_checks() -> Iterator[DataCheck]:
    """Go through the checks of all rooms, by code."""
    for code in sorted(_checks):
        yield _checks[code]


def rows_of(table: str, keys: Iterable[object]) -> Iterator[Finding]:
    """Give a finding for each key of a table."""
    for key in keys:
        yield Finding(f"{table}:{key}")
