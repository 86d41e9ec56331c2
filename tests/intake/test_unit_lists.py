"""Lists of people whom other units cover: read like any list, checked against both registers."""

from datetime import date

import pytest

from enrollment.transitions import Status
from intake import services
from tests import make
from tests.intake.other_lists import covers, staged
from tests.intake.sheets import row_of
from tests.intake.sheets import staged as staged_people

pytestmark = pytest.mark.django_db

KESRA = "Bagian Perekonomian dan Kesra"


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def sent(period, admin):
    def send(*rows, form="xlsx", **values):
        batch = staged(
            covers(rows, **values), kind="other_cover", period=period, by=admin, form=form
        )
        return list(batch.rows.people())

    return send


def codes(row) -> list[str]:
    return [problem["code"] for problem in row.problems]


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_every_person_is_read_with_the_unit_of_the_title(sent, form):
    rows = sent(
        (make.nik(), "Siti Aminah", "PU", "01/02/2025", None, "Aktif"),
        (
            make.nik(),
            "H. Slamet, S.Ag",
            "Bukan Penerima Upah",
            "Februari 2025",
            "Desember 2025",
            "",
        ),
        (make.nik(), "Wagiman", "BPU", "1 Feb 2025", "30-06-2025", "Non aktif"),
        form=form,
    )
    assert [row.verdict for row in rows] == ["new", "new", "new"]
    assert {row.values["unit"] for row in rows} == {KESRA}
    assert [row.sources["unit"] for row in rows] == ["title"] * 3
    found = [
        (row.values["segment"], row.values["starts_on"], row.values.get("ends_on")) for row in rows
    ]
    assert found == [
        ("pu", "2025-02-01", None),
        ("bpu", "2025-02-01", "2025-12-31"),
        ("bpu", "2025-02-01", "2025-06-30"),
    ]


def test_a_unit_in_the_row_stands_over_the_title_and_gets_its_known_name(sent):
    rows = sent(
        (make.nik(), "Siti", "dishub", "01-02-2025"),
        (make.nik(), "Budi", "Paguyuban Becak Wisata", "01-02-2025"),
        headings=["NO", "NIK", "NAMA", "OPD", "MULAI"],
    )
    assert [row.values["unit"] for row in rows] == ["Dinas Perhubungan", "Paguyuban Becak Wisata"]
    assert rows[0].repairs["unit"] == ["dishub", "Dinas Perhubungan"]


def test_without_a_unit_nothing_can_be_saved(sent):
    (row,) = sent((make.nik(), "Siti", "PU", "01-02-2025"), title="DAFTAR PESERTA")
    assert (row.verdict, codes(row)) == ("error", ["unit_missing"])


def test_a_month_of_no_year_is_no_day(sent):
    (row,) = sent((make.nik(), "Siti", "PU", "Januari 0000"))
    assert "value_unreadable" in codes(row)


def test_without_a_first_day_the_period_gives_it_and_says_so(sent, period):
    (row,) = sent((make.nik(), "Siti", "PU", None, None, "Aktif"))
    assert (row.verdict, codes(row)) == ("warning", ["cover_start_missing"])
    assert row.values["starts_on"] == period.starts_on.isoformat()


def test_days_in_the_wrong_order_are_held(sent):
    (row,) = sent((make.nik(), "Siti", "PU", "01-02-2025", "31-01-2025"))
    assert codes(row) == ["cover_days"]


def test_a_cover_that_is_over_without_a_last_day_asks(sent):
    (row,) = sent((make.nik(), "Siti", "PU", "01-02-2025", None, "Non aktif"))
    assert codes(row) == ["cover_over"]


def test_one_person_of_two_units_is_two_covers(sent):
    nik = make.nik()
    rows = sent(
        (nik, "Siti", "dishub", "01-02-2025"),
        (nik, "Siti", "dlh", "01-02-2025"),
        (nik, "SITI", "dlh", "01-02-2025"),
        headings=["NO", "NIK", "NAMA", "OPD", "MULAI"],
    )
    assert [row.verdict for row in rows] == ["new", "new", "same"]
    assert [row.ready for row in rows] == [True, True, False]


def test_two_names_under_one_nik_hold_the_second(sent):
    nik = make.nik()
    rows = sent((nik, "Siti", "PU", "01-02-2025"), (nik, "Bambang", "PU", "01-03-2025"))
    assert [codes(row) for row in rows] == [[], ["nik_other_name"]]


class TestAgainstTheRegistry:
    def test_double_cover_is_said(self, sent, period):
        worker = make.worker()
        make.enrollment(worker=worker, period=period, status=Status.DECREED)
        (row,) = sent((worker.nik, worker.full_name, "PU", "01-02-2025"))
        assert (row.verdict, codes(row)) == ("warning", ["covered_here"])

    def test_days_before_the_period_are_no_double_cover(self, sent, period):
        worker = make.worker()
        make.enrollment(worker=worker, period=period, status=Status.DECREED)
        (row,) = sent((worker.nik, worker.full_name, "PU", "01-02-2025", "31-03-2025"))
        assert row.verdict == "new"

    def test_a_known_cover_is_the_same_or_says_what_changed(self, sent):
        same, ended = make.nik(), make.nik()
        for nik in (same, ended):
            make.other_cover(nik=nik, full_name="Siti", unit=KESRA, segment="pu")
        rows = sent(
            (same, "Siti", "PU", "01-02-2025"),
            (ended, "Siti", "PU", "01-02-2025", "30-06-2025"),
        )
        assert [row.verdict for row in rows] == ["same", "update"]
        assert rows[1].changes == {"ends_on": ["", "2025-06-30"]}


class TestUsualLists:
    def test_a_list_of_people_names_the_unit_that_covers_somebody(self, period):
        nik = make.nik()
        make.other_cover(nik=nik, ends_on=date(2025, 6, 30))
        batch = staged_people(period, make.clerk(), [row_of(nik), row_of(make.nik())])
        rows = list(batch.rows.people())
        assert [codes(row) for row in rows] == [["covered_elsewhere"], []]
        assert (
            "Bagian Kesra, 1 Februari 2025 sampai 30 Juni 2025" in rows[0].problems[0]["message"]
        )

    def test_a_cover_that_came_later_is_found_on_checking_again(self, period):
        nik, clerk = make.nik(), make.clerk()
        batch = staged_people(period, clerk, [row_of(nik)])
        make.other_cover(nik=nik)
        services.recheck_batch(batch_id=batch.pk, by=clerk, on=period.starts_on)
        assert codes(batch.rows.people().get()) == ["covered_elsewhere"]
