"""One sheet of rows to correct: the sender's head and columns, the reasons at the right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from common.problems import Severity
from common.workbooks import BOLD, F4, GRID, PLAIN, TEXT, put, set_page, set_widths, text_cell
from intake.columns import FIELDS
from intake.grid import Names
from intake.models import StagedRow
from intake.workbooks import keys
from intake.workbooks.sent import SentSheet, cells_of

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F6C6C0"),
    Severity.WARNING: PatternFill("solid", fgColor="FBE7A3"),
}
_SMALL = Font(name="Calibri", size=8, color="7A7A7A")
WRAPPED = Alignment(vertical="top", wrap_text=True)
_REASONS_WIDTH, _KEY_WIDTH = 60, 18
_NARROWEST, _WIDEST = 7, 34
_MOST_TITLES = 6


@dataclass(slots=True)
class RefusedSheet:
    """One sheet on its way out: the sender's head, then row by row."""

    page: Worksheet
    sheet: SentSheet
    batch_id: int
    names: Names
    head: Mapping[int, list[str]]  # rows above the people, by their number in the sent file
    width: int = 0
    written: int = 0
    header_row: int = 0
    blocks: list[tuple[int, ...]] = field(default_factory=list)
    cells: dict[Severity | None, list[WriteOnlyCell]] = field(default_factory=dict)

    def begin(self) -> None:
        """Set the sheet up and write what stands above the first row."""
        sheet = self.sheet
        self.blocks = sheet.header_blocks
        headings = [len(self.head.get(number, [])) for number in sheet.header_rows]
        self.width = max([sheet.width, *headings])
        first = sheet.header_rows[0] if sheet.header_rows else 0
        titles = [cells for number, cells in sorted(self.head.items()) if number < first]
        titles = titles[:_MOST_TITLES]
        header = self._header_lines(self.blocks.pop(0)) if self.blocks else [self._labels()]
        self.header_row = 1 + len(titles) + len(header)
        set_widths(self.page, [*self._widths(), _REASONS_WIDTH, _KEY_WIDTH])
        for place in range(1, self.width + 1):
            # What is typed into an empty cell stays text too.
            self.page.column_dimensions[get_column_letter(place)].number_format = TEXT
        set_page(
            self.page,
            size=F4,
            landscape=True,
            header_row=self.header_row,
            note=_("Baris yang perlu diperbaiki"),
        )
        for severity in (None, *Severity):
            self.cells[severity] = [self._style(severity) for _place in range(self.width)]
        advice = _(
            "Perbaiki sel yang berwarna, simpan, lalu unggah berkas ini lagi. "
            "Kolom KODE BARIS jangan diubah."
        )
        self._append([text_cell(self.page, advice, font=BOLD)])
        for cells in titles:
            self._append([text_cell(self.page, cell) if cell else None for cell in cells])
        for headings in header:
            self._append(headings)

    def add(self, row: StagedRow) -> None:
        """Write one row of a person."""
        while self.blocks and row.row > self.blocks[0][-1]:
            for headings in self._header_lines(self.blocks.pop(0)):
                self._append(headings)
        sheet = self.sheet.at(row.row)
        marked = _marked(sheet, row) if sheet.fits(row) else {}
        line: list[Any] = []
        texts = cells_of(sheet, row, self.names)[: self.width]
        for place, text in enumerate(texts + [""] * (self.width - len(texts))):
            severity = marked.get(place)
            cell = self.cells[severity][place] if text or severity else None
            if cell is not None:
                put(cell, text)
            line.append(cell)
        found = sorted(row.problems, key=lambda one: one["severity"] != Severity.ERROR)
        reasons = text_cell(self.page, " ".join(one["message"] for one in found), border=GRID)
        reasons.alignment = WRAPPED
        key = keys.RowKey(self.batch_id, self.sheet.number, row.row)
        self._append([*line, reasons, text_cell(self.page, str(key), font=_SMALL)])

    def end(self) -> None:
        last = get_column_letter(self.width + 2)
        self.page.auto_filter.ref = f"A{self.header_row}:{last}{self.written}"
        self.page.print_area = f"A1:{last}{self.written}"

    def _append(self, line: list[Any]) -> None:
        self.page.append(line)
        self.written += 1

    def _style(self, severity: Severity | None) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.page)
        cell.font, cell.border, cell.alignment = PLAIN, GRID, WRAPPED
        cell.number_format = TEXT
        if severity is not None:
            cell.fill = FILLS[severity]
        return cell

    def _header_lines(self, block: tuple[int, ...]) -> list[list[Any]]:
        return [self._header_line(self.head.get(number, [])) for number in block]

    def _header_line(self, cells: list[str]) -> list[Any]:
        cells = [*cells, *[""] * (self.width - len(cells))]
        texts = [*cells, keys.REASONS, keys.HEADING]
        return [text_cell(self.page, text, header=True) for text in texts]

    def _labels(self) -> list[Any]:
        """Give headings for a list that came without."""
        texts = [""] * self.width
        for column in self.sheet.columns:
            label = FIELDS.get(column.field or "", column.heading)
            texts[column.index] = str(label or column.letter).upper()
        return self._header_line(texts)

    def _widths(self) -> list[int]:
        widths = [_NARROWEST] * self.width
        for column in self.sheet.columns:
            longest = max(map(len, [*column.samples, *column.heading.split()]), default=0)
            widths[column.index] = min(max(longest + 2, _NARROWEST), _WIDEST)
        return widths


def _marked(sheet: SentSheet, row: StagedRow) -> dict[int, Severity]:
    """Give the columns in which something is wrong; what blocks stands over the rest."""
    marked: dict[int, Severity] = {}
    for one in row.problems:
        for place in sheet.places_of(one["field"]):
            if marked.get(place) != Severity.ERROR:
                marked[place] = Severity(one["severity"])
    return marked
