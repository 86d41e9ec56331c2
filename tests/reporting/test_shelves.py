"""Rows of long lists lie in a file, and nobody who reads them notices."""

import os
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from enrollment.models import Enrollment
from reporting.build import build_roster
from reporting.catalogue.people import PARTICIPANTS_BY_VILLAGE
from reporting.pdf import render_pdf
from reporting.shelves import FiledRows, Shelf
from reporting.xlsx import render_apart
from tests import make
from tests.reporting.asking import registered
from tests.reporting.reading import pdf_pages, workbook
from tests.reporting.rosters import roster

ROWS = tuple((n, f"Orang {n}", date(2025, 1, 1), None, "") for n in range(1, 1_235))


@pytest.fixture
def filed():
    return Shelf(room=0).keep(iter(ROWS))


def open_files():
    return len(os.listdir("/proc/self/fd"))


class TestFiledRows:
    def test_they_are_what_was_kept_as_often_as_anybody_asks(self, filed):
        assert isinstance(filed, FiledRows)
        assert tuple(filed) == tuple(filed) == ROWS
        assert len(filed) == len(ROWS)

    @pytest.mark.parametrize("place", [0, 499, 500, 1_000, 1_233, -1, -1_234])
    def test_each_has_its_place(self, filed, place):
        assert filed[place] == ROWS[place]

    def test_there_is_none_beyond_the_last(self, filed):
        with pytest.raises(IndexError):
            filed[len(ROWS)]

    @pytest.mark.parametrize(
        "part",
        [
            slice(None, -3),
            slice(-3, None),
            slice(499, 501),
            slice(500, 1_000),
            slice(1_000, 5_000),
            slice(7, 7),
            slice(9, 3),
            slice(2_000, None),
        ],
    )
    def test_a_stretch_of_them_is_cut_like_any_other(self, filed, part):
        assert tuple(filed[part]) == ROWS[part]
        assert len(filed[part]) == len(ROWS[part])
        assert tuple(filed[5:-5][part]) == ROWS[5:-5][part]

    def test_leaving_some_out_is_refused(self, filed):
        with pytest.raises(ValueError, match="stretches"):
            filed[::2]

    def test_two_may_read_at_the_same_time(self, filed):
        assert list(zip(filed, filed[::1], strict=True)) == list(zip(ROWS, ROWS, strict=True))


class TestShelf:
    def test_short_lists_are_plain_tuples(self):
        assert Shelf().keep(iter(ROWS)) == ROWS

    def test_groups_share_the_room_of_their_list(self):
        shelf = Shelf(room=10)
        kept = [shelf.keep(rows) for rows in (ROWS[:6], ROWS[6:12], ROWS[12:16], ROWS[16:17])]
        assert [isinstance(rows, FiledRows) for rows in kept] == [False, True, False, True]
        assert tuple(row for rows in kept for row in rows) == ROWS[:17]

    def test_the_file_goes_with_the_last_of_its_rows(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        before = open_files()
        part = Shelf(room=0).keep(ROWS)[3:]
        assert open_files() == before + 1
        assert list(tmp_path.iterdir()) == []
        assert next(islice(part, 1)) == ROWS[3]
        del part
        assert open_files() == before


class TestRenderers:
    @pytest.fixture
    def pair(self):
        """The same list from memory and from a file."""
        plain = roster(230, 2, 600)
        shelf = Shelf(room=0)
        groups = [replace(group, rows=shelf.keep(group.rows)) for group in plain.groups]
        return plain, replace(plain, groups=tuple(groups))

    def test_the_fingerprint_is_the_same(self, pair):
        plain, filed = pair
        assert plain.sha256 == filed.sha256

    def test_paper_is_the_same(self, pair):
        plain, filed = map(render_pdf, pair)
        assert pdf_pages(plain) == pdf_pages(filed)

    def test_workbooks_are_the_same(self, pair):
        plain, filed = (workbook(render_apart(made)) for made in pair)
        assert plain.sheetnames == filed.sheetnames
        assert [list(sheet.values) for sheet in plain] == [list(sheet.values) for sheet in filed]


@pytest.mark.django_db
def test_a_long_list_is_built_onto_a_file(monkeypatch):
    period = make.period()
    for village in ("Tlumpu", "Bendo", "Tlumpu"):
        registered(period, village=village)

    def build():
        return build_roster(
            PARTICIPANTS_BY_VILLAGE,
            rows=Enrollment.objects.all(),
            caption=(),
            on=date(2025, 5, 1),
        )

    plain = build()
    monkeypatch.setattr("reporting.build.Shelf", lambda: Shelf(room=1))
    filed = build()
    assert [isinstance(group.rows, FiledRows) for group in filed.groups] == [False, True]
    assert list(filed.rows()) == list(plain.rows())
    assert filed.total == plain.total
