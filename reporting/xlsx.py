"""Workbooks to go on working with: a roster as rows to filter and sort, its totals beside."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from textwrap import wrap
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from common.workbooks import BOLD, GRID, LARGE, PLAIN, TEXT, set_page, set_widths, text_cell
from reporting.columns import Column, Kind
from reporting.rosters import Roster, Signature, Total
from reporting.streaming import SheetRows, stream_rows

_FORMATS = {
    Kind.TEXT: TEXT,
    Kind.MARK: TEXT,
    Kind.DIGITS: TEXT,
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
# The head of an annex stands above the last columns, in lines of so many letters.
_HEAD_COLUMNS = 3
_HEAD_WIDTH = 50
# What no sheet may be called; two more letters are left for telling it apart.
_UNWANTED = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 28
_UPWARDS = Alignment(horizontal="center", vertical="bottom", textRotation=90, wrap_text=True)
_TURNED_HEIGHT = 110  # points
# Centred over the columns without merging them: merged cells get in the way of sorting.
_ACROSS = Alignment(horizontal="centerContinuous", vertical="center")


def render_xlsx(roster: Roster) -> bytes:
    """Write a roster as a workbook with the list on one sheet and its totals on another.

    Gives   the file, in Indonesian whatever the reader's language. Every text is a text cell:
            nothing from the data becomes a formula or a link.
    Costs   about ten microseconds a row of fifteen columns; memory for the file alone.
    """
    return _render(roster, [roster])


def render_apart(roster: Roster) -> bytes:
    """Write the same with a sheet for every group, numbered on from one to the next.

    Gives   a file as ``render_xlsx``; each sheet has the sub-total and the signatures.
    """
    parts = [replace(roster, groups=(group,), total=group.total) for group in roster.groups]
    return _render(roster, parts or [roster])


def _render(roster: Roster, parts: list[Roster]) -> bytes:
    """Write lists of their own, one on each sheet, and the totals of them all."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = roster.title
    workbook.properties.language = "id"
    with override("id"):
        if len(parts) == 1:
            titles = [_("Daftar")]
        else:
            titles = [_sheet_title(group.name) for group in roster.groups]
        lists = [
            SheetRows(_write_list(workbook, part, title), part.rows(), part.row_count)
            for part, title in zip(parts, titles, strict=True)
        ]
        _write_totals(workbook, roster)
    file = BytesIO()
    workbook.save(file)
    return stream_rows(file.getvalue(), lists) if roster.row_count else file.getvalue()


def _sheet_title(name: str) -> str:
    """Give a name that workbooks take; openpyxl tells apart those that are alike."""
    return _UNWANTED.sub(" ", name)[:_LONGEST_TITLE].strip(" '") or _("Daftar")


def _write_list(workbook: Workbook, roster: Roster, title: str) -> int:
    """Write a sheet with one row of its list, which shows the styles of all of them.

    Gives   the number of that row.
    """
    sheet = workbook.create_sheet(title)
    columns = roster.columns
    head = list(_head(sheet, roster, len(columns)))
    first_row = len(head) + 2
    last_row = max(first_row + roster.row_count - 1, first_row)
    set_widths(sheet, [column.width for column in columns])
    _set_page(sheet, roster, header_row=first_row - 1)
    for line in head:
        sheet.append(line)
    if any(column.turned for column in columns):
        sheet.row_dimensions[first_row - 1].height = _TURNED_HEIGHT
    sheet.append([_heading(sheet, column) for column in columns])
    if roster.row_count:
        sheet.append([_model_cell(sheet, column) for column in columns])
    else:
        empty = _("Tidak ada peserta yang cocok dengan saringan ini.")
        sheet.append([text_cell(sheet, empty)])
    foot = [
        [],
        *([text_cell(sheet, text, font=BOLD)] for text in _total_texts(roster.total)),
        *_signature_lines(sheet, roster.frame.signatures, len(columns)),
    ]
    for line in foot:
        sheet.append(line)
    last_column = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{first_row - 1}:{last_column}{last_row}"
    sheet.print_area = f"A1:{last_column}{last_row + len(foot)}"
    return first_row


def _write_totals(workbook: Workbook, roster: Roster) -> None:
    sheet = workbook.create_sheet(_("Rekap"))
    labels = [figure.label for figure in roster.total.figures]
    head = list(_head(sheet, roster, len(labels) + 1))
    header_row = len(head) + 1
    set_widths(sheet, [44] + [14] * len(labels))
    _set_page(sheet, roster, header_row=header_row)
    for line in head:
        sheet.append(line)
    titles = [_("Kelompok"), *map(capfirst, labels)]
    sheet.append([text_cell(sheet, title, header=True) for title in titles])
    for group in roster.groups:
        sheet.append(_total_line(sheet, group.title, group.total, PLAIN))
    sheet.append(_total_line(sheet, roster.total.label, roster.total, BOLD))
    last_column = get_column_letter(len(titles))
    sheet.print_area = f"A1:{last_column}{header_row + len(roster.groups) + 1}"


def _head(sheet: Worksheet, roster: Roster, width: int) -> Iterator[list[Any]]:
    """Give the rows above the table: letterhead or head, title, what was filtered, opening."""
    frame = roster.frame
    for place, text in enumerate(frame.letterhead):
        yield _across(sheet, text, width, LARGE if place == 1 else PLAIN)
    for word, value in frame.head:
        for text in wrap(f"{word}: {value}" if value else word, _HEAD_WIDTH):
            yield [*[None] * max(width - _HEAD_COLUMNS, 0), text_cell(sheet, text)]
    for text in filter(None, (frame.mark, roster.title.upper())):
        yield _across(sheet, text, width, BOLD)
    caption = " · ".join(f"{name}: {value}" for name, value in roster.caption)
    yield _across(sheet, caption, width, PLAIN)
    for text in frame.opening:
        yield [text_cell(sheet, text)]


def _heading(sheet: Worksheet, column: Column) -> WriteOnlyCell:
    cell = text_cell(sheet, str(column.heading), header=True)
    if column.turned:
        cell.alignment = _UPWARDS
    return cell


def _model_cell(sheet: Worksheet, column: Column) -> WriteOnlyCell:
    """Give an empty cell as those of a column look."""
    cell = WriteOnlyCell(sheet)
    cell.font, cell.border = PLAIN, GRID
    cell.alignment, cell.number_format = _ALIGNMENTS[column.kind], _FORMATS[column.kind]
    return cell


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
            line[place] = text_cell(sheet, text)
        yield line


def _total_line(sheet: Worksheet, label: str, total: Total, font: Font) -> list[WriteOnlyCell]:
    line = [text_cell(sheet, label, font=font, border=GRID)]
    for figure in total.figures:
        cell = WriteOnlyCell(sheet, figure.value)
        cell.font, cell.border, cell.number_format = font, GRID, _FORMATS[figure.kind]
        line.append(cell)
    return line


def _total_texts(total: Total) -> Iterator[str]:
    yield f"{total.label}: {', '.join(total.phrases)}"
    if total.spelled:
        yield _("Terbilang: %(words)s") % {"words": total.spelled}


def _across(sheet: Worksheet, text: str, width: int, font: Font) -> list[WriteOnlyCell]:
    line = [text_cell(sheet, text, font=font)] + [
        text_cell(sheet, "") for _place in range(width - 1)
    ]
    for cell in line:
        cell.alignment = _ACROSS
    return line


def _set_page(sheet: Worksheet, roster: Roster, *, header_row: int) -> None:
    paper = roster.paper
    set_page(
        sheet,
        size=paper.workbook_code,
        landscape=paper.landscape,
        header_row=header_row,
        note=roster.frame.note,
    )
