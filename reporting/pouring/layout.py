"""Rows to sheets: every strip of the table gets its place, none is split."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reporting.columns import Column, Kind
from reporting.pouring.faces import Face
from reporting.pouring.stock import Measures, Room, Strip
from reporting.rosters import TotalCell

_LEFT, _CENTRE, _RIGHT = range(3)
_ALIGNED = {
    Kind.NUMBER: _RIGHT,
    Kind.RUPIAH: _RIGHT,
    Kind.DATE: _CENTRE,
    Kind.MARK: _CENTRE,
    Kind.DIGITS: _CENTRE,
}


class Line(NamedTuple):
    """One line of text, its place counted from the left of the sheet and the top of its strip."""

    x: float
    y: float
    text: str
    bold: bool


@dataclass(slots=True)
class Poured:
    """A strip of the table, ready to be placed."""

    height: float
    edges: tuple[float, ...]
    lines: list[Line] = field(default_factory=list)
    shaded: bool = False
    group: str = ""  # the heading that the sheet's head repeats
    odd: int | None = None  # number of the piece that stands here instead of lines


@dataclass(slots=True)
class Sheet:
    """A page with its strips and their tops; the closing piece stands on the last one."""

    strips: list[tuple[float, Poured]] = field(default_factory=list)
    closing_top: float | None = None
    # What the head of the sheet repeats: the first group that begins here, else the last before.
    group: str = ""
    begins_group: bool = False

    def begin_group(self, title: str) -> None:
        if title and not self.begins_group:
            self.group, self.begins_group = title, True


class Pourer:
    """Sets strips of one list in two faces."""

    def __init__(
        self, measures: Measures, columns: Sequence[Column], plain: Face, bold: Face
    ) -> None:
        self._measures = measures
        self._faces = (plain, bold)
        self._columns = [
            (
                room,
                _LEFT if column.heads_row else _ALIGNED.get(column.kind, _LEFT),
                column.heads_row,
                column.kind != Kind.DIGITS,
            )
            for room, column in zip(measures.row.rooms, columns, strict=True)
        ]

    def row(self, texts: Sequence[str]) -> Poured:
        """Set a person's row."""
        measures, faces = self._measures, self._faces
        base, leading = measures.row.baseline, measures.leading
        lines: list[Line] = []
        most = 1
        for text, (room, align, bold, may_break) in zip(texts, self._columns, strict=True):
            if not text:
                continue
            face = faces[bold]
            pieces = face.lines(text, room.width) if may_break else [text]
            if len(pieces) == 1:
                lines.append(Line(_start(face, text, room, align), base, text, bold))
                continue
            most = max(most, len(pieces))
            lines += [
                Line(_start(face, piece, room, align), base + leading * number, piece, bold)
                for number, piece in enumerate(pieces)
            ]
        # A heading is as high as its text; a row may be higher, to be written into.
        needed = measures.group.height + leading * (most - 1)
        return Poured(max(measures.row.height, needed), measures.row.edges, lines)

    def group(self, title: str) -> Poured:
        """Set the heading of a group."""
        poured = self._wide(self._measures.group, [(title, _LEFT)])
        poured.group = title
        return poured

    def total(self, cells: Sequence[TotalCell]) -> Poured:
        """Set the sub-total of a group."""
        texts = [(cell.text, _ALIGNED.get(cell.kind, _LEFT)) for cell in cells]
        return self._wide(self._measures.total, texts)

    def odd(self, number: int) -> Poured:
        """Leave the place of a row that is a piece of its own."""
        piece = self._measures.odd[number]
        return Poured(piece.height, self._measures.row.edges, odd=number)

    def _wide(self, strip: Strip, texts: Sequence[tuple[str, int]]) -> Poured:
        bold = self._faces[True]
        lines: list[Line] = []
        most = 1
        for (text, align), room in zip(texts, strip.rooms, strict=True):
            pieces = bold.lines(text, room.width) if text else []
            most = max(most, len(pieces))
            lines += [
                Line(
                    _start(bold, piece, room, align),
                    strip.baseline + self._measures.leading * number,
                    piece,
                    True,
                )
                for number, piece in enumerate(pieces)
            ]
        height = strip.height + self._measures.leading * (most - 1)
        return Poured(height, strip.edges, lines, shaded=True)


def place(
    units: Iterable[list[Poured]], measures: Measures, closing_group: str
) -> Iterator[Sheet]:
    """Put strips on sheets one after another, the closing piece under the last of them.

    Takes   units: strips that stay together; closing_group: the heading with which the closing
            piece begins, if any.
    """
    sheet, y = Sheet(), measures.first_top
    running = ""
    for unit in units:
        if y + sum(strip.height for strip in unit) > measures.bottom and sheet.strips:
            yield sheet
            sheet, y = Sheet(group=running), measures.later_top
        for strip in unit:
            sheet.strips.append((y, strip))
            y += strip.height
            sheet.begin_group(strip.group)
            running = strip.group or running
    if y + measures.closing.height > measures.bottom and sheet.strips:
        yield sheet
        sheet, y = Sheet(group=running), measures.later_top
    sheet.begin_group(closing_group)
    sheet.closing_top = y
    yield sheet


def _start(face: Face, text: str, room: Room, align: int) -> float:
    if align == _LEFT:
        return room.left
    return room.left + (room.width - face.width(text)) / (2 if align == _CENTRE else 1)
