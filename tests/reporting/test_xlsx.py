"""Workbooks, read back cell by cell."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from reporting.papers import A4
from reporting.xlsx import render_apart, render_xlsx
from tests.reporting.reading import table, workbook
from tests.reporting.rosters import COLUMNS, frame, roster

HOSTILE = [
    '=cmd|"/c calc"!A0',
    "=1+1",
    "+62812",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "http://contoh.example",
    "0012",
    "1E5",
    "<b>&amp;",
    "#REF!",
]


class TestList:
    def test_every_cell_reads_back_as_the_roster_says(self):
        made = roster(3, 2)
        header, rows = table(workbook(render_xlsx(made))["Daftar"])
        assert header == [str(column.heading) for column in COLUMNS]
        expected = [
            [
                datetime.combine(value, datetime.min.time()) if hasattr(value, "year") else value
                for value in row
            ]
            for row in made.rows()
        ]
        assert [[cell.value or "" for cell in row] for row in rows] == expected

    def test_digits_are_text_dates_are_dates_and_numbers_are_numbers(self):
        header, rows = table(workbook(render_xlsx(roster(1)))["Daftar"])
        cells = dict(zip(header, rows[0], strict=True))
        for heading in ("NIK", "RT", "RW", "KPJ", "Nama"):
            assert (cells[heading].data_type, cells[heading].number_format) == ("s", "@")
        for heading in ("Tanggal lahir", "Mulai perlindungan"):
            assert cells[heading].is_date
            assert cells[heading].number_format == "d-m-yyyy"
        assert (cells["No."].data_type, cells["No."].value) == ("n", 1)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_text_becomes_a_formula_number_or_link(self, text):
        values = {column.key: text for column in COLUMNS if column.kind in ("text", "digits")}
        content = render_xlsx(roster(1, first=values, title=text, frame=frame(note=text)))
        for sheet in workbook(content):
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds
        header, rows = table(workbook(content)["Daftar"])
        cells = dict(zip(header, rows[0], strict=True))
        for heading in ("Nama", "NIK", "Alamat", "Keterangan"):
            assert (cells[heading].value, cells[heading].data_type) == (text, "s")
            assert cells[heading].hyperlink is None

    def test_letterhead_title_and_filters_stand_above_and_signatures_below(self):
        sheet = workbook(render_xlsx(roster(2)))["Daftar"]
        column = [row[0].value for row in sheet.iter_rows(max_row=5)]
        assert column == [
            "PEMERINTAH KOTA CONTOH",
            "DINAS CONTOH",
            "Jalan Contoh 1",
            "DAFTAR PESERTA PER KELURAHAN",
            "Periode: Periode 2025 · Status: Terdaftar",
        ]
        everything = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "NAMA CONTOH" in everything
        assert "Jumlah seluruhnya: 2 peserta" in everything

    def test_a_long_list_has_every_row_once_and_the_rest_right_below(self):
        made = roster(700, 500)
        sheet = workbook(render_xlsx(made))["Daftar"]
        _header, rows = table(sheet)
        assert [row[0].value for row in rows] == list(range(1, 1201))
        last = rows[-1][0].row
        assert sheet.cell(last + 1, 1).value is None
        assert sheet.cell(last + 2, 1).value == "Jumlah seluruhnya: 1.200 peserta"
        assert "NAMA CONTOH" in [cell.value for row in sheet[last + 3 : last + 12] for cell in row]
        assert all(cell.row == number for number, row in enumerate(sheet.rows, 1) for cell in row)

    def test_spaces_stay_and_characters_that_no_file_may_hold_go(self):
        content = render_xlsx(roster(1, first={"full_name": " A\x07 B  C "}))
        header, rows = table(workbook(content)["Daftar"])
        assert dict(zip(header, rows[0], strict=True))["Nama"].value == " A B  C "

    def test_an_empty_list_has_a_header_and_says_so(self):
        sheet = workbook(render_xlsx(roster()))["Daftar"]
        header, rows = table(sheet)
        assert header[2] == "Nama"
        assert rows[0][0].value == "Tidak ada peserta yang cocok dengan saringan ini."


class TestSheet:
    def test_header_is_frozen_filtered_and_repeated_on_f4_landscape(self):
        sheet = workbook(render_xlsx(roster(3)))["Daftar"]
        assert sheet.freeze_panes == "A7"
        assert sheet.auto_filter.ref == "A6:O9"
        assert sheet.print_title_rows == "$6:$6"
        assert sheet.print_area.startswith("'Daftar'!$A$1:$O$")
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
        assert sheet.column_dimensions["C"].width == 30
        assert sheet.oddFooter.right.text == "Halaman &P dari &N"
        assert sheet.oddFooter.left.text == "Dibuat 8 April 2025"

    def test_it_is_one_page_wide_and_as_many_high_as_needed(self):
        with ZipFile(BytesIO(render_xlsx(roster(3)))) as file:
            for name in ("sheet1", "sheet2"):
                part = file.read(f"xl/worksheets/{name}.xml").decode()
                assert 'fitToHeight="0"' in part
                assert 'fitToPage="1"' in part

    def test_another_paper_is_named_in_the_file(self):
        sheet = workbook(render_xlsx(roster(1, paper=A4)))["Daftar"]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")


class TestTotals:
    def test_sub_totals_and_grand_total_are_numbers_on_their_own_sheet(self):
        sheet = workbook(render_xlsx(roster(3, 2)))["Rekap"]
        rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=6)]
        assert rows == [
            ("Kelompok", "Peserta"),
            ("Kecamatan Sukorejo – Kelurahan Contoh 1", 3),
            ("Kecamatan Sukorejo – Kelurahan Contoh 2", 2),
            ("Jumlah seluruhnya", 5),
        ]


class TestSheetsApart:
    def test_every_group_has_a_sheet_with_its_rows_and_total(self):
        made = roster(3, 2)
        book = workbook(render_apart(made))
        assert book.sheetnames == ["Contoh 1", "Contoh 2", "Rekap"]
        lines = [row for name in ("Contoh 1", "Contoh 2") for row in table(book[name])[1]]
        found = [[cell.value for cell in row] for row in lines]
        assert [row[2] for row in found] == [row[2] for row in made.rows()]
        assert [row[0] for row in found] == [1, 2, 3, 4, 5]
        texts = [cell.value for cell in book["Contoh 2"]["A"]]
        assert "Jumlah Kelurahan Contoh 2: 2 peserta" in texts
        assert "Jumlah seluruhnya: 5 peserta" not in texts
        assert book["Rekap"]["B9"].value == 5

    def test_each_is_set_up_like_the_whole_list(self):
        book = workbook(render_apart(roster(3, 2)))
        for name, last in (("Contoh 1", 9), ("Contoh 2", 8)):
            sheet = book[name]
            assert sheet.freeze_panes == "A7"
            assert sheet.auto_filter.ref == f"A6:O{last}"
            assert sheet.print_title_rows == "$6:$6"
            assert sheet.print_area.startswith(f"'{name}'!$A$1:$O$")
            assert sheet.page_setup.paperSize == 14

    def test_no_name_of_a_group_breaks_the_workbook(self):
        groups = [
            replace(group, name=name)
            for group, name in zip(
                roster(1, 1, 1, 1).groups,
                ("A/B [c]:*?\\", "x" * 99, "x" * 99, "'':"),
                strict=True,
            )
        ]
        book = workbook(render_apart(roster(groups=tuple(groups))))
        assert len(book.sheetnames) == 5
        assert len({name.casefold() for name in book.sheetnames}) == 5
        assert all(0 < len(name) <= 31 for name in book.sheetnames)

    def test_an_empty_list_is_one_sheet_that_says_so(self):
        book = workbook(render_apart(roster()))
        assert book.sheetnames == ["Daftar", "Rekap"]
