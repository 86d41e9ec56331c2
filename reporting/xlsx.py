"""Workbooks to go on working with: a roster as rows to filter and sort, its totals beside."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.columns import Column, Kind
from reporting.papers import Paper
from reporting.rosters import Roster, Row, Signature, Total

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    Kind.TEXT: "@",
    Kind.MARK: "@",
    Kind.DIGITS: "@",
    Kind.NUMBER: "#,##0",
    Kind.DATE: "d-m-yyyy",
    Kind.RUPIAH: '"Rp"#,##0',
}
_ALIGNMENTS = {
    Kind.TEXT: Alignment(vertical="top", wrap_text=True),
    Kind.MARK: Alignment(vertical="top", horizontal="center"),
    Kind.DIGITS: Alignment(vertical="top", horizontal="center"),
    Kind.NUMBER: Alignment(vertical="top", horizontal="right"),
    Kind.DATE: Alignment(vertical="top", horizontal="center"),
    Kind.RUPIAH: Alignment(vertical="top", horizontal="right"),
}
_PLAIN = Font(name="Calibri", size=10)
_BOLD = Font(name="Calibri", size=10, bold=True)
_LARGE = Font(name="Calibri", size=13, bold=True)
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="E9EEEC")
# Centred over the columns without merging them: merged cells get in the way of sorting.
_ACROSS = Alignment(horizontal="centerContinuous", vertical="center")
_MARGIN = 0.5  # inches


def render_xlsx(roster: Roster) -> bytes:
    """Write a roster as a workbook with the list on one sheet and its totals on another.

    Gives   the file, in Indonesian whatever the reader's language. Every text is a text cell:
            nothing from the data becomes a formula or a link.
    Costs   memory for the rows alone; they are written as they come.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = roster.title
    workbook.properties.language = "id"
    with override("id"):
        _write_list(workbook, roster)
        _write_totals(workbook, roster)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_list(workbook: Workbook, roster: Roster) -> None:
    sheet = workbook.create_sheet(_("Daftar"))
    columns = roster.columns
    head = list(_head(sheet, roster, len(columns)))
    first_row = len(head) + 2
    last_row = max(first_row + roster.row_count - 1, first_row)
    _set_widths(sheet, [column.width for column in columns])
    _set_page(sheet, roster.paper, header_row=first_row - 1, note=roster.note)
    for line in head:
        sheet.append(line)
    sheet.append([_cell(sheet, str(column.heading), header=True) for column in columns])
    for line in _lines(sheet, columns, roster.rows()):
        sheet.append(line)
    if not roster.row_count:
        empty = _("Tidak ada peserta yang cocok dengan saringan ini.")
        sheet.append([_cell(sheet, empty)])
    sheet.append([])
    sheet.append([_cell(sheet, _total_text(roster.total), font=_BOLD)])
    foot = list(_signature_lines(sheet, roster.signatures, len(columns)))
    for line in foot:
        sheet.append(line)
    last_column = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{first_row - 1}:{last_column}{last_row}"
    sheet.print_area = f"A1:{last_column}{last_row + 2 + len(foot)}"


def _write_totals(workbook: Workbook, roster: Roster) -> None:
    sheet = workbook.create_sheet(_("Rekap"))
    labels = [figure.label for figure in roster.total.figures]
    head = list(_head(sheet, roster, len(labels) + 1))
    header_row = len(head) + 1
    _set_widths(sheet, [44] + [14] * len(labels))
    _set_page(sheet, roster.paper, header_row=header_row, note=roster.note)
    for line in head:
        sheet.append(line)
    titles = [_("Kelompok"), *(label.capitalize() for label in labels)]
    sheet.append([_cell(sheet, title, header=True) for title in titles])
    for group in roster.groups:
        sheet.append(_total_line(sheet, group.title, group.total, _PLAIN))
    sheet.append(_total_line(sheet, roster.total.label, roster.total, _BOLD))
    last_column = get_column_letter(len(titles))
    sheet.print_area = f"A1:{last_column}{header_row + len(roster.groups) + 1}"


def _head(sheet: Worksheet, roster: Roster, width: int) -> Iterator[list[Any]]:
    """Give the rows above the table: letterhead, title, what was filtered."""
    for place, text in enumerate(roster.letterhead):
        yield _across(sheet, text, width, _LARGE if place == 1 else _PLAIN)
    yield _across(sheet, roster.title.upper(), width, _BOLD)
    caption = " · ".join(f"{name}: {value}" for name, value in roster.caption)
    yield _across(sheet, caption, width, _PLAIN)


def _lines(
    sheet: Worksheet, columns: tuple[Column, ...], rows: Iterable[Row]
) -> Iterator[list[Any]]:
    """Give the rows of the table; one styled cell a column is filled again and again."""
    cells = []
    for column in columns:
        cell = WriteOnlyCell(sheet)
        cell.font, cell.border = _PLAIN, _GRID
        cell.alignment, cell.number_format = _ALIGNMENTS[column.kind], _FORMATS[column.kind]
        cells.append(cell)
    for row in rows:
        for cell, value in zip(cells, row, strict=True):
            _fill(cell, value)
        yield cells


def _signature_lines(
    sheet: Worksheet, signatures: tuple[Signature, ...], width: int
) -> Iterator[list[Any]]:
    """Give the rows of the signature blocks: one at the right, or one at each side."""
    blocks = []
    height = max((len(block.above) for block in signatures), default=0)
    for block in signatures:
        above = [*block.above, *[""] * (height - len(block.above) + 4)]
        nip = f"NIP {block.nip}" if block.nip else ""
        blocks.append([*above, block.name, block.rank, nip])
    places = [width - 4] if len(blocks) == 1 else [2, width - 4]
    for texts in zip(*blocks, strict=True):
        line: list[Any] = [None] * width
        for place, text in zip(places, texts, strict=True):
            line[place] = _cell(sheet, text)
        yield line


def _total_line(sheet: Worksheet, label: str, total: Total, font: Font) -> list[WriteOnlyCell]:
    line = [_cell(sheet, label, font=font, border=_GRID)]
    for figure in total.figures:
        cell = WriteOnlyCell(sheet, figure.value)
        cell.font, cell.border, cell.number_format = font, _GRID, _FORMATS[figure.kind]
        line.append(cell)
    return line


def _total_text(total: Total) -> str:
    figures = ", ".join(f"{figure.text} {figure.label}" for figure in total.figures)
    return f"{total.label}: {figures}"


def _across(sheet: Worksheet, text: str, width: int, font: Font) -> list[WriteOnlyCell]:
    line = [_cell(sheet, text, font=font)] + [_cell(sheet, "") for _place in range(width - 1)]
    for cell in line:
        cell.alignment = _ACROSS
    return line


def _cell(
    sheet: Worksheet,
    text: str,
    *,
    font: Font = _PLAIN,
    border: Border | None = None,
    header: bool = False,
) -> WriteOnlyCell:
    """Give a text cell."""
    cell = WriteOnlyCell(sheet)
    _fill(cell, text)
    cell.font = font
    if border is not None:
        cell.border = border
    if header:
        cell.font, cell.border, cell.fill = _BOLD, _GRID, _SHADE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _fill(cell: WriteOnlyCell, value: Any) -> None:
    """Put a value into a cell; a text stays text, whatever character it begins with."""
    cell.value = None if value == "" else value
    if cell.value is not None and isinstance(value, str):
        cell.data_type = "s"


def _set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _set_page(sheet: Worksheet, paper: Paper, *, header_row: int, note: str) -> None:
    """Freeze the header; set the sheet up for paper: one page wide, header repeated, counted.

    The first row written closes the sheet's head, so this comes before it.
    """
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.page_setup.paperSize = paper.workbook_code
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top, sheet.page_margins.bottom = _MARGIN, 0.7
    # An ampersand begins a code in a foot line.
    sheet.oddFooter.left.text = note.replace("&", "&&")
    sheet.oddFooter.right.text = _("Halaman") + " &P " + _("dari") + " &N"
