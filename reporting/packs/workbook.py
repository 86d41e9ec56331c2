"""The workbook of a ceremony: a sheet for each list that the protocol works with."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from common.workbooks import BOLD, GRID, PLAIN, TEXT, put, set_page, set_widths, text_cell
from reporting.columns import Column
from reporting.rosters import Roster

_TOP = Alignment(vertical="top", wrap_text=True)
_DAY, _NUMBER = "d-m-yyyy", "#,##0"


def render_sheets(sheets: Sequence[tuple[str, Roster]], *, title: str) -> bytes:
    """Write lists as the sheets of one workbook, each to filter, sort and print.

    Takes   sheets: the name of each sheet, at most 31 letters, and its list.
    Gives   the file. Every text is a text cell: nothing from the data becomes a formula.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = title
    workbook.properties.language = "id"
    for name, roster in sheets:
        _write(workbook.create_sheet(name), roster)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, roster: Roster) -> None:
    caption = " · ".join(f"{name}: {value}" for name, value in roster.caption)
    head = [[text_cell(sheet, roster.title.upper(), font=BOLD)], [text_cell(sheet, caption)]]
    header_row = len(head) + 1
    last_row = header_row + max(roster.row_count, 1)
    last_column = get_column_letter(len(roster.columns))
    set_widths(sheet, [column.width for column in roster.columns])
    set_page(
        sheet,
        size=roster.paper.workbook_code,
        landscape=roster.paper.landscape,
        header_row=header_row,
        note=roster.frame.note,
    )
    for line in head:
        sheet.append(line)
    sheet.append([text_cell(sheet, str(column.heading), header=True) for column in roster.columns])
    for row in roster.rows():
        pairs = zip(row, roster.columns, strict=True)
        sheet.append([_cell(sheet, value, column) for value, column in pairs])
    if not roster.row_count:
        sheet.append([text_cell(sheet, _("Tidak ada orang pada daftar ini."))])
    sheet.auto_filter.ref = f"A{header_row}:{last_column}{last_row}"
    sheet.print_area = f"A1:{last_column}{last_row}"


def _cell(sheet: Worksheet, value: Any, column: Column) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    put(cell, value)
    cell.font, cell.border, cell.alignment = PLAIN, GRID, _TOP
    if isinstance(value, date):
        cell.number_format = _DAY
    else:
        cell.number_format = _NUMBER if isinstance(value, int) else TEXT
    return cell
