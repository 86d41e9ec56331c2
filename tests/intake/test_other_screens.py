"""Screens of results of BPJS and of other units' lists: the same pages, their own words."""

import pytest
from django.urls import reverse

from enrollment.transitions import ReturnReason, Status
from intake import services
from intake.models import ImportBatch
from tests import make
from tests.intake.other_lists import covers, file_of, results, staged

pytestmark = pytest.mark.django_db

LIST = reverse("intake:batch_list")
UPLOAD = reverse("intake:batch_upload")
NUMBER = "24012345678"


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


@pytest.fixture
def worker(period):
    place = make.enrollment(period=period, status=Status.DECREED)
    make.submission(place)
    return place.worker


@pytest.fixture
def result(period, admin, worker):
    rows = [
        (worker.nik, worker.full_name, NUMBER, "BERHASIL", None),
        (make.nik(), "Orang Asing", None, "DITOLAK", "Kode 17"),
    ]
    return staged(results(rows), kind="bpjs_result", period=period, by=admin)


def detail(batch, **query):
    return reverse("intake:batch_detail", args=[batch.pk]), query


class TestSending:
    def test_an_admin_says_what_a_list_is(self, client, admin, period, worker):
        assert "Hasil BPJS Ketenagakerjaan" in client.get(LIST).text
        rows = results([(worker.nik, worker.full_name, NUMBER, "BERHASIL", None)])
        response = client.post(
            UPLOAD, {"kind": "bpjs_result", "period": period.pk, "file": file_of(rows)}
        )
        batch = ImportBatch.objects.get()
        assert response.url == reverse("intake:batch_detail", args=[batch.pk])
        assert batch.kind == "bpjs_result"
        assert "Hasil BPJS Ketenagakerjaan" in client.get(LIST).text

    def test_a_clerk_is_not_asked_and_cannot_send_another_kind(self, client, period):
        client.force_login(make.clerk())
        assert "Peserta unit lain" not in client.get(LIST).text
        sent = {"kind": "other_cover", "period": period.pk, "file": file_of(covers([]))}
        response = client.post(UPLOAD, sent)
        assert response.status_code == 422
        assert "Peran Anda tidak boleh mengunggah jenis ini." in response.text
        assert not ImportBatch.objects.exists()

    def test_the_same_bytes_as_another_kind_are_another_list(self, client, admin, period):
        file = file_of(results([(make.nik(), "Siti", NUMBER, "BERHASIL", None)]), "csv")
        for kind in ("bpjs_result", "bpjs_result", "people"):
            file.seek(0)
            client.post(UPLOAD, {"kind": kind, "period": period.pk, "file": file})
        kinds = ImportBatch.objects.order_by("kind").values_list("kind", flat=True)
        assert list(kinds) == ["bpjs_result", "people"]


class TestReview:
    def test_a_result_is_shown_in_its_own_words(self, client, result):
        url, query = detail(result, tab="new")
        page = client.get(url, query).text
        for words in ("Akan dicatat", "Nomor peserta (KPJ)", NUMBER, "BERHASIL"):
            assert words in page
        url, query = detail(result, tab="error")
        page = client.get(url, query).text
        assert "NIK ini tidak ada di registri." in page
        assert "Kode 17" in page

    def test_a_cover_is_shown_with_unit_and_days(self, client, admin, period):
        rows = covers([(make.nik(), "Siti", "PU", "01-02-2025", "30-06-2025", "Aktif")])
        batch = staged(rows, kind="other_cover", period=period, by=admin)
        url, query = detail(batch, tab="new")
        page = client.get(url, query).text
        for words in (
            "Bagian Perekonomian dan Kesra",
            "01-02-2025",
            "30-06-2025",
            "Penerima upah",
        ):
            assert words in page

    def test_a_reason_is_chosen_on_the_row(self, client, period, admin, worker):
        rows = results([(worker.nik, worker.full_name, None, "DITOLAK", "Kode 17")])
        batch = staged(rows, kind="bpjs_result", period=period, by=admin)
        row = batch.rows.people().get()
        url = reverse("intake:batch_row", args=[batch.pk, row.pk])
        page = client.get(url).text
        assert str(ReturnReason.INCOMPLETE.label) in page
        assert "Kelurahan" not in page.partition("<form")[2].partition("</form>")[0]
        client.post(f"{url}?isian=reason_code", {"reason_code": ReturnReason.INCOMPLETE})
        row.refresh_from_db()
        assert row.values["reason_code"] == ReturnReason.INCOMPLETE

    def test_a_field_of_another_kind_is_not_offered(self, client, result):
        row = result.rows.people().first()
        url = reverse("intake:batch_row", args=[result.pk, row.pk])
        client.post(f"{url}?isian=occupation", {"occupation": "other"})
        row.refresh_from_db()
        assert "occupation" not in row.edits

    def test_the_columns_page_offers_the_columns_of_the_kind(self, client, result):
        page = client.get(reverse("intake:batch_mapping", args=[result.pk])).text
        assert "Alasan dari BPJS" in page
        assert "Nama ibu kandung" not in page


class TestAfterwards:
    def test_the_result_of_saving_has_its_own_words(self, client, result, admin, period):
        services.commit_batch(batch_id=result.pk, by=admin, on=period.starts_on)
        page = client.get(reverse("intake:batch_result", args=[result.pk])).text
        assert "Tercatat terdaftar" in page
        assert "Orang baru" not in page

    def test_people_who_are_not_in_the_registry_are_named(self, client, admin, period):
        rows = covers([(make.nik(), "Siti Aminah", "PU", "01-02-2025", None, "Aktif")])
        batch = staged(rows, kind="other_cover", period=period, by=admin)
        services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
        page = client.get(reverse("intake:batch_result", args=[batch.pk])).text
        assert "Siti Aminah" in page
        page = client.get(reverse("intake:batch_undo", args=[batch.pk])).text
        assert "Perlindungan yang ditarik" in page
