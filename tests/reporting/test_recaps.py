"""Recaps: one row for everybody alike, counted by the database."""

from datetime import date

import pytest

from common.dates import age_on
from enrollment.models import FundingSource
from enrollment.transitions import Status
from reporting.measures import AGES, years_before
from tests import make
from tests.reporting.asking import fetch, registered, screen
from tests.reporting.reading import pdf_text, table, workbook

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 28)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("reporting.views.today", lambda: ON)


def rows_of(client, kind, **values):
    header, rows = table(workbook(fetch(client, kind=kind, **values).content)["Daftar"])
    return [dict(zip(header, (cell.value for cell in row), strict=True)) for row in rows]


class TestByVillage:
    def test_sex_and_age_are_counted_in_each_kelurahan(self, client, official, period):
        registered(period, birth_date=date(2001, 2, 28), sex="F")  # 25 today
        registered(period, birth_date=date(2001, 3, 1))  # 25 tomorrow
        registered(period, village="Bendo", birth_date=date(1960, 1, 1))
        rows = rows_of(client, "recap-by-village")
        assert [(row["Kecamatan"], row["Kelurahan"]) for row in rows] == [
            ("Kepanjenkidul", "Bendo"),
            ("Sukorejo", "Tlumpu"),
        ]
        tlumpu = rows[1]
        assert (tlumpu["Peserta"], tlumpu["Laki-laki"], tlumpu["Perempuan"]) == (2, 1, 1)
        assert (tlumpu["Usia < 25"], tlumpu["Usia 25–34"], tlumpu["Usia 55+"]) == (1, 1, 0)

    def test_screen_and_paper_show_the_same_sums(self, client, official, period):
        for village in ("Tlumpu", "Tlumpu", "Bendo"):
            registered(period, village=village)
        page = screen(client, "recap-by-village").content.decode()
        assert "3 peserta" in page
        assert "NIK disamarkan" not in page
        text = pdf_text(fetch(client, kind="recap-by-village", format="pdf").content)
        assert "Jumlah seluruhnya 3 3 0 0 0 0 3 0" in text
        assert "Usia dihitung pada 28 Februari 2026." in text

    def test_a_clerk_counts_own_people_alone(self, client, period):
        registered(period, village="Tlumpu")
        registered(period, village="Bendo")
        client.force_login(make.clerk(villages=[make.village("Bendo")]))
        assert [row["Kelurahan"] for row in rows_of(client, "recap-by-village")] == ["Bendo"]


class TestByOccupation:
    def test_every_occupation_of_a_kelurahan_is_one_row(self, client, official, period):
        for slug in ("pedicab_driver", "pedicab_driver", "mosque_caretaker"):
            registered(period, occupation=make.occupation(slug))
        rows = rows_of(client, "recap-by-occupation")
        assert {(row["Pekerjaan"], row["Peserta"]) for row in rows} == {
            ("Tukang becak", 2),
            ("Marbot masjid", 1),
        }
        assert [row["No."] for row in rows] == [1, 2]


class TestByFunding:
    def test_all_running_periods_are_counted_unless_one_is_chosen(self, client, official, period):
        other = FundingSource.objects.exclude(pk=period.funding_source_id)[0]
        second = make.period(
            code="2025-B",
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            funding_source=other,
        )
        registered(period)
        registered(second)
        over = make.period(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
        make.enrollment(period=over, status=Status.REGISTERED)
        sources = {row["Sumber dana"] for row in rows_of(client, "recap-by-funding")}
        assert sources == {period.funding_source.name, other.name}
        rows = rows_of(client, "recap-by-funding", periode="2025-B")
        assert [(row["Sumber dana"], row["Peserta"]) for row in rows] == [(other.name, 1)]


class TestAges:
    @pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)])
    @pytest.mark.parametrize("born", [date(2000, 2, 28), date(2000, 2, 29), date(2000, 3, 1)])
    def test_the_database_is_told_the_birthday_that_python_counts_from(self, on, born):
        age = age_on(born, on)
        assert born <= years_before(on, age)
        assert born > years_before(on, age + 1)

    def test_bands_leave_nobody_out_and_count_nobody_twice(self):
        class Row:
            class worker:
                birth_date = date(1990, 1, 1)

        for year in range(1925, 2026):
            Row.worker.birth_date = date(year, 6, 1)
            assert sum(measure.of(Row, ON) for measure in AGES) == 1
