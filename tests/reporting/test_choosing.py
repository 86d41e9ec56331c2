"""Minutes of visits and the waiting list: who stands on them and in which order."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from enrollment.transitions import Status
from tests import make
from tests.reporting.asking import fetch, screen
from tests.reporting.papers import field_check
from tests.reporting.reading import pdf_text, table, workbook

pytestmark = pytest.mark.django_db
MINUTES, WAITING, VERIFIED, SHEET = "field-checks", "waiting-list", "verified", "check-sheet"


def waiting(period, name, decile=None, day=1, **values):
    worker = make.worker(full_name=name, dtsen_decile=decile, **values)
    proposed = timezone.make_aware(datetime(2025, 3, day))
    return make.enrollment(
        worker=worker, period=period, status=Status.WAITLISTED, proposed_at=proposed
    )


class TestMinutes:
    @pytest.fixture
    def visits(self, period):
        for name, village, day, works in (
            ("Siti Aminah", "Tlumpu", 1, True),
            ("Budi Santoso", "Tlumpu", 8, False),
            ("Agus Wibowo", "Bendo", 8, True),
        ):
            worker = make.worker(full_name=name, village=make.village(village))
            row = make.enrollment(worker=worker, period=period)
            field_check(row, checked_on=date(2025, 4, day), works=works)

    def test_paper_spells_the_day_and_leaves_room_for_the_officer(
        self, client, official, visits, monkeypatch
    ):
        monkeypatch.setattr("reporting.views.today", lambda: date(2025, 4, 8))
        village = make.village("Tlumpu").code
        text = pdf_text(fetch(client, kind=MINUTES, format="pdf", kelurahan=village).content)
        words = "Pada hari ini Selasa tanggal delapan bulan April tahun dua ribu dua puluh lima"
        assert words in text
        assert "Petugas verifikasi lapangan," in text
        assert "LURAH TLUMPU," in text
        assert "Jumlah seluruhnya 2 diperiksa, 1 memenuhi" in text

    @pytest.mark.parametrize(
        ("days", "names"),
        [
            ({"dari": "2025-04-02"}, ["Agus Wibowo", "Budi Santoso"]),
            ({"sampai": "2025-04-01"}, ["Siti Aminah"]),
            ({"dari": "2025-04-01", "sampai": "2025-04-07"}, ["Siti Aminah"]),
        ],
    )
    def test_days_narrow_the_visits(self, client, official, visits, days, names):
        _header, rows = table(workbook(fetch(client, kind=MINUTES, **days).content)["Daftar"])
        assert [row[1].value for row in rows] == names

    def test_a_day_that_cannot_be_read_gets_a_sentence(self, client, official, visits):
        answer = screen(client, MINUTES, dari="kemarin")
        assert answer.status_code == 400
        assert "Tanggal tidak terbaca" in answer.content.decode()

    def test_a_clerk_sees_own_people_alone(self, client, visits):
        client.force_login(make.clerk(villages=[make.village("Bendo")]))
        _header, rows = table(workbook(fetch(client, kind=MINUTES).content)["Daftar"])
        assert [row[1].value for row in rows] == ["Agus Wibowo"]


class TestWaitingList:
    def test_it_stands_in_the_published_order_across_kelurahan(self, client, official, period):
        waiting(period, "Tanpa Desil", day=1)
        waiting(period, "Desil Tiga", 3, day=2)
        waiting(period, "Desil Satu Lama", 1, day=3, village=make.village("Bendo"))
        waiting(period, "Desil Satu Baru", 1, day=4)
        make.enrollment(worker=make.worker(full_name="Terverifikasi"), period=period)
        header, rows = table(workbook(fetch(client, kind=WAITING).content)["Daftar"])
        assert [(row[0].value, row[1].value) for row in rows] == [
            (1, "Desil Satu Lama"),
            (2, "Desil Satu Baru"),
            (3, "Desil Tiga"),
            (4, "Tanpa Desil"),
        ]
        assert header[0] == "Urutan"


class TestVerified:
    def test_it_names_who_verified_and_nobody_who_is_decreed(self, client, official, period):
        checker = make.checker(full_name="Bu Verifikator")
        for status in (Status.VERIFIED, Status.DECREED):
            worker = make.worker(full_name=f"Orang {status}")
            make.enrollment(worker=worker, period=period, status=status, verified_by=checker)
        page = screen(client, VERIFIED).content.decode()
        assert "Orang verified" in page
        assert "Bu Verifikator" in page
        assert "Orang decreed" not in page


def test_the_sheet_to_take_along_lists_who_waits_and_is_signed_by_hand(client, official, period):
    make.enrollment(worker=make.worker(full_name="Menunggu Kunjungan"), period=period)
    text = pdf_text(fetch(client, kind=SHEET, format="pdf").content)
    assert "Menunggu Kunjungan" in text
    assert "Petugas verifikasi lapangan, (......" in text
