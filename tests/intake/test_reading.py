"""Opening files: every kind is read, every bad file refused with a reason, none hurts us."""

import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from intake.confined import limits
from intake.reading import UnreadableFile, read_file
from intake.reading.refusals import SENTENCES
from tests.intake import bad_files, files_made, hostile_files, judge
from tests.intake.made_shapes import MadeList, MadeSheet

ROOT = Path(__file__).parents[2]
CELLS: list[list[Any]] = [
    ["NO", "NIK", "LAHIR", "N"],
    [1, "0350", date(1980, 5, 17), 3572020703800010],
    [],
    [2.5],
]
BAD = [
    *bad_files.refused(),
    *hostile_files.foreign(),
    *hostile_files.broken(),
    *hostile_files.bombs(),
]
ENDURED = list(hostile_files.endured())
# Refusals of lists that were read: see intake.services.continuing.
OF_ANSWERS = {"rows_of_several_lists", "rows_of_no_list"}
GOOD = sorted(path for path in judge.LISTS.iterdir() if path.suffix in {".xlsx", ".xls", ".ods"})


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


class TestReadFile:
    @pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
    def test_gives_typed_cells_and_the_numbers_of_rows(self, kind, tmp_path):
        made = MadeList(f"a.{kind}", kind, [MadeSheet("Data", CELLS)], {})
        reading = read_file(files_made.write(made, tmp_path), "a")
        sheet = reading.sheets[0]
        assert (reading.kind, sheet.name, sheet.hidden) == (kind, "Data", False)
        assert [row.number for row in sheet.rows] == [1, 2, 4]
        assert sheet.rows[1].cells == [1, "0350", date(1980, 5, 17), 3572020703800010]
        assert sheet.rows[2].cells == [2.5]

    @pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
    def test_columns_keep_their_letters_when_the_first_are_empty(self, kind, tmp_path):
        rows = [[], [None, None, "a"], [None, None, None, "b"]]
        made = MadeList(f"a.{kind}", kind, [MadeSheet("Data", rows)], {})
        sheet = read_file(files_made.write(made, tmp_path), "a").sheets[0]
        assert [(row.number, row.cells) for row in sheet.rows] == [
            (2, [None, None, "a"]),
            (3, [None, None, None, "b"]),
        ]

    @pytest.mark.parametrize("kind", ["xlsx", "xls"])
    def test_hidden_sheets_and_merged_cells_are_known(self, kind, tmp_path):
        sheets = [
            MadeSheet("Lama", [["a", "b"]], hidden=True),
            MadeSheet("Baru", [["a", "b"], [None, "c"]], merges=[(1, 2, 1, 1)]),
        ]
        reading = read_file(
            files_made.write(MadeList(f"a.{kind}", kind, sheets, {}), tmp_path), "a"
        )
        assert [(sheet.name, sheet.hidden) for sheet in reading.sheets] == [
            ("Lama", True),
            ("Baru", False),
        ]
        assert reading.sheets[1].merges == [(1, 2, 1, 1)]

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
    def test_reads_delimited_text_in_any_usual_form(self, delimiter, encoding, tmp_path):
        rows = [["NIK", "NAMA\nLENGKAP"], ["3572", "Ma’ruf, S.Pd."], ["1", 'Si "Met"; dkk']]
        made = MadeList("a.csv", "csv", [MadeSheet("", rows)], {}, delimiter, encoding)
        sheet = read_file(files_made.write(made, tmp_path), "a.csv").sheets[0]
        assert sheet.name == ""
        assert [row.cells for row in sheet.rows] == rows
        assert [row.number for row in sheet.rows] == [1, 2, 3]

    def test_text_named_like_a_workbook_is_read_when_it_is_a_list(self, tmp_path):
        path = save(tmp_path, "a.xls", b"NIK\tNAMA\r\n3572\tSlamet\r\n")
        assert read_file(path, "a.xls").sheets[0].rows[1].cells == ["3572", "Slamet"]

    def test_the_delimiter_named_by_excel_is_believed(self, tmp_path):
        path = save(tmp_path, "a.csv", b'sep=,\r\nNIK,NAMA\r\n1,"a;b"\r\n')
        assert read_file(path, "a.csv").sheets[0].rows[1].cells == ["1", "a;b"]

    def test_digits_guarded_by_a_formula_are_text(self, tmp_path):
        path = save(tmp_path, "a.csv", b'NIK;RT;NAMA\r\n"=""3572""";"=""003""";=SUM(A1)\r\n')
        assert read_file(path, "a.csv").sheets[0].rows[1].cells == ["3572", "003", "=SUM(A1)"]

    def test_a_moment_stays_a_moment(self, tmp_path):
        path = save(tmp_path, "a.xlsx", files_made.xlsx_of([["a", datetime(2025, 3, 1, 7, 30)]]))
        assert read_file(path, "a").sheets[0].rows[0].cells[1] == datetime(2025, 3, 1, 7, 30)

    def test_formats_far_from_the_list_do_no_harm(self, tmp_path):
        workbook = openpyxl.load_workbook(BytesIO(files_made.xlsx_of([["NIK", "NAMA"], [1, "a"]])))
        workbook.active.cell(1_048_576, 16_384).font = Font(bold=True)
        workbook.save(tmp_path / "a.xlsx")
        assert len(read_file(tmp_path / "a.xlsx", "a").sheets[0].rows) == 2

    def test_a_workbook_that_the_fast_reader_refuses_is_read_by_the_other(self, tmp_path):
        good = files_made.xlsx_of([["NIK", "NAMA"], ["3572", "Slamet"]])
        path = save(tmp_path, "a.xlsx", bad_files.only_for_openpyxl(good))
        assert read_file(path, "a").sheets[0].rows[1].cells == ["3572", "Slamet"]

    def test_twenty_thousand_rows_of_twenty_columns_pass(self, tmp_path):
        rows = [[f"cell {row} {column}" for column in range(20)] for row in range(20_000)]
        path = save(tmp_path, "big.csv", "\n".join(";".join(row) for row in rows).encode())
        assert len(read_file(path, "big.csv").sheets[0].rows) == 20_000


class TestRefusals:
    @pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, *_ in BAD])
    def test_a_bad_file_is_refused_with_its_reason(self, name, data, code, tmp_path):
        with pytest.raises(UnreadableFile) as refusal:
            read_file(save(tmp_path, name, data), name)
        assert refusal.value.code == code
        assert refusal.value.sentence == str(refusal.value)
        assert "%(" not in refusal.value.sentence

    def test_every_reason_is_shown_by_a_file_or_a_limit(self):
        shown = {code for _name, _data, code in BAD}
        assert set(SENTENCES) - shown - OF_ANSWERS == {"too_heavy", "too_slow"}

    @pytest.mark.parametrize(("name", "data"), ENDURED, ids=[name for name, _data in ENDURED])
    def test_an_odd_file_is_read_or_refused_in_time(self, name, data, tmp_path):
        before = time.monotonic()
        with suppress(UnreadableFile):
            assert read_file(save(tmp_path, name, data), name).sheets
        assert time.monotonic() - before < limits.WALL_SECONDS + 5

    def test_a_file_that_asks_for_all_memory_only_ends_its_own_process(self, tmp_path):
        # Spaces around the equals sign pass the look into the archive; the wall is the limit.
        path = save(tmp_path, "far.xlsx", bad_files.far_corner_in_disguise())
        with pytest.raises(UnreadableFile) as refusal:
            read_file(path, "far.xlsx")
        assert refusal.value.code in {"too_heavy", "too_far", "too_many_rows", "too_many_columns"}

    def test_a_reader_that_takes_too_long_is_ended(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
        with pytest.raises(UnreadableFile) as refusal:
            read_file(save(tmp_path, "a.csv", b"NIK;NAMA\r\n1;a\r\n"), "a.csv")
        assert refusal.value.code == "too_slow"

    def test_a_reader_that_says_too_much_is_cut_off(self, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "OUTPUT_BYTES", 10)
        with pytest.raises(UnreadableFile) as refusal:
            read_file(save(tmp_path, "a.csv", b"NIK;NAMA\r\n1;a\r\n"), "a.csv")
        assert refusal.value.code == "too_heavy"

    @pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
    @pytest.mark.parametrize("seed", range(4))
    def test_a_damaged_file_is_read_or_refused_and_nothing_else(self, path, seed, tmp_path):
        damaged = bad_files.mutated(path.read_bytes(), seed)
        with suppress(UnreadableFile):
            assert read_file(save(tmp_path, path.name, damaged), path.name).sheets


class TestConfinedProcess:
    def run(self, code: str) -> str:
        start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"
        return subprocess.run(
            [sys.executable, "-I", "-c", start], capture_output=True, text=True, check=True, env={}
        ).stdout.strip()

    def test_stands_under_its_limits(self):
        found = self.run(
            "import resource as r; from intake.confined.main import confine; confine();"
            "print(r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CPU)[1],"
            "r.getrlimit(r.RLIMIT_CORE)[1], r.getrlimit(r.RLIMIT_FSIZE)[1])"
        )
        assert found == f"{limits.MEMORY_BYTES} {limits.CPU_SECONDS} 0 0"

    def test_loads_nothing_of_the_application(self):
        found = self.run(
            "from intake.confined import main, archive, delimited, workbooks;"
            "print({'django', 'common', 'workers', 'psycopg', 'sqlite3'} & set(sys.modules))"
        )
        assert found == "set()"
