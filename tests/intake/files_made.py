"""Writes made-up lists as the files people send: .xlsx, .xls, .ods and .csv."""

import csv
from datetime import date
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import xlwt

from tests.intake.made_shapes import MadeList, MadeSheet


def write(made: MadeList, folder: Path) -> Path:
    """Write a list into a folder and give its path."""
    path = folder / made.file_name
    path.write_bytes(bytes_of(made))
    return path


def bytes_of(made: MadeList) -> bytes:
    """Give a list as the bytes of its kind of file."""
    return {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "csv": _csv}[made.kind](made)


def xlsx_of(rows: list[list[Any]], name: str = "Sheet1") -> bytes:
    """Give one sheet of rows as an .xlsx file."""
    return _xlsx(MadeList("", "xlsx", [MadeSheet(name, rows)], {}))


def _xlsx(made: MadeList) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for sheet in made.sheets:
        page = workbook.create_sheet(sheet.name)
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    cell = page.cell(number, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        for top, bottom, left, right in sheet.merges:
            page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _xls(made: MadeList) -> bytes:
    workbook = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in made.sheets:
        page = workbook.add_sheet(sheet.name, cell_overwrite_ok=True)
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
        for top, bottom, left, right in sheet.merges:
            first = sheet.rows[top - 1]
            value = first[left - 1] if left <= len(first) else None
            page.merge(top - 1, bottom - 1, left - 1, right - 1)
            if value is not None:
                page.write(top - 1, left - 1, value)
        page.visibility = int(sheet.hidden)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _csv(made: MadeList) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=made.delimiter, lineterminator="\r\n")
    width = max(len(row) for row in made.sheets[0].rows)
    for row in made.sheets[0].rows:
        cells = ["" if cell is None else cell for cell in row]
        writer.writerow(cells + [""] * (width - len(cells)))
    return text.getvalue().encode(made.encoding)


def _ods(made: MadeList) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(sheet.name)}" '
        f'table:style-name="{"hidden" if sheet.hidden else "shown"}">'
        + "".join(
            f"<table:table-row>{_ods_cells(sheet, number)}</table:table-row>"
            for number in range(1, len(sheet.rows) + 1)
        )
        + "</table:table>"
        for sheet in made.sheets
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2">'
        f"<office:automatic-styles>{_ods_style('shown')}{_ods_style('hidden')}"
        "</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_style(name: str) -> str:
    display = "false" if name == "hidden" else "true"
    return (
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{display}"/></style:style>'
    )


def _ods_cells(sheet: MadeSheet, number: int) -> str:
    """Give the cells of a row, those under a merge as covered ones, as LibreOffice writes them."""
    row = sheet.rows[number - 1]
    right_most = max(
        (merge[3] for merge in sheet.merges if merge[0] <= number <= merge[1]), default=0
    )
    cells = []
    for column in range(1, max(len(row), right_most, 1) + 1):
        value = row[column - 1] if column <= len(row) else None
        tag, span = "table-cell", ""
        for top, bottom, left, right in sheet.merges:
            if (number, column) == (top, left):
                span = (
                    f' table:number-columns-spanned="{right - left + 1}"'
                    f' table:number-rows-spanned="{bottom - top + 1}"'
                )
            elif top <= number <= bottom and left <= column <= right:
                tag, value = "covered-table-cell", None
        cells.append(_ods_cell(tag, span, value))
    return "".join(cells)


def _ods_cell(tag: str, span: str, value: Any) -> str:
    if value is None:
        return f"<table:{tag}{span}/>"
    typed = 'office:value-type="string"'
    if isinstance(value, date):
        typed = f'office:value-type="date" office:date-value="{value}"'
    elif isinstance(value, int | float):
        typed = f'office:value-type="float" office:value="{value}"'
    return f"<table:{tag}{span} {typed}><text:p>{escape(str(value))}</text:p></table:{tag}>"
