"""Workbooks as every room writes them: texts that stay texts, one look, ready for paper."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The number by which workbooks know F4; they call it "Folio", 8.5 x 13 inches.
F4 = 14
# The number format of a cell whose digits are no quantity.
TEXT = "@"
PLAIN = Font(name="Calibri", size=10)
BOLD = Font(name="Calibri", size=10, bold=True)
LARGE = Font(name="Calibri", size=13, bold=True)
_LINE = Side(style="thin", color="808080")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
SHADE = PatternFill("solid", fgColor="E9EEEC")
_MARGIN = 0.5  # inches


def text_cell(
    sheet: Worksheet,
    text: str,
    *,
    font: Font = PLAIN,
    border: Border | None = None,
    header: bool = False,
) -> WriteOnlyCell:
    """Give a text cell for a row of a sheet."""
    cell = WriteOnlyCell(sheet)
    put(cell, text)
    cell.font = font
    if border is not None:
        cell.border = border
    if header:
        cell.font, cell.border, cell.fill = BOLD, GRID, SHADE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def put(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text stays text, whatever character it begins with."""
    cell.value = None if value == "" else value
    if cell.value is not None and isinstance(value, str):
        cell.data_type = "s"


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Set the widths of columns in characters, from the first column on."""
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def set_page(
    sheet: Worksheet, *, size: int, landscape: bool, header_row: int, note: str = ""
) -> None:
    """Freeze the header; set the sheet up for paper: one page wide, header repeated, counted.

    The first row written closes the head of a write-only sheet, so this comes before it.

    Takes   size: the number by which workbooks know a sheet of paper; header_row: the row that
            every page repeats; note: what stands at the foot of every page.
    """
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.page_setup.paperSize = size
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top, sheet.page_margins.bottom = _MARGIN, 0.7
    # An ampersand begins a code in a foot line.
    sheet.oddFooter.left.text = note.replace("&", "&&")
    sheet.oddFooter.right.text = _("Halaman") + " &P " + _("dari") + " &N"
