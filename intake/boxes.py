"""Numbers written one digit to a cell, as in the boxes of a paper form."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from intake.cleaning import show
from intake.numbers import is_valid_nik
from intake.shapes import Cell, RawRow, RawSheet
from workers.nik import LENGTH

_ROWS_LOOKED_AT = 100
_LEAST_ROWS = 2
# Boxes may be left open; of fewer digits a row says something else.
_LEAST_DIGITS = 12


def join_boxes(sheet: RawSheet) -> list[int]:
    """Put every number that stands in sixteen columns together in the first of them.

    Gives   the columns in which such numbers now stand, counted from 0; mostly none.
    """
    seen: Counter[int] = Counter()
    for row in islice(sheet.rows, _ROWS_LOOKED_AT):
        seen.update(_starts(row))
    joined: list[int] = []
    for start, rows in seen.most_common():
        if rows >= _LEAST_ROWS and all(abs(start - other) >= LENGTH for other in joined):
            joined.append(start)
    for start in joined:
        for row in sheet.rows:
            _join(row, start)
        sheet.merges = [
            (top, bottom, left, left if left == start + 1 else right)
            for top, bottom, left, right in sheet.merges
        ]
    return sorted(joined)


def _starts(row: RawRow) -> Iterator[int]:
    """Give where sixteen single digits side by side are a NIK, or built like one."""
    if len(row.cells) < LENGTH:
        return
    marks = "".join(_digit(cell) or " " for cell in row.cells)
    for start in range(len(marks) - LENGTH + 1):
        number = marks[start : start + LENGTH]
        if " " not in number and is_valid_nik(number):
            yield start


def _join(row: RawRow, start: int) -> None:
    boxes = row.cells[start : start + LENGTH]
    digits = [_digit(cell) for cell in boxes if cell is not None]
    if len(digits) >= _LEAST_DIGITS and all(digits):
        row.cells[start : start + LENGTH] = ["".join(digits), *[None] * (len(boxes) - 1)]


def _digit(cell: Cell) -> str:
    text = "" if cell is None else show(cell)
    return text if len(text) == 1 and text.isascii() and text.isdigit() else ""
