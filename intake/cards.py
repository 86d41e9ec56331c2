"""Sheets that say who a person is line by line: Nama: ..., NIK: ..., one below the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.cleaning import show
from intake.headings import field_of
from intake.shapes import Cell, RawRow

_LINE = re.compile(
    r"\s*(?:\d{1,2}[.)]|[-•*])?\s*([A-Za-z][^:=\d]{1,40}?)\s*[:=]\s*(.*)", re.DOTALL
)
_LEAST_LINES = 4
_NIK_DIGITS = 12
_EXAMPLE = re.compile(r"\b(?:contoh|cth|misal(?:nya)?)\b", re.IGNORECASE)
_MARKS = frozenset({":", "="})
_IDENTITY = frozenset({"nik", "full_name"})


@dataclass(slots=True)
class _Card:
    """The lines about one person: the row of each, its field, its label and what it says."""

    lines: list[tuple[RawRow, str, str, Cell]] = field(default_factory=list)
    is_example: bool = False  # shows how to fill one in

    @property
    def fields(self) -> set[str]:
        return {name for _row, name, _label, _cell in self.lines}

    @property
    def is_whole(self) -> bool:
        """Whether it is about somebody: a legend says words behind its labels."""
        if self.is_example:
            return False
        niks = [show(cell) for _row, name, _label, cell in self.lines if name == "nik"]
        has_nik = any(sum(char.isdigit() for char in nik) >= _NIK_DIGITS for nik in niks)
        return len(self.lines) >= _LEAST_LINES and has_nik and "full_name" in self.fields

    def leave_heading(self) -> str:
        """Leave out what stands before name and NIK and speaks for all; give the first label."""
        while self.lines[0][1] not in _IDENTITY:
            del self.lines[0]
        return self.lines[0][1]


def lay_out_cards(rows: list[RawRow]) -> dict[int, str]:
    """Put what the lines say of a person side by side into the first of them.

    The other lines are marked ``of_above``. Lines of somebody without a NIK stay as they are.

    Gives   the label by column; empty when the sheet is none of cards.
    """
    cards = [card for card in _cards(rows) if card.is_whole]
    columns: dict[str, int] = {}
    labels: dict[int, str] = {}
    for card in cards:
        for _row, name, label, _cell in card.lines:
            if name not in columns:
                columns[name] = len(columns)
                labels[columns[name]] = label
    for card in cards:
        first = card.lines[0][0]
        first.cells = [None] * len(columns)
        for row, name, _label, cell in card.lines:
            first.cells[columns[name]] = cell
            row.of_above = row is not first
    return labels


def _cards(rows: list[RawRow]) -> Iterator[_Card]:
    """Part the lines where the first label comes again, or a name or NIK."""
    card = _Card()
    begins = ""
    is_example = False
    for row in rows:
        line = _read_line(row)
        if line is None:
            is_example = any(_EXAMPLE.search(show(cell)) for cell in row.cells)
            continue
        label, cell = line
        name = field_of(label)
        if name is None:
            continue
        begins = begins or name
        if name == begins and card.lines:
            yield card
            card = _Card()
        elif name in _IDENTITY & card.fields:
            begins = card.leave_heading()
            yield card
            card = _Card()
        card.is_example |= is_example
        if name not in card.fields:
            card.lines.append((row, name, label, cell))
    yield card


def _read_line(row: RawRow) -> tuple[str, Cell] | None:
    """Give label and value of a row that holds one of each, in one cell or beside each other."""
    cells = [cell for cell in row.cells if cell is not None and show(cell) not in _MARKS]
    if len(cells) == 1 and isinstance(cells[0], str):
        found = _LINE.fullmatch(cells[0])
        return (found[1], found[2].strip() or None) if found else None
    if len(cells) == 2 and isinstance(cells[0], str):
        value = cells[1].lstrip(":= ") if isinstance(cells[1], str) else cells[1]
        return cells[0].rstrip(":= "), value
    return None
