"""A list read as it comes: what is said first is taken first, what was read is let go."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from intake.interpret import Hints, RawRow, RawSheet, Reading, interpret, interpret_rows
from intake.reading import read_file
from intake.reading.process import run_confined
from tests.intake import judge

HEAD = ["NIK", "NAMA", "KELURAHAN"]
PEOPLE = [[f"357202070380{number:04}", "Slamet Santoso", "Turi"] for number in range(1, 4)]


@pytest.fixture(scope="module")
def facts():
    return judge.facts()


def reading(*rows: list[str]) -> Reading:
    raw = [RawRow(number, list(cells)) for number, cells in enumerate(rows, start=1)]
    return Reading("daftar.xlsx", "xlsx", [RawSheet("Data", False, raw)])


def children() -> set[str]:
    """Give the processes that this one started and has not collected."""
    return {
        stat.parent.name
        for stat in Path("/proc").glob("[0-9]*/stat")
        if stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[1] == str(os.getpid())
    }


class TestInterpretRows:
    def test_gives_what_the_whole_at_once_gives(self, facts):
        path = next(path for path in sorted(judge.LISTS.glob("*.xlsx")))
        whole = interpret(read_file(path, path.name), facts=facts, hints=Hints())
        stream = interpret_rows(read_file(path, path.name), facts=facts, hints=Hints())
        assert list(stream.rows) == whole.rows
        assert (stream.sheets, stream.notes) == (whole.sheets, whole.notes)

    def test_lets_go_of_what_it_gave(self, facts):
        read = reading(HEAD, *PEOPLE)
        stream = interpret_rows(read, facts=facts, hints=Hints())
        assert next(stream.rows).kind == "ignored"
        assert read.sheets[0].rows == []
        assert [row.values["nik"] for row in stream.rows] == [cells[0] for cells in PEOPLE]

    def test_its_remarks_are_complete_after_the_last_row(self, facts):
        stream = interpret_rows(
            reading(["Surat tanpa daftar", "apa pun"]), facts=facts, hints=Hints()
        )
        next(stream.rows)
        assert stream.notes == []
        assert list(stream.rows) == []
        assert stream.notes == ["Tidak ada daftar orang di lembar “Data”."]

    @pytest.mark.parametrize("rows", [[HEAD, *PEOPLE], PEOPLE], ids=["headed", "bare"])
    def test_the_whole_at_once_leaves_the_reading_as_it_is(self, rows, facts):
        read = reading(*rows)
        first = interpret(read, facts=facts, hints=Hints())
        assert interpret(read, facts=facts, hints=Hints()) == first
        assert [raw.cells for raw in read.sheets[0].rows] == rows


class TestReadFile:
    def test_equal_texts_are_one_text_in_memory(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("NIK;KELURAHAN\n" + "3572020703800001;Kepanjenkidul\n" * 1000)
        rows = read_file(path, "a.csv").sheets[0].rows[1:]
        assert len({id(row.cells[1]) for row in rows}) == 1


class TestRunConfined:
    def test_says_its_lines_whole(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("NIK;NAMA\n" + "3572020703800001;Slamet\n" * 20_000)
        lines = list(run_confined(path))
        assert lines[0] == b'{"kind":"csv"}'
        assert all(line.startswith((b"{", b"[")) and line.endswith((b"}", b"]")) for line in lines)

    def test_ends_when_nobody_listens_any_more(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("NIK;NAMA\n" + "3572020703800001;Slamet\n" * 20_000)
        before = children()
        with closing(run_confined(path)) as lines:
            next(lines)
            assert children() - before
        assert not children() - before
