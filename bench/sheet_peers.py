"""The styled workbook as others would write it: openpyxl row by row, xlsxwriter."""

from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter

from reporting.columns import Kind
from reporting.rosters import Roster

_FORMATS = {
    Kind.TEXT: "@",
    Kind.MARK: "@",
    Kind.DIGITS: "@",
    Kind.NUMBER: "#,##0",
    Kind.DATE: "d-m-yyyy",
    Kind.RUPIAH: '"Rp"#,##0',
}


def openpyxl_styled(roster: Roster, path: Path) -> None:
    """Write each cell with a border and the format of its kind, in write-only mode."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daftar")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(roster.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    thin, bold = Side(style="thin"), Font(bold=True)
    border = Border(thin, thin, thin, thin)
    formats = [_FORMATS[column.kind] for column in roster.columns]

    def styled(value: Any, number_format: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value)
        cell.border, cell.number_format = border, number_format
        return cell

    heading = [styled(column.heading, "@") for column in roster.columns]
    for cell in heading:
        cell.font = bold
    sheet.append(heading)
    for row in roster.rows():
        sheet.append([styled(*pair) for pair in zip(row, formats, strict=True)])
    book.save(path)


def xlsxwriter_constant(roster: Roster, path: Path) -> None:
    """Write the same with ``constant_memory``, each value by the function for its type."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Daftar")
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "border": 1})
    formats = []
    for place, column in enumerate(roster.columns):
        sheet.set_column(place, place, column.width)
        formats.append(book.add_format({"num_format": _FORMATS[column.kind], "border": 1}))
        sheet.write_string(0, place, str(column.heading), bold)
    write = {str: sheet.write_string, int: sheet.write_number}
    for number, row in enumerate(roster.rows(), 1):
        for place, value in enumerate(row):
            write.get(type(value), sheet.write_datetime)(number, place, value, formats[place])
    book.close()
