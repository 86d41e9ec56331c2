"""Columns of long numbers: whose they are, and what they prove of the columns beside them."""

from collections.abc import Callable, Iterator
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
    if field != "sex":
        return share_of_birthdays(nik_index, index, rows, facts) >= ENOUGH
    pairs = list(_beside_niks(nik_index, index, rows))
    sexes = [read_sex(show(cell)) for _nik, cell in pairs]
    agree = sum(sex == nik.sex for sex, (nik, _cell) in zip(sexes, pairs, strict=True))
    # A column of ones counts something.
    return len(set(sexes)) > 1 and agree >= _MOSTLY * len(pairs)


def share_of_birthdays(nik_index: int, index: int, rows: list[RawRow], facts: Facts) -> float:
    """Give the part of the dates in a column that are days of birth of the NIKs in another."""
    pairs = list(_beside_niks(nik_index, index, rows))
    agree = sum(
        _is_same_day(written, nik.birth_date(facts.first_day))
        for nik, cell in pairs
        if (written := find_date(cell))
    )
    return agree / len(pairs) if pairs else 0.0


def _beside_niks(nik_index: int, index: int, rows: list[RawRow]) -> Iterator[tuple[Nik, Cell]]:
    """Give every faultless NIK of a column with the cell of another column beside it."""
    for row in rows:
        nik, cell = _nik_of(cell_of(row, nik_index)), cell_of(row, index)
        if nik is not None and cell is not None:
            yield nik, cell


def _is_same_day(written: WrittenDate, born: date) -> bool:
    """Tell whether a date is a day of birth, in whatever order day and month stand."""
    return written.year % 100 == born.year % 100 and {written.first, written.second} == {
        born.day,
        born.month,
    }


def cell_of(row: RawRow, index: int) -> Cell:
    """Give a cell of a row; None beyond its end."""
    return row.cells[index] if index < len(row.cells) else None
