"""The rows that wait for a correction, as a workbook in the sender's own columns."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from common.problems import Severity
from common.workbooks import F4, LARGE, PLAIN, set_page, set_widths, text_cell
from intake import selectors
from intake.models import ImportBatch, StagedRow
from intake.workbooks.refused_sheet import FILLS, WRAPPED, RefusedSheet
from intake.workbooks.sent import SentSheet, sheets_of

_NO_TITLE = re.compile(r"[\\*?:/\[\]]")
_LONGEST_TITLE = 31
_CHUNK = 2000


class RefusedRows(NamedTuple):
    """A workbook and the number of people in it."""

    content: bytes
    rows: int


def build_refused(batch: ImportBatch) -> RefusedRows:
    """Write the waiting rows that saving would leave behind: blocked, or with an open warning.

    Gives   one sheet per sheet of the sent file that has such rows, with the sender's headings
            and columns in their places, the reasons and the code of the row at the right, and
            a sheet that explains; in Indonesian, every cell a text. NIKs are in full.
    Costs   four queries; one row in memory at a time besides the file that grows.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = batch.file_name
    workbook.properties.language = "id"
    with override("id"):
        number = _write_sheets(workbook, batch)
        _explain(workbook.create_sheet(_("Petunjuk")), batch, number)
    file = BytesIO()
    workbook.save(file)
    return RefusedRows(file.getvalue(), number)


def refused_rows(batch: ImportBatch) -> Iterator[StagedRow]:
    """Give the rows that wait for a correction, in order."""
    rows = batch.rows.waiting().filter(
        skipped=False,
        ready=False,
        verdict__in=[StagedRow.Verdict.ERROR, StagedRow.Verdict.WARNING],
    )
    for row in rows.iterator(chunk_size=_CHUNK):
        if row.verdict == StagedRow.Verdict.ERROR or not row.is_accepted:
            yield row


def sheet_titles(sheets: list[SentSheet]) -> dict[str, str]:
    """Give the names of sheets as a workbook takes them, by the names of the sent file."""
    titles: dict[str, str] = {}
    for sheet in sheets:
        plain = _NO_TITLE.sub(" ", sheet.name).strip(" '")[:_LONGEST_TITLE] or _("Daftar")
        if plain.casefold() in {title.casefold() for title in titles.values()}:
            plain = f"{plain[: _LONGEST_TITLE - 6]} ({sheet.number})"
        titles[sheet.name] = plain
    return titles


def _write_sheets(workbook: Workbook, batch: ImportBatch) -> int:
    """Write the rows, each on its sender's sheet; give how many there were."""
    names = selectors.names_of_codes()
    sheets = {sheet.name: sheet for sheet in sheets_of(batch)}
    titles = sheet_titles(list(sheets.values()))
    heads = _heads(batch, sheets)
    pages: dict[str, RefusedSheet] = {}
    number = 0
    for row in refused_rows(batch):
        if row.sheet not in pages:
            sheet, page = sheets[row.sheet], workbook.create_sheet(titles[row.sheet])
            pages[row.sheet] = RefusedSheet(page, sheet, batch.pk, names, heads.get(row.sheet, {}))
            pages[row.sheet].begin()
        pages[row.sheet].add(row)
        number += 1
    for written in pages.values():
        written.end()
    return number


def _heads(batch: ImportBatch, sheets: Mapping[str, SentSheet]) -> dict[str, dict[int, list[str]]]:
    """Give the headings of all sheets, and what stands above the first ones; one query."""
    last = max((number for sheet in sheets.values() for number in sheet.header_rows), default=0)
    heads: dict[str, dict[int, list[str]]] = {}
    ignored = batch.rows.in_tab("ignored").filter(row__lte=last)
    for name, number, cells in ignored.values_list("sheet", "row", "cells").order_by("id"):
        sheet = sheets.get(name)
        if (
            sheet
            and sheet.header_rows
            and not sheet.header_rows[0] < number not in sheet.header_rows
        ):
            heads.setdefault(name, {})[number] = cells
    return heads


def _explain(page: Worksheet, batch: ImportBatch, number: int) -> None:
    """Say on a sheet of its own what to do with the others."""
    set_widths(page, [100])
    set_page(page, size=F4, landscape=True, header_row=1)
    red, yellow = FILLS[Severity.ERROR], FILLS[Severity.WARNING]
    about = _("Berkas ini memuat %(number)d baris yang belum bisa disimpan dari “%(file)s”.")
    lines = [
        (_("Cara memperbaiki daftar ini"), None),
        (about % {"number": number, "file": batch.file_name}, None),
        (_("Sel merah harus dibetulkan."), red),
        (_("Sel kuning perlu dicocokkan. Bila sudah benar, terima di aplikasi."), yellow),
        (_("Kolom KETERANGAN KESALAHAN menyebut apa yang salah di baris itu."), None),
        (_("Kolom KODE BARIS menyambung baris dengan daftar asalnya: jangan diubah."), None),
        (_("Orang yang tertinggal boleh ditambah di bawah, tanpa KODE BARIS."), None),
        (_("Baris yang dihapus dari berkas ini tetap menunggu di daftar asalnya."), None),
        (_("Sesudah itu unggah berkas ini di halaman Impor daftar."), None),
    ]
    for place, (text, fill) in enumerate(lines):
        cell = text_cell(page, text, font=PLAIN if place else LARGE)
        cell.alignment = WRAPPED
        if fill is not None:
            cell.fill = fill
        page.append([cell])
