"""The values that travel from a file to the review: raw rows, columns, interpreted rows."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from common.problems import Problem

# What a spreadsheet cell may hold once it is read.
Cell = str | int | float | bool | date | datetime | time | None
# First and last row, first and last column; rows and columns are counted from 1.
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class RawRow:
    """One row that is not blank, with its number as shown beside the sheet."""

    number: int
    cells: list[Cell]
    of_above: bool = False  # the second row of a person, whose cells the first one has, too


@dataclass(slots=True)
class RawSheet:
    """One sheet as it was found; a CSV file is one sheet without a name."""

    name: str
    hidden: bool
    rows: list[RawRow]
    merges: list[Merge] = dataclasses.field(default_factory=list)
    # Titles that stand over a list beside this one and speak for both.
    titles: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Everything that a file holds."""

    file_name: str
    kind: str  # xlsx, xls, ods or csv
    sheets: list[RawSheet]


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known besides the file: its sender and how the sender's lists were read before."""

    village: str = ""  # the sender's kelurahan
    include_hidden: bool = False
    # Heading as ``headings.key_of`` gives it -> key of columns.FIELDS, "" for a remark.
    remembered: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class ColumnReading:
    """What a column was taken for, and why, for the mapping page."""

    index: int  # counted from 0
    letter: str
    heading: str
    field: str | None  # a key of columns.FIELDS, None for a column kept as a note
    why: str  # "heading", "content", "chosen", "remembered" or ""
    samples: list[str] = dataclasses.field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class EarlierColumns:
    """The columns of a list that stands above another with other columns in the same sheet."""

    until: int  # its last row
    columns: list[ColumnReading]

    def as_json(self) -> dict[str, Any]:
        return {"until": self.until, "columns": [column.as_json() for column in self.columns]}


@dataclass(slots=True)
class SheetReading:
    """What was made of a sheet; a second list below the first continues the same sheet."""

    name: str
    hidden: bool
    rows: int = 0  # that are not blank
    header_rows: list[int] = dataclasses.field(default_factory=list)
    columns: list[ColumnReading] = dataclasses.field(default_factory=list)
    # Lists above the last one, where their columns are others.
    earlier: list[EarlierColumns] = dataclasses.field(default_factory=list)
    village: str = ""  # the kelurahan of rows that do not name one
    village_from: str = ""  # "sheet", "title", "file", "hint" or ""
    # What the other sources say instead: source -> kelurahan.
    village_others: dict[str, str] = dataclasses.field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in self.__slots__}
        return plain | {
            "columns": [column.as_json() for column in self.columns],
            "earlier": [columns.as_json() for columns in self.earlier],
        }


@dataclass(slots=True)
class InterpretedRow:
    """One row of a list: what stood there, what it means, what is wrong with it.

    ``values`` holds canonical values by field and nothing that could not be read, with three
    exceptions that are kept so that a row can be checked again at any time: ``nik`` as tidied
    text even when it is no NIK, and the words of the list in ``village_text`` and
    ``occupation_text``.
    """

    sheet: str
    row: int
    kind: str  # "person" or "ignored"
    cells: list[str]
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    repairs: dict[str, list[str]] = dataclasses.field(
        default_factory=dict
    )  # field -> [raw, clean]
    sources: dict[str, str] = dataclasses.field(
        default_factory=dict
    )  # field -> group, sheet, title, nik ...
    why_ignored: str = ""
    skipped: bool = False  # set by the review; a skipped row concerns no other row
    verdict: str = ""  # new, update, same, warning or error; set by check_rows
    changes: dict[str, list[Any]] = dataclasses.field(default_factory=dict)  # field -> [old, new]
    worker: int | None = None  # key of the person in the registry


@dataclass(slots=True)
class Interpretation:
    """What a file says: its sheets, its rows in order, remarks about the whole."""

    sheets: list[SheetReading]
    rows: list[InterpretedRow]
    notes: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowStream:
    """An interpretation whose rows come one at a time; the rest is complete after the last."""

    sheets: list[SheetReading]
    rows: Iterator[InterpretedRow]
    notes: list[str]
