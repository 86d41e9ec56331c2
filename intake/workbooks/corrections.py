"""What a returned row says differently, as texts by field: what its sender would have typed."""

from datetime import date

from intake.births import PARTS
from intake.cleaning import read_nik, show
from intake.columns import NOT_STORED
from intake.grid import Names
from intake.models import StagedRow
from intake.shapes import Cell, ColumnReading, InterpretedRow, RawRow
from intake.workbooks.sent import SentSheet, cells_of

_NUMBERS = frozenset({"nik", "family_card_number"})
_NOTES = frozenset({None, "note", "bank_account"})


def find_corrections(
    sheet: SentSheet, row: StagedRow, raw: RawRow, read: InterpretedRow, names: Names
) -> dict[str, str]:
    """Compare a returned row with what went out.

    Takes   raw: the row as it came back; read: the same row, read in the columns of the sheet.
    Gives   texts by field for the cells that were changed. A cell that says what the file first
            said is none of them: somebody may have typed over it in the meantime.
    """
    sent, first = cells_of(sheet, row, names), [str(cell) for cell in row.cells]
    texts: dict[str, str] = {}
    for column in sheet.columns:
        text = show(cell_at(raw, column.index))
        if text not in {_text_at(sent, column.index), _text_at(first, column.index)}:
            texts |= _said(sheet, column, cell_at(raw, column.index), row, read)
    return texts


def unlike(sheet: SentSheet, row: StagedRow, raw: RawRow) -> int:
    """Count the columns in which a returned row differs from a stored one."""
    return sum(
        show(cell_at(raw, column.index)) != _text_at(row.cells, column.index)
        for column in sheet.columns
    )


def cell_at(raw: RawRow, place: int) -> Cell:
    """Give a cell of a row, None beyond its end."""
    return raw.cells[place] if place < len(raw.cells) else None


def _said(
    sheet: SentSheet, column: ColumnReading, cell: Cell, row: StagedRow, read: InterpretedRow
) -> dict[str, str]:
    values, field = read.values, column.field
    if field in NOT_STORED:
        return {}
    if field in _NOTES:
        return {"note": values.get("note", "")}
    if field == "birth_place_date":
        return {"birth_place": values.get("birth_place", ""), "birth_date": _day(cell, read)}
    if field in PARTS:
        return {"birth_date": _day(cell, read)}
    if field == "phone_other":
        return {"phone": values.get("phone", "")}
    if field == "occupation_mark":
        return {"occupation": values.get("occupation_text", "")}
    if field == "rt_rw":
        areas = {name: values.get(name, "") for name in ("rt", "rw")}
        return areas if any(areas.values()) else {"rt": show(cell), "rw": ""}
    if field in {"sex_male", "sex_female"}:
        return {"sex": _ticked(read)}
    if field == "address":
        own = {column.field for column in sheet.columns}
        areas = {
            name: values[name]
            for name in ("rt", "rw")
            if name in values
            and values[name] != row.values.get(name)
            and not own & {name, "rt_rw"}
        }
        return {"address": values.get("address", ""), **areas}
    return {field or "": _typed(field, cell)}


def _day(cell: Cell, read: InterpretedRow) -> str:
    """Give the day of a cell that says a place too; its words when they name no day."""
    day = read.values.get("birth_date")
    if day and read.sources.get("birth_date") != "nik":
        return date.fromisoformat(day).strftime("%d-%m-%Y")
    text = show(cell)
    return text if any(char.isdigit() for char in text) else ""


def _ticked(read: InterpretedRow) -> str:
    if any(problem.code == "sex_unreadable" for problem in read.problems):
        return "L + P"
    return read.values.get("sex", "") if read.sources.get("sex") != "nik" else ""


def _typed(field: str | None, cell: Cell) -> str:
    """Give a cell as text; a number that may have lost its last digit still shows as one."""
    if field in _NUMBERS and not isinstance(cell, str) and read_nik(cell).rounding_suspect:
        return f"{show(cell)}.0"
    return show(cell)


def _text_at(cells: list[str], place: int) -> str:
    return str(cells[place]) if place < len(cells) else ""
