"""Columns that make sense only with their neighbours, or hold more than their heading says."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from intake.births import PARTS
from intake.cleaning import read_number_pair, show
from intake.dates import find_date, month_of
from intake.facts import Facts
from intake.heading_words import words_of
from intake.headings import nik_first
from intake.numbers import is_of_person, share
from intake.phones import read_phones
from intake.recognition import SURE, content_tests
from intake.sexes import read_sex
from intake.shapes import Cell, ColumnReading

Samples = dict[int, list[Cell]]

_MOSTLY = 0.8
_DAY, _MONTH, _YEAR = PARTS
# What stands above the columns of a date in three parts, the parts and what is above them.
_OF_BIRTH = frozenset({"TGL", "BLN", "TH", "LAHIR", "TTL", "TEMPAT", "KOTA"})
_YEARS = range(1910, 2021)
_LONGEST_MARK = 3
# Headings that kelurahan and occupations stand below as well, and how many cells must show it.
_BELOW_OTHERS = {
    "village": {"address", "domicile_address"},
    "occupation": {"work_place", "note"},
}
_LEAST_CELLS = 2


def settle_parts(columns: list[ColumnReading], samples: Samples, facts: Facts) -> None:
    """Give their meaning to columns that are told by their neighbours and cells together."""
    _settle_numbers(columns, samples)
    _settle_birth(columns, samples)
    _settle_halves(columns, samples)
    _settle_areas(columns, samples, facts)
    _settle_marks(columns, samples, facts)
    _settle_phones(columns, samples)


def settle_left_over(columns: list[ColumnReading], samples: Samples, facts: Facts) -> None:
    """Find kelurahan and occupation below headings that say less than their cells."""
    tests = content_tests(facts)
    for field, below in _BELOW_OTHERS.items():
        if field not in tests or any(
            column.field in {field, f"{field}_mark"} for column in columns
        ):
            continue
        for column in columns:
            cells = samples.get(column.index, [])
            if (
                column.field in below
                and column.why == "heading"
                and len(cells) >= _LEAST_CELLS
                and share(cells, tests[field]) >= SURE
            ):
                column.field, column.why = field, "content"
                break


def _settle_numbers(columns: list[ColumnReading], samples: Samples) -> None:
    """Read NIKs from the cells of NO. KK / NIK; in which order the numbers stand, all must say."""
    if any(column.field == "nik" for column in columns):
        return
    for column in columns:
        is_first = nik_first(column.heading)
        if column.field != "family_card_number" or column.why != "heading" or is_first is None:
            continue
        pairs = [
            pair
            for cell in samples.get(column.index, [])
            if (pair := read_number_pair(cell, second=not is_first))
        ]
        fitting = sum(is_of_person(pair.text) for pair in pairs)
        if len(pairs) >= _MOSTLY * len(samples.get(column.index, "-")) and fitting > sum(
            is_of_person(pair.aside) for pair in pairs
        ):
            column.field = "nik"
            return


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


def _settle_halves(columns: list[ColumnReading], samples: Samples) -> None:
    """Divide what one heading says over two columns, the second without a heading."""
    for left, right in pairwise(columns):
        if right.index != left.index + 1 or right.heading or right.field:
            continue
        halves = _HALVES.get(left.field or "")
        if left.why != "heading" or halves is None:
            continue
        cells = [samples.get(column.index, []) for column in (left, right)]
        if halves.test(*cells):
            for column, field in zip((left, right), halves.fields, strict=True):
                column.field, column.why = field, "content"


def _are_place_and_date(left: list[Cell], right: list[Cell]) -> bool:
    return share(right, find_date) >= _MOSTLY and share(left, find_date) <= 1 - _MOSTLY


def _are_numbers(left: list[Cell], right: list[Cell]) -> bool:
    return all(share(cells, _is_number) >= _MOSTLY for cells in (left, right))


def _is_number(cell: Cell) -> bool:
    return show(cell).isdecimal()


def _are_marks(left: list[Cell], right: list[Cell]) -> bool:
    """Tell whether L stands in the first column only and P in the second, or signs in both."""
    if not left or not right or share([*left, *right], _is_mark) < 1:
        return False
    sexes = [{read_sex(show(cell)) for cell in cells} for cells in (left, right)]
    return sexes[0] <= {"M", ""} and sexes[1] <= {"F", ""} and len(sexes[0] | sexes[1]) <= 2


@dataclass(frozen=True)
class _Halves:
    """What the two columns hold, and how their cells show it."""

    fields: tuple[str, str]
    test: Callable[[list[Cell], list[Cell]], bool]


_HALVES = {
    "birth_place_date": _Halves(("birth_place", "birth_date"), _are_place_and_date),
    "rt_rw": _Halves(("rt", "rw"), _are_numbers),
    "sex": _Halves(("sex_male", "sex_female"), _are_marks),
}


def _settle_phones(columns: list[ColumnReading], samples: Samples) -> None:
    """Of several columns of phones leave the one with most numbers of people, keep another."""
    phones = [column for column in columns if column.field == "phone" and column.why == "heading"]
    if len(phones) < 2:
        return

    def mobiles(column: ColumnReading) -> int:
        numbers = (read_phones(show(cell)) for cell in samples.get(column.index, []))
        return sum(any(number.startswith("+628") for number in found) for found in numbers)

    most = max(map(mobiles, phones))
    best = next(column for column in phones if 2 * mobiles(column) >= most)
    for column in phones:
        if column is not best:
            column.field = "phone_other"


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
