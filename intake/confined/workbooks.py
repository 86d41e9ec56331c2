"""Workbooks: calamine first, openpyxl where calamine refuses an .xlsx."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from struct import unpack_from
from typing import Any
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from intake.confined import limits, spans
from intake.confined.limits import Refused

# The record that opens an old workbook, of Excel 5 or 97 and later; the one that asks for a
# password follows it at once or after few others.
_GLOBALS = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILEPASS = 0x002F
_RECORDS_BEFORE_FILEPASS = 4


@dataclass(slots=True)
class Sheet:
    """One sheet with all its rows, blank ones included, from the first row of the sheet on."""

    name: str
    hidden: bool
    rows: Iterable[list[Any]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def check_old_workbook(data: bytes) -> None:
    """Look at an OLE file: an old workbook, a locked new one, or something else.

    Raises  Refused with locked or not_a_list.
    """
    if _utf16("EncryptedPackage") in data or _asks_for_password(data):
        raise Refused("locked")
    if _utf16("Workbook") not in data and _utf16("Book") not in data:
        raise Refused("not_a_list")


def read_workbook(data: bytes, kind: str) -> Iterator[Sheet]:
    """Give the sheets of a workbook one after another.

    Raises  Refused with locked, damaged, too_many_rows or too_many_columns.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise Refused("locked") from error
    except CalamineError as error:
        if kind != "xlsx":
            raise Refused("damaged") from error
        yield from _by_openpyxl(data)
        return
    if len(workbook.sheets_metadata) > limits.SHEETS:
        raise Refused("bomb")
    merges = spans.merges_of(data) if kind == "ods" else {}
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(about.name)
        except CalamineError as error:
            if kind != "xlsx":
                raise Refused("damaged") from error
            yield from (copy for copy in _by_openpyxl(data) if copy.name == about.name)
            continue
        _check_size(sheet.end)
        yield Sheet(
            about.name,
            about.visible != SheetVisibleEnum.Visible,
            _from_first_column(sheet),
            _bounded(
                [
                    (top + 1, bottom + 1, left + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
                ]
                or merges.get(about.name, [])
            ),
        )


def _by_openpyxl(data: bytes) -> Iterator[Sheet]:
    # Hardly ever needed and slow to load.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            if (sheet.max_row or 0) > limits.ROWS or (sheet.max_column or 0) > limits.COLUMNS:
                sheet.reset_dimensions()
            yield Sheet(
                sheet.title,
                sheet.sheet_state != "visible",
                (list(row) for row in sheet.iter_rows(values_only=True)),
            )
    except (InvalidFileException, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise Refused("damaged") from error


def _from_first_column(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Give rows from column A on; calamine leaves out the empty columns on the left."""
    missing = [None] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield missing + row


def _bounded(merges: spans.Merges) -> spans.Merges:
    """Keep merges within the rows that are read; more than a list has are a trap."""
    kept = [
        (top, min(bottom, limits.ROWS), left, right)
        for top, bottom, left, right in merges
        if top <= limits.ROWS and left <= limits.COLUMNS
    ]
    if len(kept) > limits.MERGES:
        raise Refused("bomb")
    if sum(merge[1] - merge[0] for merge in kept) > limits.MERGED_ROWS:
        raise Refused("bomb")
    return kept


def _check_size(end: tuple[int, int] | None) -> None:
    rows, columns = end or (0, 0)
    if rows >= limits.ROWS * 2:
        raise Refused("too_many_rows")
    if columns >= limits.COLUMNS * 2:
        raise Refused("too_many_columns")


def _asks_for_password(data: bytes) -> bool:
    """Tell whether FILEPASS is among the first records of an old workbook."""
    for found in _GLOBALS.finditer(data):
        place = found.start()
        for _ in range(_RECORDS_BEFORE_FILEPASS + 1):
            if len(data) < place + 4:
                break
            kind, length = unpack_from("<HH", data, place)
            if kind == _FILEPASS:
                return True
            place += 4 + length
    return False


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
