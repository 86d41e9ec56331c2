"""Columns of long numbers: whose they are, and what they prove of the columns beside them."""

from collections.abc import Callable
from datetime import date

from intake.cleaning import read_nik, show
from intake.dates import WrittenDate, find_date
from intake.facts import Facts
from intake.sexes import read_sex
from intake.shapes import Cell, ColumnReading, RawRow
from workers.nik import InvalidNik, Nik

ENOUGH = 0.6
# Of two sexes, half agree by chance.
_MOSTLY = 0.8
# Two-digit years of birth of people at work: 1930 to 2008.
_OLDEST_YEAR, _YOUNGEST_YEAR = 30, 8


def share(cells: list[Cell], test: Callable[[Cell], object]) -> float:
    """Give the part of some cells that pass a test."""
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0


def is_nik(cell: Cell) -> bool:
    """Tell whether a cell holds a long number of about sixteen digits."""
    text = read_nik(cell).text
    return len(text) in {15, 16, 17} and text.isdigit()


def is_card(cell: Cell) -> bool:
    """Tell whether a long number may be a family card's: its day of issue is never raised."""
    return is_nik(cell) and not is_of_woman(cell)


def rank_niks(cells: list[Cell]) -> float:
    """Rank NIKs over family card numbers, which hold the day of issue, never raised by 40."""
    return share(cells, is_valid_nik) + 0.5 * share(cells, is_of_person)


def is_of_person(cell: Cell) -> bool:
    """Tell whether a number is a NIK of somebody old enough to work and no family card's.

    Cards were issued in these years, so that as a birth date they would be of a child.
    """
    if not is_valid_nik(cell):
        return False
    year = int(read_nik(cell).text[10:12])
    return is_of_woman(cell) or year >= _OLDEST_YEAR or year <= _YOUNGEST_YEAR


def is_valid_nik(cell: Cell) -> bool:
    """Tell whether a cell holds a NIK without a fault."""
    return _nik_of(cell) is not None


def _nik_of(cell: Cell) -> Nik | None:
    try:
        return Nik.parse(read_nik(cell).text)
    except InvalidNik:
        return None


def _is_issued_card(cell: Cell) -> bool:
    """Tell whether a number is built as a family card's, issued in the last decades."""
    return is_valid_nik(cell) and not is_of_person(cell)


def is_of_woman(cell: Cell) -> bool:
    """Tell whether the day of birth in a NIK is raised."""
    return read_nik(cell).text[6:8] > "40"


def is_proved(
    field: str, index: int, columns: list[ColumnReading], rows: list[RawRow], facts: Facts
) -> bool:
    """Tell whether the NIKs of a list bear out what its cells are taken for.

    A day under an unknown heading may be of anything, and so may L and P.
    """
    if field == "family_card_number":
        return share([cell_of(row, index) for row in rows], _is_issued_card) >= ENOUGH
    if field not in {"birth_date", "birth_place_date", "sex"}:
        return True
    nik_index = next((column.index for column in columns if column.field == "nik"), None)
    if nik_index is None:
        return False
    agree = people = 0
    sexes = set()
    for row in rows:
        nik = _nik_of(cell_of(row, nik_index))
        cell = cell_of(row, index)
        if nik is None or cell is None:
            continue
        people += 1
        if field == "sex":
            sexes.add(sex := read_sex(show(cell)))
            agree += sex == nik.sex
        elif written := find_date(cell):
            agree += _is_same_day(written, nik.birth_date(facts.first_day))
    if field == "sex" and len(sexes) < 2:
        return False  # a column of ones counts something
    return bool(people) and agree >= (_MOSTLY if field == "sex" else ENOUGH) * people


def _is_same_day(written: WrittenDate, born: date) -> bool:
    """Tell whether a date is a day of birth, in whatever order day and month stand."""
    return written.year % 100 == born.year % 100 and {written.first, written.second} == {
        born.day,
        born.month,
    }


def cell_of(row: RawRow, index: int) -> Cell:
    """Give a cell of a row; None beyond its end."""
    return row.cells[index] if index < len(row.cells) else None
