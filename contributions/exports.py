"""Differences as files to work on: a workbook, or plain values for other programs."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook

from common import workbooks
from contributions.reconciliation import Difference
from enrollment.models import Enrollment

# A spreadsheet runs a cell that begins so.
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# Longer runs of digits lose their last ones where a spreadsheet takes them for a number.
_SAFE_DIGITS = 11


class Found(NamedTuple):
    """One person under one difference."""

    difference: Difference
    enrollment: Enrollment


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Any
    value: Callable[[Found], Any]
    width: int


def _day(value: date | None) -> str:
    return date_format(value, "d-m-Y") if value else ""


def columns(*, full_nik: bool) -> list[_Column]:
    """Give the columns of a file of differences; all of them hold text."""
    return [
        _Column(gettext_lazy("Selisih"), lambda row: row.difference.label, 28),
        _Column(gettext_lazy("Nama lengkap"), lambda row: row.enrollment.worker.full_name, 28),
        _Column(
            gettext_lazy("NIK"),
            lambda row: (
                row.enrollment.worker.nik if full_nik else row.enrollment.worker.masked_nik
            ),
            19,
        ),
        _Column(
            gettext_lazy("Nomor peserta (KPJ)"),
            lambda row: row.enrollment.worker.member_number,
            14,
        ),
        _Column(gettext_lazy("Kelurahan"), lambda row: row.enrollment.worker.village.name, 18),
        _Column(
            gettext_lazy("Kategori pekerjaan"),
            lambda row: row.enrollment.worker.occupation.name,
            24,
        ),
        _Column(gettext_lazy("Status"), lambda row: row.enrollment.get_status_display(), 14),
        _Column(
            gettext_lazy("Mulai perlindungan"), lambda row: _day(row.enrollment.starts_on), 12
        ),
        _Column(gettext_lazy("Berakhir pada"), lambda row: _day(row.enrollment.ended_on), 12),
        _Column(
            pgettext_lazy("kolom", "Alasan berakhir"),
            lambda row: row.enrollment.get_end_reason_display(),
            24,
        ),
        _Column(
            gettext_lazy("Meninggal pada"),
            lambda row: _day(row.enrollment.worker.died_on),
            12,
        ),
    ]


def as_csv(rows: Iterable[Found], *, full_nik: bool) -> bytes:
    """Write rows as values apart by semicolons, in UTF-8 with a mark that spreadsheets know.

    A cell that a spreadsheet would run, or round, gets an apostrophe in front.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    shown = columns(full_nik=full_nik)
    writer.writerow([str(column.heading) for column in shown])
    writer.writerows([_harmless(column.value(row)) for column in shown] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: Iterable[Found], *, title: str, full_nik: bool) -> bytes:
    """Write rows as a workbook ready for paper, every cell a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Selisih"))
    shown = columns(full_nik=full_nik)
    workbooks.set_widths(sheet, [column.width for column in shown])
    workbooks.set_page(sheet, size=workbooks.F4, landscape=True, header_row=3, note=title)
    sheet.append([workbooks.text_cell(sheet, title, font=workbooks.LARGE)])
    sheet.append([])
    sheet.append(
        [workbooks.text_cell(sheet, str(column.heading), header=True) for column in shown]
    )
    for row in rows:
        sheet.append(list(_cells(sheet, shown, row)))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cells(sheet: Any, shown: list[_Column], row: Found) -> Iterator[Any]:
    for column in shown:
        cell = workbooks.text_cell(sheet, str(column.value(row)), border=workbooks.GRID)
        cell.number_format = workbooks.TEXT
        yield cell


def _harmless(value: Any) -> str:
    text = str(value)
    is_number = text.isdigit() and len(text) > _SAFE_DIGITS
    return f"'{text}" if text.startswith(_RISKY) or is_number else text
