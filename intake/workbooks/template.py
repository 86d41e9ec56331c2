"""The form that senders fill in: a workbook that is read without a question."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from common.workbooks import BOLD, F4, GRID, LARGE, PLAIN, SHADE, TEXT, put, set_page, set_widths
from enrollment.models import EnrollmentPeriod
from intake.kinds import PEOPLE
from intake.models import ImportBatch
from intake.workbooks.form_columns import Filling, FormColumn, form_columns
from places.models import Village
from workers.models import OccupationCategory

# People for whom the cells are prepared.
PREPARED = 500
_FORMATS = {
    Filling.TEXT: TEXT,
    Filling.DIGITS: TEXT,
    Filling.CHOICE: TEXT,
    Filling.DATE: "dd-mm-yyyy",
    Filling.NUMBER: "#,##0",
}
_WANTED = PatternFill("solid", fgColor="CFE6DC")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FIRST_DAY, _LAST_DAY = "DATE(1900,1,1)", "DATE(2100,12,31)"


def build_template(
    *,
    period: EnrollmentPeriod | None,
    villages: Sequence[Village],
    kind: str = PEOPLE,
    rows: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """Write a list with prepared columns, its instructions and its words to choose from.

    Takes   villages: those that may be chosen; the only one is written into the title, so that
            rows need not say it; rows: what is filled in already, texts by field.
    Gives   the file, in Indonesian: a sheet to fill in, one that explains it, one with words.
    Costs   one query.
    """
    workbook = Workbook()
    workbook.properties.language = "id"
    with override("id"):
        columns = form_columns(kind)
        works = list(OccupationCategory.objects.active().values_list("name", flat=True))
        choices = {
            "village": [village.name for village in villages],
            "occupation": works,
            "new_work": works,
        }
        sheet = workbook.active
        sheet.title = _("Daftar")
        titles = _titles(kind, period, villages)
        ranges = _write_words(workbook.create_sheet(_("Pilihan")), columns, choices)
        _write_form(sheet, titles, columns, ranges)
        _write_rows(sheet, len(titles) + 3, columns, rows)
        _write_advice(workbook.create_sheet(_("Petunjuk"), 1), columns)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _titles(kind: str, period: EnrollmentPeriod | None, villages: Sequence[Village]) -> list[str]:
    title = {
        ImportBatch.Kind.BPJS_RESULT: _("Hasil BPJS Ketenagakerjaan"),
        ImportBatch.Kind.OTHER_COVER: _("Daftar peserta unit lain"),
        ImportBatch.Kind.RENEWAL: _("Daftar perpanjangan peserta"),
    }.get(ImportBatch.Kind(kind), _("Daftar usulan pekerja rentan"))
    lines = [title.upper(), f"{settings.CITY_NAME}".upper()]
    if len(villages) == 1:
        lines.append(_("Kelurahan %(name)s") % {"name": villages[0].name})
    if period is not None:
        lines.append(period.name)
    return lines


def _write_form(
    sheet: Worksheet,
    titles: Sequence[str],
    columns: Sequence[FormColumn],
    ranges: Mapping[str, str],
) -> None:
    for number, title in enumerate(titles, start=1):
        cell = sheet.cell(number, 1)
        put(cell, title)
        cell.font = BOLD if number > 1 else LARGE
    header = len(titles) + 2
    set_widths(sheet, [column.width for column in columns])
    set_page(sheet, size=F4, landscape=True, header_row=header)
    sheet.print_options.gridLines = True
    sheet.row_dimensions[header].height = 30
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].number_format = _FORMATS[column.filling]
        cell = sheet.cell(header, place)
        put(cell, str(column.label).upper())
        cell.font, cell.border, cell.alignment = BOLD, GRID, _CENTRED
        cell.fill = _WANTED if column.required else SHADE
        rule = _rule(column, ranges)
        rule.promptTitle = str(column.label)[:32]
        rule.prompt = str(column.meaning)
        rule.showInputMessage = True
        rule.add(f"{letter}{header + 1}:{letter}{header + PREPARED}")
        sheet.add_data_validation(rule)


def _write_rows(
    sheet: Worksheet,
    first: int,
    columns: Sequence[FormColumn],
    rows: Sequence[Mapping[str, str]],
) -> None:
    for number, values in enumerate(rows, start=first):
        for place, column in enumerate(columns, start=1):
            if text := values.get(column.field):
                cell = sheet.cell(number, place)
                put(cell, text)
                cell.font, cell.number_format = PLAIN, TEXT


def _rule(column: FormColumn, ranges: Mapping[str, str]) -> DataValidation:
    """Give what a cell of the column may hold, with the sentence said of anything else."""
    rule = _bare_rule(column, ranges)
    rule.errorTitle = _("Isian belum tepat")
    rule.error = rule.error or str(column.meaning)
    rule.allow_blank = True
    rule.showErrorMessage = rule.type is not None
    return rule


def _bare_rule(column: FormColumn, ranges: Mapping[str, str]) -> DataValidation:
    if column.field in ranges:
        return DataValidation(
            type="list",
            formula1=ranges[column.field],
            error=_("Pilih salah satu dari daftar di sel ini."),
        )
    if column.filling == Filling.DATE:
        return DataValidation(
            type="date",
            operator="between",
            formula1=_FIRST_DAY,
            formula2=_LAST_DAY,
            error=_("Tulis tanggal sebagai hari-bulan-tahun, misalnya 17-08-1980."),
        )
    if column.filling == Filling.NUMBER:
        return DataValidation(
            type="whole",
            operator="between",
            formula1="0" if column.most > 10 else "1",
            formula2=str(column.most),
            error=_("Tulis angka saja, tanpa titik dan tanpa huruf."),
        )
    if column.length:
        return DataValidation(
            type="textLength",
            operator="equal",
            formula1=str(column.length),
            error=_("%(label)s harus %(length)d angka.")
            % {"label": column.label, "length": column.length},
        )
    return DataValidation()


def _write_words(
    sheet: Worksheet, columns: Sequence[FormColumn], choices: Mapping[str, list[str]]
) -> dict[str, str]:
    """Write the words to choose from; give where those of each field stand."""
    ranges: dict[str, str] = {}
    name = quote_sheetname(sheet.title)
    for column in columns:
        words = [str(word) for word in column.words] or choices.get(column.field, [])
        if column.filling != Filling.CHOICE or not words:
            continue
        place = len(ranges) + 1
        letter = get_column_letter(place)
        for number, word in enumerate([str(column.label), *words], start=1):
            cell = sheet.cell(number, place)
            put(cell, word)
            cell.font = PLAIN if number > 1 else BOLD
        sheet.column_dimensions[letter].width = max(map(len, words)) + 4
        ranges[column.field] = f"{name}!${letter}$2:${letter}${len(words) + 1}"
    return ranges


def _write_advice(sheet: Worksheet, columns: Sequence[FormColumn]) -> None:
    set_widths(sheet, [30, 60, 24])
    lines = [
        _("Isi satu orang di satu baris pada lembar “Daftar”, mulai tepat di bawah judul kolom."),
        _("Kolom berjudul hijau perlu diisi; kolom lain boleh kosong."),
        _("Judul kolom jangan diubah. Kolom yang tidak dipakai boleh dihapus."),
        _("NIK, nomor KK, dan nomor HP tersimpan sebagai teks supaya angkanya tidak hilang."),
        _("Simpan berkas ini, lalu unggah di halaman Impor daftar."),
    ]
    put(sheet.cell(1, 1), _("Cara mengisi"))
    sheet.cell(1, 1).font = LARGE
    for number, line in enumerate(lines, start=2):
        put(sheet.cell(number, 1), line)
        sheet.cell(number, 1).font = PLAIN
    header = len(lines) + 3
    set_page(sheet, size=F4, landscape=True, header_row=header)
    for place, text in enumerate((_("Kolom"), _("Isi"), _("Contoh")), start=1):
        cell = sheet.cell(header, place)
        put(cell, text)
        cell.font, cell.border, cell.fill = BOLD, GRID, SHADE
    for number, column in enumerate(columns, start=header + 1):
        texts: list[Any] = [str(column.label).upper(), str(column.meaning), column.example]
        for place, text in enumerate(texts, start=1):
            cell = sheet.cell(number, place)
            put(cell, text)
            cell.font, cell.border, cell.alignment = PLAIN, GRID, _WRAPPED
        if column.required:
            sheet.cell(number, 1).fill = _WANTED
