"""Correcting a list in a spreadsheet, seen from the screens."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from enrollment.models import EnrollmentPeriod
from intake.models import CorrectedFile, ImportBatch
from tests import make
from tests.intake import sheets
from tests.intake.test_continuing import SHORT, Correction, staged

pytestmark = pytest.mark.django_db


def page_of(client: Client, batch: ImportBatch, name: str = "batch_detail") -> str:
    return client.get(reverse(f"intake:{name}", args=[batch.pk])).content.decode()


def upload(client: Client, period: EnrollmentPeriod, content: bytes, **extra: Any) -> Any:
    file = SimpleUploadedFile("perbaikan.xlsx", content)
    data = {"period": period.pk, "village": "", "file": file}
    return client.post(reverse("intake:batch_upload"), data, **extra)


def test_a_list_with_held_rows_offers_them_for_correction(
    client: Client, period: EnrollmentPeriod
) -> None:
    clerk = make.clerk()
    client.force_login(clerk)
    held = staged(period, clerk, sheets.row_of(SHORT, "Pak Pendek"))
    fine = staged(period, clerk, sheets.row_of(make.nik(), "Bu Lolos"))
    address = reverse("intake:batch_refused", args=[held.pk])
    assert address in page_of(client, held)
    assert address in page_of(client, held, "batch_result")
    assert "Unggah perbaikan" in page_of(client, held)
    assert "Unggah perbaikan" not in page_of(client, fine)


def test_a_corrected_file_leads_to_its_list_and_says_what_it_did(
    client: Client, period: EnrollmentPeriod
) -> None:
    clerk = make.clerk()
    client.force_login(clerk)
    rows = [sheets.row_of(SHORT, name) for name in ("Pak Pendek", "Bu Sri")]
    batch = staged(period, clerk, *rows)
    content = Correction(batch, clerk).set("NIK", make.nik()).content
    response = upload(client, period, content)
    assert response["Location"] == reverse("intake:batch_detail", args=[batch.pk])
    page = page_of(client, batch)
    assert "Daftar daftar.xlsx dilanjutkan dengan “perbaikan.xlsx”" in page
    assert "1 baris diperbaiki, 1 baris tidak berubah, 1 masih tertahan." in page
    again = upload(client, period, content, follow=True)
    assert "Berkas yang sama sudah Anda unggah" in again.content.decode()
    assert batch.corrections.count() == 1


def test_a_sheet_without_codes_is_told(client: Client, period: EnrollmentPeriod) -> None:
    clerk = make.clerk()
    client.force_login(clerk)
    batch = staged(period, clerk, sheets.row_of(SHORT, "Pak Pendek"))
    correction = Correction(batch, clerk)
    page = correction.book.create_sheet("Tambahan")
    page.append(sheets.HEADINGS)
    page.append(sheets.row_of(make.nik(), "Bu Terpisah"))
    upload(client, period, correction.content)
    assert batch.rows.people().count() == 1
    assert "lembar Tambahan tanpa kode baris dan tidak dibaca" in page_of(client, batch)


def test_rows_of_somebody_else_are_refused_in_a_sentence(
    client: Client, period: EnrollmentPeriod
) -> None:
    batch = staged(period, make.clerk(), sheets.row_of(SHORT, "Pak Pendek"))
    content = Correction(batch, make.admin()).set("NIK", make.nik()).content
    client.force_login(make.clerk(villages=[make.village("Turi")]))
    response = upload(client, period, content)
    assert response.status_code == 422
    assert "bukan kiriman Anda" in response.content.decode()
    assert not CorrectedFile.objects.exists()


def test_whoever_waits_where_the_file_came_in_is_led_on(
    client: Client, period: EnrollmentPeriod
) -> None:
    clerk = make.clerk()
    client.force_login(clerk)
    batch = staged(period, clerk, sheets.row_of(SHORT, "Pak Pendek"))
    upload(client, period, Correction(batch, clerk).set("NIK", make.nik()).content)
    received = batch.corrections.get().counts["received"]
    address = reverse("intake:batch_detail", args=[received])
    here = reverse("intake:batch_detail", args=[batch.pk])
    assert client.get(address)["Location"] == here
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == here
    client.force_login(make.clerk(villages=[make.village("Turi")]))
    assert client.get(address).status_code == 404


def test_the_form_is_offered_beside_the_upload(client: Client, period: EnrollmentPeriod) -> None:
    client.force_login(make.clerk())
    page = client.get(reverse("intake:batch_list")).content.decode()
    assert reverse("intake:template") in page


def test_an_auditor_sees_the_rows_but_sends_nothing(
    client: Client, period: EnrollmentPeriod
) -> None:
    batch = staged(period, make.clerk(), sheets.row_of(SHORT, "Pak Pendek"))
    client.force_login(make.auditor())
    page = page_of(client, batch)
    assert reverse("intake:batch_refused", args=[batch.pk]) in page
    assert "Unggah perbaikan" not in page
    assert client.get(reverse("intake:template")).status_code == 403
