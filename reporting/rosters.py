"""The roster: one value that screen, workbook and paper show alike."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from reporting.columns import Column, Kind, as_text
from reporting.papers import Paper

Row = tuple[Any, ...]


class Cell(NamedTuple):
    """A value as text, with the column it stands in."""

    text: str
    column: Column


class Figure(NamedTuple):
    """One number of a total with its name, for example 80 ``laki-laki``."""

    label: str
    value: int
    kind: Kind = Kind.NUMBER

    @property
    def text(self) -> str:
        return as_text(self.value, self.kind)


class Total(NamedTuple):
    """A sub-total or the grand total."""

    label: str
    figures: tuple[Figure, ...]


class Signature(NamedTuple):
    """A block for a signature; empty parts are not printed."""

    above: tuple[str, ...]
    name: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, with the line above and the total below them.

    ``key`` is what addresses name it by, ``name`` the short form of its title.
    """

    key: str
    name: str
    title: str
    rows: tuple[Row, ...]
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
    letterhead: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    note: str = ""
    row_height: int = 0  # the least height of a row on paper, in millimetres

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def paper_columns(self) -> list[Column]:
        return paper_columns(self.columns)

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


def _canonical(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, default=date.isoformat).encode() + b"\n"
