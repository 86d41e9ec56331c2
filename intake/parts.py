"""Columns that make sense only with their neighbours, or hold more than their heading says."""

from collections.abc import Callable
from itertools import pairwise

from intake.births import PARTS
from intake.cleaning import show
from intake.dates import month_of
from intake.facts import Facts
from intake.heading_words import words_of
from intake.numbers import share
from intake.recognition import content_tests
from intake.shapes import Cell, ColumnReading

Samples = dict[int, list[Cell]]

_MOSTLY = 0.8
_DAY, _MONTH, _YEAR = PARTS
# What stands above the columns of a date in three parts, the parts and what is above them.
_OF_BIRTH = frozenset({"TGL", "BLN", "TH", "LAHIR", "TTL", "TEMPAT", "KOTA"})
_YEARS = range(1910, 2021)
_LONGEST_MARK = 3


def settle_parts(columns: list[ColumnReading], samples: Samples, facts: Facts) -> None:
    """Give their meaning to columns that are told by their neighbours and cells together."""
    _settle_birth(columns, samples)
    _settle_areas(columns, samples, facts)
    _settle_marks(columns, samples, facts)


def _settle_birth(columns: list[ColumnReading], samples: Samples) -> None:
    """Find a date of birth in three columns, or its year alone."""

    def holds(column: ColumnReading, test: Callable[[Cell], object]) -> bool:
        return share(samples.get(column.index, []), test) >= _MOSTLY

    tests = {_DAY: _is_day, _MONTH: _is_month, _YEAR: _is_year}
    for three in zip(columns, columns[1:], columns[2:], strict=False):
        if not any(column.heading for column in three) or not all(map(_may_be_birth, three)):
            continue
        for order in (PARTS, PARTS[::-1]):
            if all(holds(column, tests[name]) for column, name in zip(three, order, strict=True)):
                for column, name in zip(three, order, strict=True):
                    column.field, column.why = name, "heading" if column.heading else "content"
                return
    for column in columns:
        if (
            column.field == "birth_date"
            and column.why == "heading"
            and holds(column, _is_full_year)
        ):
            column.field = _YEAR


def _may_be_birth(column: ColumnReading) -> bool:
    if column.why not in {"", "heading"} or column.field not in {
        None,
        "birth_date",
        "birth_place_date",
    }:
        return False
    known, unknown = words_of(column.heading)
    return not column.heading or (bool(known) and known <= _OF_BIRTH and unknown <= 1)


def _is_day(cell: Cell) -> bool:
    text = show(cell)
    return text.isdecimal() and 1 <= int(text) <= 31


def _is_month(cell: Cell) -> bool:
    text = show(cell).strip(" .")
    return 1 <= int(text) <= 12 if text.isdecimal() else month_of(text) is not None


def _is_year(cell: Cell) -> bool:
    text = show(cell).strip(" '.")
    return _is_full_year(text) or (text.isdecimal() and len(text) == 2)


def _is_full_year(cell: Cell) -> bool:
    text = show(cell)
    return text.isdecimal() and int(text) in _YEARS


def _settle_areas(columns: list[ColumnReading], samples: Samples, facts: Facts) -> None:
    """Read RT and RW from the one column RT, or RW, where its cells hold both."""
    found = [column for column in columns if column.field in {"rt", "rw", "rt_rw"}]
    is_pair = content_tests(facts).get("rt_rw")
    if len(found) != 1 or found[0].why != "heading" or is_pair is None:
        return
    if share(samples.get(found[0].index, []), is_pair) >= _MOSTLY:
        found[0].field = "rt_rw"


def _settle_marks(columns: list[ColumnReading], samples: Samples, facts: Facts) -> None:
    """Find columns named for occupations in which each row has a mark below its own."""

    def is_named(column: ColumnReading) -> bool:
        return (
            column.why in {"", "heading"}
            and column.field in {None, "occupation"}
            and facts.occupations.match(label_of(column.heading)).slug is not None
            and share(samples.get(column.index, ["v"]), _is_mark) == 1
        )

    named = [column for column in columns if is_named(column)]
    near = {
        column.index
        for left, right in pairwise(named)
        if right.index == left.index + 1
        for column in (left, right)
    }
    for column in named:
        if column.index in near:
            column.field, column.why = "occupation_mark", "heading"


def label_of(heading: str) -> str:
    """Give the lowest of the headings above a column."""
    return heading.rpartition(" · ")[2]


def _is_mark(cell: Cell) -> bool:
    return len(show(cell)) <= _LONGEST_MARK
