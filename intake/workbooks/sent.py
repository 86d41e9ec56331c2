"""A sent list as its sender knows it: which column says what, and what a row shows where."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from intake.births import PARTS, part_of
from intake.cleaning import read_name, read_nik, read_number_pair
from intake.columns import NOT_STORED
from intake.grid import Names, show
from intake.headings import rw_first
from intake.models import ImportBatch, StagedRow
from intake.shapes import ColumnReading
from workers.models import Sex

# Columns that say several fields, or share one; every other says the field it is named for.
_SAYS: Mapping[str | None, tuple[str, ...]] = {
    "birth_place_date": ("birth_place", "birth_date"),
    "rt_rw": ("rt", "rw"),
    "address": ("address", "rt", "rw"),
    **dict.fromkeys(PARTS, ("birth_date",)),
    "occupation_mark": ("occupation",),
    "phone_other": ("note",),
    "sex_male": ("sex",),
    "sex_female": ("sex",),
    "bank_account": ("note",),
    None: ("note",),
}


def _niks_in(cell: str) -> set[str]:
    pair = read_number_pair(cell, second=False)
    return {pair.text, pair.aside} if pair else {read_nik(cell).text}


# Fields that every person has, and what their cells may be read as.
_TELLING: Mapping[str, Callable[[str], set[str]]] = {
    "nik": _niks_in,
    "full_name": lambda cell: {read_name(cell).text},
}
_TICK = "v"
_SEX_MARKS: Mapping[str, str] = {Sex.MALE: "L", Sex.FEMALE: "P"}


@dataclass(frozen=True)
class SentSheet:
    """One sheet of a list: its number counted from 1, its columns, the rows of its headings."""

    number: int
    name: str
    columns: tuple[ColumnReading, ...]
    header_rows: tuple[int, ...]
    # The columns of lists above the last one, each with its last row, where they are others.
    earlier: tuple[tuple[int, tuple[ColumnReading, ...]], ...] = ()

    def list_at(self, row: int) -> int:
        """Give which list of the sheet a row lies in, counted from 0."""
        return sum(row > until for until, _columns in self.earlier)

    def part(self, number: int) -> "SentSheet":
        """Give the sheet with the columns of one of its lists."""
        columns = [*(columns for _until, columns in self.earlier), self.columns]
        return replace(self, columns=columns[number], earlier=())

    def at(self, row: int) -> "SentSheet":
        """Give the sheet with the columns of the list in which a row lies."""
        return self.part(self.list_at(row)) if self.earlier else self

    @property
    def width(self) -> int:
        columns = [*self.columns, *(one for _until, ones in self.earlier for one in ones)]
        return max((column.index + 1 for column in columns), default=1)

    @property
    def header_blocks(self) -> list[tuple[int, ...]]:
        """Rows of headings that stand directly below each other, by list."""
        blocks: list[tuple[int, ...]] = []
        for before, number in pairwise([-1, *sorted(self.header_rows)]):
            if blocks and number == before + 1:
                blocks[-1] = (*blocks[-1], number)
            else:
                blocks.append((number,))
        return blocks

    def places_of(self, field: str) -> list[int]:
        """Give the columns that say a field; those that say nothing else, where there are any."""
        return self._places.get(field, [])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        alone: defaultdict[str, list[int]] = defaultdict(list)
        beside: defaultdict[str, list[int]] = defaultdict(list)
        for column in self.columns:
            said = says(column.field)
            for field in {*said, column.field or ""}:
                (beside if len(said) > 1 else alone)[field].append(column.index)
        return {**beside, **alone}

    def fits(self, row: StagedRow) -> bool:
        """Tell whether a row lies in these columns; a second list of a sheet may have others."""
        for field, read in _TELLING.items():
            for place in self.places_of(field):
                cell = str(row.cells[place]) if place < len(row.cells) else ""
                if field not in row.edits and (row.values.get(field) or "") not in read(cell):
                    return False
        return True


def sheets_of(batch: ImportBatch) -> list[SentSheet]:
    """Give the sheets of a list in the order of its file."""
    return [
        SentSheet(
            number,
            sheet["name"],
            _columns(sheet["columns"]),
            tuple(sheet["header_rows"]),
            tuple((one["until"], _columns(one["columns"])) for one in sheet.get("earlier", ())),
        )
        for number, sheet in enumerate(batch.reading.get("sheets", []), start=1)
    ]


def _columns(stored: list[dict[str, Any]]) -> tuple[ColumnReading, ...]:
    return tuple(ColumnReading(**column) for column in stored)


def says(field: str | None) -> tuple[str, ...]:
    """Give the fields of a person that a column of some field tells."""
    if field in NOT_STORED:
        return ()
    return _SAYS.get(field, (field,) if field else ())


def cells_of(sheet: SentSheet, row: StagedRow, names: Names) -> list[str]:
    """Give the cells of a row as they stood, with what was typed in the review in its place.

    A typed value shows where a column says that field, whole or in part; remarks stay as they
    stood, since one field gathers them from several columns.
    """
    cells = [str(cell) for cell in row.cells]
    if not row.edits or not sheet.fits(row):
        return cells
    for column in sheet.columns:
        typed = set(row.edits) & set(says(column.field)) - {"note"}
        if typed:
            cells += [""] * (column.index + 1 - len(cells))
            cells[column.index] = _with_edits(sheet, column, row, names, cells[column.index])
    return cells


def _with_edits(
    sheet: SentSheet, column: ColumnReading, row: StagedRow, names: Names, cell: str
) -> str:
    values = row.values
    if column.field == "birth_place_date":
        parts = [
            row.edits.get(name) or show(name, values.get(name), names)
            for name in ("birth_place", "birth_date")
        ]
        return ", ".join(part for part in parts if part)
    if column.field in PARTS:
        return part_of(column.field, values.get("birth_date"))
    if column.field == "occupation_mark":
        return cell
    if column.field == "rt_rw":
        order = ("rw", "rt") if rw_first(column.heading) else ("rt", "rw")
        return "/".join(str(values.get(name) or "-") for name in order)
    if column.field in {"sex_male", "sex_female"}:
        ticked = Sex.MALE if column.field == "sex_male" else Sex.FEMALE
        return _TICK if values.get("sex") == ticked else ""
    if column.field == "address":
        if "address" not in row.edits:
            return cell
        # Of several columns of an address the first takes what was typed as one.
        return row.edits["address"] if column.index == sheet.places_of("address")[0] else ""
    field = column.field or ""
    return _in_words(field, row.edits[field], names)


def _in_words(field: str, typed: str, names: Names) -> str:
    """Give what was typed or chosen in the review as a list would say it."""
    if field == "sex":
        return _SEX_MARKS.get(typed, typed)
    if field in {"village", "occupation"}:
        return show(field, typed, names)
    return typed
