"""Screens of the lists: the catalogue, the preview with its filters, whose people they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AccessEvent
from enrollment.models import Enrollment
from tests import make
from tests.reporting.asking import KIND, fetch, registered, screen
from tests.reporting.reading import table, workbook

pytestmark = pytest.mark.django_db


class TestCatalogue:
    def test_every_kind_is_offered_with_its_forms(self, client, official):
        page = client.get(reverse("reporting:report_list")).content.decode()
        assert reverse("reporting:roster", args=[KIND]) in page
        assert "PDF F4" in page


class TestScreen:
    def test_it_shows_masked_rows_and_counts(self, client, official, period):
        row = registered(period, "Siti Aminah")
        page = screen(client).content.decode()
        assert "Siti Aminah" in page
        assert row.worker.masked_nik in page
        assert row.worker.nik not in page
        assert "1 peserta" in page

    def test_one_kelurahan_is_shown_at_a_time(self, client, official, period):
        registered(period, "Orang Tlumpu", "Tlumpu")
        registered(period, "Orang Bendo", "Bendo")
        page = screen(client, bagian=make.village("Bendo").code).content.decode()
        assert "Orang Bendo" in page
        assert "Orang Tlumpu" not in page

    def test_filters_narrow_the_list_at_once(self, client, official, period):
        registered(period, "Tukang Becak Satu")
        registered(period, "Ojek Satu", occupation=make.occupation("online_motorcycle_taxi"))
        address = reverse("reporting:roster", args=[KIND])
        answer = client.get(
            address, {"pekerjaan": "pedicab_driver"}, headers={"HX-Request": "true"}
        )
        page = answer.content.decode()
        assert "<html" not in page
        assert "Tukang Becak Satu" in page
        assert "Ojek Satu" not in page
        assert "HX-Request" in answer["Vary"]
        assert answer["HX-Push-Url"].endswith(
            "?periode=2025&status=terdaftar&pekerjaan=pedicab_driver"
        )

    def test_only_registered_people_are_listed_unless_asked(self, client, official, period):
        make.enrollment(worker=make.worker(full_name="Baru Usul"), period=period)
        assert "Baru Usul" not in screen(client).content.decode()
        assert "Baru Usul" in screen(client, status="semua").content.decode()
        assert "Baru Usul" in screen(client, status="menunggu").content.decode()
        assert "Baru Usul" not in screen(client, status="aktif").content.decode()

    def test_an_empty_list_says_what_to_try(self, client, official, period):
        answer = screen(client)
        assert answer.status_code == 200
        assert "Tidak ada peserta yang cocok" in answer.content.decode()

    def test_without_any_period_a_sentence_says_what_to_do(self, client, official):
        answer = screen(client)
        assert answer.status_code == 400
        assert "Belum ada periode" in answer.content.decode()

    def test_totals_equal_those_of_the_database(self, client, official, period):
        for village in ("Tlumpu", "Tlumpu", "Bendo"):
            registered(period, village=village)
        preview = screen(client).context["preview"]
        for group in preview.groups:
            count = Enrollment.objects.filter(worker__village=group.key).count()
            assert group.total.figures[0].value == count
        assert preview.total.figures[0].value == Enrollment.objects.count()


class TestScope:
    def test_a_clerk_sees_and_prints_own_people_alone(self, client, period):
        registered(period, "Orang Tlumpu", "Tlumpu")
        registered(period, "Orang Bendo", "Bendo")
        client.force_login(make.clerk(villages=[make.village("Tlumpu")]))
        page = screen(client).content.decode()
        assert "Orang Tlumpu" in page
        assert "Orang Bendo" not in page
        _header, rows = table(workbook(fetch(client).content)["Daftar"])
        assert [row[2].value for row in rows] == ["Orang Tlumpu"]

    def test_another_kelurahan_looks_absent(self, client, period):
        client.force_login(make.clerk(villages=[make.village("Tlumpu")]))
        other = make.village("Bendo").code
        assert screen(client, kelurahan=other).status_code == 404
        assert fetch(client, kelurahan=other).status_code == 404
        assert not AccessEvent.objects.exists()

    @pytest.mark.parametrize(
        "values",
        [
            {"periode": "1999"},
            {"kelurahan": "0"},
            {"kecamatan": "x\x00y"},
            {"pekerjaan": "'; DROP TABLE"},
            {"kelurahan": "9" * 5000},
        ],
    )
    def test_what_is_not_there_is_not_found(self, client, official, period, values):
        assert screen(client, **values).status_code == 404
        assert fetch(client, **values).status_code == 404

    def test_an_unknown_kind_is_not_found(self, client, official, period):
        assert screen(client, kind="tidak-ada").status_code == 404
        assert fetch(client, kind="tidak-ada").status_code == 404


@pytest.mark.parametrize("answer", [screen, fetch])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, official, period, answer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert answer(client).status_code == 200
        return len(captured)

    for _number in range(3):
        registered(period)
    queries()  # the first request also writes the session
    few = queries()
    assert few <= 13
    for number in range(27):
        registered(period, village=("Bendo", "Tlumpu")[number % 2])
    assert queries() == few
