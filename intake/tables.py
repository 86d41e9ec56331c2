"""Where the lists are: header rows, what stands above them, the rows that follow."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from intake.cleaning import show
from intake.heading_words import is_cut, words_of
from intake.headings import field_of, is_tick_pair
from intake.kinds import PEOPLE
from intake.shapes import Cell, Merge, RawRow, RawSheet

_LONG_NUMBER = 10**9
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*")
_MOST_HEADER_ROWS = 3
_LEAST_ROW_OF_HEADINGS = 4
# A page of a long list has more than twenty rows; headings after so many are read as rows.
_MOST_SECTIONS = 3_000


@dataclass(slots=True)
class Heading:
    """What stands above one column: the wider heading, if any, and the lowest one."""

    group: str = ""
    text: str = ""

    @property
    def whole(self) -> str:
        return " · ".join(part for part in (self.group, self.text) if part)


@dataclass(slots=True)
class Section:
    """One list: its headings and the span of rows below them, up to the next list."""

    titles: list[RawRow] = field(default_factory=list)
    header: list[RawRow] = field(default_factory=list)
    numbering: list[RawRow] = field(default_factory=list)
    body: list[RawRow] = field(default_factory=list)
    headings: dict[int, Heading] = field(default_factory=dict)

    @property
    def header_numbers(self) -> list[int]:
        return [row.number for row in self.header if not row.of_above]


def find_sections(sheet: RawSheet, kind: str = PEOPLE) -> list[Section]:
    """Split a sheet into its lists.

    Gives   at least one section; the first has no header when the sheet has no headings. Every
            row of the sheet is in exactly one part of one section.
    """
    rows = sheet.rows
    merges: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        merges.setdefault(merge[0], []).append(merge)
    sections: list[Section] = []
    position = last = 0
    while position < len(rows):
        row = rows[position]
        if len(sections) == _MOST_SECTIONS or row.of_above or not is_header(row, kind):
            position += 1
            continue
        top, bottom = _extent(rows, position, last, merges)
        if sections:
            sections[-1].body = rows[last:top]
            section = Section(header=rows[top:bottom])
        else:
            section = Section(titles=rows[last:top], header=rows[top:bottom])
        position = bottom
        if position < len(rows) and is_numbering(rows[position]):
            section.numbering = [rows[position]]
            position += 1
        section.headings = _headings(section.header, merges)
        sections.append(section)
        last = position
    if not sections:
        return [Section(body=rows)]
    sections[-1].body = rows[last:]
    return sections


def fill_merged(body: list[RawRow], merges: list[Merge], own: set[int]) -> Iterator[int]:
    """Give every row of a cell merged downwards the value of its first row.

    Takes   merges: of one column each, in order; own: columns whose cells are not repeated.
    Gives   the numbers of rows that lie below the first in a cell of those columns.
    """
    if not merges or not body:
        return
    by_number = {raw.number: raw for raw in body}
    for top, bottom, left, _right in merges[bisect_left(merges, (body[0].number,)) :]:
        if top > body[-1].number:
            break
        first = by_number.get(top)
        if first is None or len(first.cells) < left:
            continue
        for number in range(top + 1, bottom + 1):
            raw = by_number.get(number)
            if raw is not None and left - 1 in own:
                yield number
            elif raw is not None:
                raw.cells += [None] * (left - len(raw.cells))
                if raw.cells[left - 1] is None:
                    raw.cells[left - 1] = first.cells[left - 1]


def is_header(row: RawRow, kind: str = PEOPLE) -> bool:
    """Tell whether a row is made of column headings with a name or a NIK among them."""
    cells = row.cells
    if any(_is_value(cell) for cell in cells):
        return False
    # What stands in brackets by itself explains the heading above it: (16 digit), (sesuai KTP).
    texts = [cell for cell in cells if isinstance(cell, str) and not _BRACKETED.fullmatch(cell)]
    if len(texts) < 2:
        return False
    fields = [field_of(text, kind) for text in texts]
    known = {name for name in fields if name}
    recognised = sum(name is not None for name in fields)
    enough = len(known) >= 2 if "nik" in known else "full_name" in known and len(known) >= 3
    return enough and recognised * 2 >= len(texts)


def is_numbering(row: RawRow) -> bool:
    """Tell whether a row only counts the columns: 1, 2, 3 or (1), (2), (3) or a, b, c."""
    marks = [show(cell).strip("() .-").lower() for cell in row.cells if cell is not None]
    if len(marks) < 3:
        return False
    if all(mark.isdecimal() for mark in marks):
        numbers = [int(mark) for mark in marks]
        return numbers[0] <= 2 and all(
            0 < after - before <= 2 for before, after in pairwise(numbers)
        )
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(marks) == letters[: len(marks)]


def _is_value(cell: Cell) -> bool:
    """Tell whether a cell can stand in a list but never in a heading."""
    if isinstance(cell, str):
        return len(cell) >= 8 and (cell.isdigit() or sum(char.isdigit() for char in cell) >= 8)
    if isinstance(cell, date):
        return True
    return isinstance(cell, int | float) and abs(cell) >= _LONG_NUMBER


def _extent(
    rows: list[RawRow], found: int, first: int, merges: dict[int, list[Merge]]
) -> tuple[int, int]:
    """Widen a header row by the rows of headings directly above and below it."""
    top = found
    if top > first and _is_group_row(rows[top - 1], rows[top]):
        top -= 1
    bottom = found + 1
    while (
        bottom < len(rows)
        and bottom - top < _MOST_HEADER_ROWS
        and rows[bottom].number - rows[bottom - 1].number == 1
        and (
            rows[bottom].of_above
            or _is_sub_row(rows[bottom], rows[bottom - 1], _first_filled(rows[found]))
            or _is_explanation(rows[bottom])
            or _is_below_wide(rows[bottom], merges.get(rows[bottom - 1].number, []))
        )
    ):
        bottom += 1
    return top, bottom


def _is_group_row(row: RawRow, below: RawRow) -> bool:
    """Tell whether a row holds only wide headings for some columns of the row below."""
    filled = {index: cell for index, cell in enumerate(row.cells) if cell is not None}
    if not filled or below.number - row.number != 1:
        return False
    first = _first_filled(below)
    # A single text at the left is a title; a row of headings begins with NO.
    if min(filled) <= first and len(filled) < _LEAST_ROW_OF_HEADINGS:
        return False
    if not all(isinstance(cell, str) and not _is_value(cell) for cell in filled.values()):
        return False
    # A heading with nothing below it is its own column's, whatever it says: UKURAN KAOS.
    own = {index for index in filled if not _text(below, index)}
    wide = [show(cell) for index, cell in filled.items() if index not in own]
    return all(map(_is_heading, wide)) and 2 * sum(
        _is_heading(show(cell)) for cell in filled.values()
    ) >= len(filled)


def _is_sub_row(row: RawRow, above: RawRow, first: int) -> bool:
    """Tell whether a row divides or continues the headings above, which begin at a column."""
    cells = [cell for cell in row.cells if cell is not None]
    texts = [cell for cell in cells if isinstance(cell, str) and not _is_value(cell)]
    if len(texts) < len(cells) or not any(_is_heading(text) for text in texts):
        return False
    if len(cells) == 1 and _first_filled(row) <= first:
        return False  # below NO stands what the rows below have in common
    # Beside a heading may stand the rest of another: LENGKAP below NAMA, JAAN below PEKER-.
    return all(
        _is_heading(text)
        or words_of(text) == (frozenset(), 0)
        or _is_heading(f"{_text(above, index)} {show(text)}")
        for index, text in enumerate(row.cells)
        if isinstance(text, str)
    )


def _first_filled(row: RawRow) -> int:
    return next(index for index, cell in enumerate(row.cells) if cell is not None)


def _is_explanation(row: RawRow) -> bool:
    """Tell whether a row only explains in brackets what to write: (16 angka), (huruf besar)."""
    cells = [cell for cell in row.cells if cell is not None]
    return (
        len(cells) > 1
        and all(isinstance(cell, str) and _BRACKETED.fullmatch(cell) for cell in cells)
        and not is_numbering(row)
    )


def _is_below_wide(row: RawRow, merges: list[Merge]) -> bool:
    """Tell whether a row only divides headings that are merged over several columns."""
    wide = {index for _top, _bottom, left, right in merges for index in range(left - 1, right)}
    narrow = {left - 1 for _top, _bottom, left, right in merges if left == right}
    filled = {index: cell for index, cell in enumerate(row.cells) if cell is not None}
    return (
        len(filled) > 1
        and filled.keys() <= wide - narrow
        and all(isinstance(cell, str) and not _is_value(cell) for cell in filled.values())
    )


def _is_heading(text: str) -> bool:
    known, unknown = words_of(text)
    return bool(known) and not unknown and len(text) < 40


def _headings(header: list[RawRow], merges: dict[int, list[Merge]]) -> dict[int, Heading]:
    """Give the headings by column, wide ones carried to every column they span."""
    header = [row for row in header if not row.of_above]
    width = max(len(row.cells) for row in header)
    lines = [[_text(row, index) for index in range(width)] for row in header]
    for row, line in zip(header[:-1], lines, strict=False):
        _spread(line, lines[-1], merges.get(row.number, []))
    headings = {}
    for index in range(width):
        parts: list[str] = []
        for line in lines:
            if line[index] and parts and parts[-1].endswith(("-", "/")):
                parts[-1] += line[index]
            elif parts and _BRACKETED.fullmatch(line[index]):
                parts[-1] += f" {line[index]}"
            elif line[index] and line[index] not in parts:
                parts.append(line[index])
        if parts:
            headings[index] = Heading(" ".join(parts[:-1]), parts[-1])
    for index in range(width - 1):
        left, right = headings.get(index), headings.get(index + 1)
        if not left or not right or left.group or right.group:
            continue
        if is_tick_pair(left.text, right.text):
            left.group = right.group = "JENIS KELAMIN"
        elif is_cut(left.text, right.text):
            left.text, right.text = left.text + right.text, ""
    return headings


def _spread(line: list[str], lowest: list[str], merges: list[Merge]) -> None:
    """Carry wide headings over the empty cells to their right that have a heading below."""
    spans = {
        left - 1: right - 1
        for top, bottom, left, right in merges
        if bottom < top + _MOST_HEADER_ROWS
    }
    wide, until = "", -1
    for index, text in enumerate(line):
        if text:
            wide = text
            until = spans.get(index, len(line) if lowest[index] else index)
        elif wide and index <= until and lowest[index]:
            line[index] = wide
        else:
            wide = "" if not lowest[index] else wide


def _text(row: RawRow, index: int) -> str:
    return show(row.cells[index]) if index < len(row.cells) else ""
