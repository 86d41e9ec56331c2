"""The roster: one value that screen, workbook and paper show alike."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from common.terbilang import rupiah_in_words
from reporting.columns import Column, Kind, as_text
from reporting.papers import Paper

Row = tuple[Any, ...]
# How many columns the label of a total takes whose figures stand beside it.
_LABEL_SPAN = 3


class Cell(NamedTuple):
    """A value as text, with the column it stands in."""

    text: str
    column: Column


class Figure(NamedTuple):
    """One number of a total with its name, for example 80 ``laki-laki``.

    ``column`` is the key of the column whose sum it is, if any.
    """

    label: str
    value: int
    kind: Kind = Kind.NUMBER
    column: str = ""

    @property
    def text(self) -> str:
        return as_text(self.value, self.kind)

    @property
    def phrase(self) -> str:
        """Name the number as people say it: ``80 peserta``, but ``iuran Rp1.344.000``."""
        words = (self.text, self.label)
        return " ".join(reversed(words) if self.kind == Kind.RUPIAH else words)


class TotalCell(NamedTuple):
    """A cell of the line of a total: its texts, and how many columns it takes."""

    texts: tuple[str, ...]
    span: int
    kind: Kind = Kind.TEXT

    @property
    def text(self) -> str:
        return ", ".join(self.texts)


class Total(NamedTuple):
    """A sub-total or the grand total."""

    label: str
    figures: tuple[Figure, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(figure.phrase for figure in self.figures)

    @property
    def spelled(self) -> str:
        """Spell the last amount of money, as papers about money must; empty without any."""
        amounts = [figure.value for figure in self.figures if figure.kind == Kind.RUPIAH]
        return rupiah_in_words(amounts[-1]) if amounts else ""


class Signature(NamedTuple):
    """A block for a signature; empty parts are not printed."""

    above: tuple[str, ...]
    name: str
    rank: str = ""
    nip: str = ""


class Stamp(NamedTuple):
    """What every sheet of an official paper says about itself in its foot.

    ``address`` is where it can be checked; sheets carry it as a QR code.
    """

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the table on paper.

    ``head`` is what an annex says of itself at the top right instead of a letterhead, as pairs of
    word and value; ``opening`` the sentences above the table. A ``mark`` warns on every sheet that
    the paper is no final one. An empty ``title`` means the kind's own, an empty ``note`` that the
    foot says who made the file and when. Only a print with a number has a ``stamp``.
    """

    letterhead: tuple[str, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    title: str = ""
    opening: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    mark: str = ""
    note: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, with the line above and the total below them.

    ``key`` is what addresses name it by, ``name`` the short form of its title. The rows are final
    and never change; those of a long list are read from a file each time they are gone through.
    """

    key: str
    name: str
    title: str
    rows: Sequence[Row]
    total: Total


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of people as of a day, ready to be shown; values are final and already masked."""

    title: str
    caption: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: Total
    on: date
    paper: Paper
    frame: Frame = field(default_factory=Frame)
    row_height: int = 0  # the least height of a row on paper, in millimetres

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def paper_columns(self) -> list[Column]:
        return paper_columns(self.columns)

    @property
    def total_cells(self) -> list[TotalCell]:
        return total_cells(self.paper_columns, self.total)

    def rows(self) -> Iterator[Row]:
        """Go through the rows of all groups in order."""
        for group in self.groups:
            yield from group.rows

    @property
    def sha256(self) -> str:
        """The fingerprint of what the rows say, whatever they are printed on."""
        digest = hashlib.sha256(_canonical([column.key for column in self.columns]))
        for row in self.rows():
            digest.update(_canonical(row))
        return digest.hexdigest()


def paper_columns(columns: tuple[Column, ...]) -> list[Column]:
    """Keep the columns of screen and paper, where the group's heading says the rest."""
    return [column for column in columns if not column.in_heading]


def paper_cells(columns: tuple[Column, ...], row: Row) -> list[Cell]:
    """Write one row as text for screen and paper."""
    return [
        Cell(as_text(value, column.kind), column)
        for value, column in zip(row, columns, strict=True)
        if not column.in_heading
    ]


def total_cells(columns: Sequence[Column], total: Total) -> list[TotalCell]:
    """Lay a total out under the columns of screen and paper.

    Figures that are the sum of a column stand below it, the others behind the label.
    """
    below = {figure.column: figure for figure in total.figures if figure.column}
    first = next((n for n, column in enumerate(columns) if column.key in below), 0)
    if not first:
        span = min(_LABEL_SPAN, len(columns) - 1)
        return [TotalCell((total.label,), span), TotalCell(total.phrases, len(columns) - span)]
    others = ", ".join(figure.phrase for figure in total.figures if not figure.column)
    label = f"{total.label}: {others}" if others else total.label
    cells = [TotalCell((label,), first)]
    for column in columns[first:]:
        figure = below.get(column.key)
        cells.append(TotalCell((figure.text,) if figure else ("",), 1, column.kind))
    return cells


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=date.isoformat)


def _canonical(values: Any) -> bytes:
    return _ENCODER.encode(values).encode() + b"\n"
