"""The code of a row: how a row that went back to its sender is known again."""

import re
from typing import NamedTuple
from zlib import crc32

from intake.cleaning import show
from intake.shapes import Cell, RawSheet

HEADING = "KODE BARIS"
REASONS = "KETERANGAN KESALAHAN"
_KEY = re.compile(r"(\d{1,9})-(\d{1,4})-(\d{1,9})-([A-Z]{3})")
# Letters alone, and none that look like digits: spreadsheets count on what ends in a digit.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY"


class RowKey(NamedTuple):
    """Which row of which sheet of which list; sheets and rows are counted from 1.

    Not the key of the stored row: reading the columns anew stores the rows anew.
    """

    batch: int
    sheet: int
    row: int

    def __str__(self) -> str:
        plain = "-".join(map(str, self))
        return f"{plain}-{_check_letters(plain)}"


def read_key(cell: Cell) -> RowKey | None:
    """Give the key that a cell holds; None when it holds none or it was changed on the way."""
    found = _KEY.fullmatch(show(cell).upper())
    if found is None:
        return None
    batch, sheet, row, letters = found.groups()
    key = RowKey(int(batch), int(sheet), int(row))
    return key if str(key).endswith(letters) else None


def key_columns(sheet: RawSheet) -> dict[int, int]:
    """Give where the codes stand: number of the heading's row -> column counted from 0."""
    return {row.number: row.cells.index(HEADING) for row in sheet.rows if HEADING in row.cells}


def _check_letters(plain: str) -> str:
    number = crc32(plain.encode())
    letters = ""
    for _place in range(3):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
