"""Lists that write every person on two rows below each other, laid out one row to a person."""

from dataclasses import dataclass
from itertools import islice, pairwise

from intake.cleaning import show
from intake.headings import field_of
from intake.numbers import cell_of, is_nik
from intake.recognition import SURE
from intake.shapes import Cell, RawRow, RawSheet
from intake.tables import is_header

_ROWS_LOOKED_AT = 60
_LEAST_PEOPLE = 2
_LEAST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the two rows of a person are told: by the NIK in one of them and the running number."""

    headings: tuple[list[Cell], list[Cell]]
    nik_row: int  # 0 or 1
    nik: int  # its column, in which the other row has something else
    number: int | None  # the column of the running number

    def fits(self, upper: RawRow, lower: RawRow) -> bool:
        """Tell whether two rows are the two rows of one person."""
        if lower.number - upper.number != 1:
            return False
        niks = [is_nik(cell_of(row, self.nik)) for row in (upper, lower)]
        return niks[self.nik_row] and not niks[1 - self.nik_row]

    def may_fit(self, upper: RawRow, lower: RawRow) -> bool:
        """Tell the same of people without a NIK: the first row is numbered, the second is not."""
        if self.number is None or lower.number - upper.number != 1:
            return False
        numbers = [show(cell_of(row, self.number)).strip(" .)") for row in (upper, lower)]
        return numbers[0].isdecimal() and not numbers[1]


def unfold(sheet: RawSheet) -> int:
    """Put the second row of every person to the right of the first, headings alike.

    The second rows stay where they are and are marked ``of_above``.

    Gives   the column, counted from 0, from which on the second rows stand; 0 for other lists.
    """
    layout = _layout_of(sheet.rows)
    if layout is None:
        return 0
    width = max(len(row.cells) for row in sheet.rows)
    tops = set()
    rows = iter(pairwise(sheet.rows))
    for upper, lower in rows:
        is_heading = (upper.cells, lower.cells) == layout.headings
        if is_heading or layout.fits(upper, lower) or layout.may_fit(upper, lower):
            tops.add(upper.number)
            upper.cells = [*upper.cells, *[None] * (width - len(upper.cells)), *lower.cells]
            lower.of_above = True
            next(rows, None)
    # What is merged over both rows of a person is the person's, once.
    sheet.merges = [merge for merge in sheet.merges if merge[0] not in tops]
    return width


def _layout_of(rows: list[RawRow]) -> _Layout | None:
    """Find two rows of headings, one with the NIK and one with the name, and people below."""
    for number, (upper, lower) in enumerate(islice(pairwise(rows), _ROWS_LOOKED_AT)):
        if not (is_header(upper) or is_header(lower)) or lower.number - upper.number != 1:
            continue
        fields = [_fields(row) for row in (upper, lower)]
        if min(map(len, fields)) < _LEAST_HEADINGS or "full_name" not in {
            name for found in fields for name in found.values()
        }:
            continue
        for nik_row, found in enumerate(fields):
            other = fields[1 - nik_row]
            nik = next((index for index, name in found.items() if name == "nik"), None)
            if nik is None or nik not in other or "full_name" in found.values():
                continue
            counts = (index for index, name in fields[0].items() if name == "row_no")
            layout = _Layout((upper.cells, lower.cells), nik_row, nik, next(counts, None))
            if _is_borne_out(layout, rows[number + 2 : number + 2 + _ROWS_LOOKED_AT]):
                return layout
        return None
    return None


def _fields(row: RawRow) -> dict[int, str]:
    return {
        index: field
        for index, cell in enumerate(row.cells)
        if isinstance(cell, str) and (field := field_of(cell))
    }


def _is_borne_out(layout: _Layout, below: list[RawRow]) -> bool:
    people = sum(layout.fits(upper, lower) for upper, lower in pairwise(below))
    niks = sum(is_nik(cell_of(row, layout.nik)) for row in below)
    return people >= _LEAST_PEOPLE and people >= SURE * niks
