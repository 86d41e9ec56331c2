"""Rows to sheets: every strip of the table gets its place, none is split."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import getitem

from reporting.columns import Column, Kind
from reporting.pouring.faces import Face
from reporting.pouring.slots import Slot
from reporting.pouring.stock import Measures, Piece, Room, Strip
from reporting.rosters import TotalCell


class Unpourable(Exception):
    """A list that only the plain way can print: it needs a shaper, or rows that break."""


@dataclass(slots=True)
class Poured:
    """A strip of the table, ready to be placed: its text is drawn from its top downwards."""

    height: float
    edges: tuple[float, ...]
    text: str = ""  # operators; the plain face is set before and after them
    shaded: bool = False
    group: str = ""  # the heading that the sheet's head repeats
    piece: Piece | None = None  # what stands here instead of text and lines


@dataclass(slots=True)
class Sheet:
    """A page with its strips and their tops."""

    strips: list[tuple[float, Poured]] = field(default_factory=list)
    # What the head of the sheet repeats: the first group that begins here, else the last before.
    group: str = ""
    begins_group: bool = False

    @property
    def beginnings(self) -> list[tuple[float, str]]:
        """Give the groups that begin here, each with how far down."""
        return [(top, strip.group) for top, strip in self.strips if strip.group]

    def begin_group(self, title: str) -> None:
        if title and not self.begins_group:
            self.group, self.begins_group = title, True


class Pourer:
    """Sets strips of one list in two faces."""

    def __init__(
        self, measures: Measures, columns: Sequence[Column], plain: Face, bold: Face
    ) -> None:
        self._measures = measures
        self._plain, self._bold = plain, bold
        row = measures.row
        self._columns = [
            self._in_bold(row, room, Kind.TEXT)
            if column.heads_row
            else Slot(
                room, plain, kind=column.kind, baseline=row.baseline, leading=measures.leading
            )
            for room, column in zip(row.rooms, columns, strict=True)
        ]

    def row(self, texts: Sequence[str]) -> Poured:
        """Set a person's row."""
        row = self._measures.row
        shown = list(map(getitem, self._columns, texts))
        text = " ".join(shown)
        if "\n" not in text:
            return Poured(row.height, row.edges, text)
        # A heading is as high as its text; a row may be higher, to be written into.
        height = max(row.height, self._measures.group.height + self._more_lines(shown))
        return Poured(height, row.edges, text)

    def group(self, title: str) -> Poured:
        """Set the heading of a group."""
        poured = self._wide(self._measures.group, [(title, Kind.TEXT)])
        poured.group = title
        return poured

    def total(self, cells: Sequence[TotalCell]) -> Poured:
        """Set the sub-total of a group."""
        return self._wide(self._measures.total, [(cell.text, cell.kind) for cell in cells])

    def odd(self, number: int) -> Poured:
        """Leave the place of a row that is a piece of its own."""
        piece = self._measures.odd[number]
        return Poured(piece.height, self._measures.row.edges, piece=piece)

    def closing(self) -> Poured:
        """Leave the place of the totals and signatures, which bring their own lines."""
        piece = self._measures.closing
        return Poured(piece.height, (), piece=piece)

    def _wide(self, strip: Strip, texts: Sequence[tuple[str, Kind]]) -> Poured:
        shown = [
            self._in_bold(strip, room, kind)[text]
            for (text, kind), room in zip(texts, strip.rooms, strict=True)
        ]
        return Poured(
            strip.height + self._more_lines(shown), strip.edges, " ".join(shown), shaded=True
        )

    def _more_lines(self, shown: Sequence[str]) -> float:
        """Give how much height texts take beyond their first lines."""
        return self._measures.leading * max(text.count("\n") for text in shown)

    def _in_bold(self, strip: Strip, room: Room, kind: Kind) -> Slot:
        return Slot(
            room,
            self._bold,
            kind=kind,
            baseline=strip.baseline,
            leading=self._measures.leading,
            after=self._plain.choice,
        )


def place(units: Iterable[list[Poured]], measures: Measures) -> Iterator[Sheet]:
    """Put strips on sheets one after another.

    Takes   units: strips that stay together.
    Raises  Unpourable when some that stay together are taller than a sheet.
    """
    sheet, y = Sheet(), measures.first_top
    running = ""
    for unit in units:
        height = sum(strip.height for strip in unit)
        if height > measures.bottom - measures.later_top:
            raise Unpourable
        if y + height > measures.bottom and sheet.strips:
            yield sheet
            sheet, y = Sheet(group=running), measures.later_top
        for strip in unit:
            sheet.strips.append((y, strip))
            y += strip.height
            sheet.begin_group(strip.group)
            running = strip.group or running
    yield sheet
