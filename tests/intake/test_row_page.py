"""The page of one row, and the ignored rows by reason."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> User:
    user = make.admin()
    client.force_login(user)
    return user


def row_page(client: Client, batch: ImportBatch) -> str:
    row = batch.rows.people()[0]
    return client.get(reverse("intake:batch_row", args=[batch.pk, row.pk])).content.decode()


def test_it_shows_the_cells_what_was_tidied_and_what_came_from_elsewhere(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    nik = make.nik()
    spaced = f"'{nik[:4]} {nik[4:8]} {nik[8:]}"
    text = f"DAFTAR TUKANG BECAK KELURAHAN TLUMPU\nRT 04\nNIK;NAMA;RW\n{spaced};SRI;2"
    batch, _created = services.stage_file(
        file=SimpleUploadedFile("daftar.csv", text.encode()),
        file_name="daftar.csv",
        period=period,
        village=None,
        by=admin,
        on=period.starts_on,
    )
    page = " ".join(row_page(client, batch).split())
    assert f'<dt>A</dt><dd><span class="sub">NIK</span>&#x27;{spaced[1:]}</dd>' in page
    assert f"<dt>NIK</dt><dd><del>&#x27;{spaced[1:]}</del> → {nik}</dd>" in page
    assert '<dt>Kelurahan</dt><dd>Tlumpu <span class="sub">dari judul</span></dd>' in page
    assert "dari NIK" in page


def test_a_plain_row_has_nothing_to_explain(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), "Slamet")])
    page = row_page(client, batch)
    assert "Dirapikan" not in page
    assert "Bukan dari selnya sendiri" not in page


def test_ignored_rows_are_looked_at_by_reason(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch, _created = services.stage_file(
        file=sheets.sample("usulan-kelurahan-tlumpu.xlsx"),
        file_name="usulan-kelurahan-tlumpu.xlsx",
        period=period,
        village=None,
        by=admin,
        on=period.starts_on,
    )
    url = reverse("intake:batch_detail", args=[batch.pk])
    answer = client.get(url, {"tab": "ignored"})
    reasons = {tab.label: tab.count for tab in answer.context["reasons"][1:]}
    assert sum(reasons.values()) == batch.counts["ignored"]
    assert reasons["Jumlah"] >= 1
    answer = client.get(url, {"tab": "ignored", "sebab": "Jumlah"})
    assert [row.reason for row in answer.context["ignored"]] == ["Jumlah"] * reasons["Jumlah"]


def test_a_clerks_row_of_another_kelurahan_is_refused_by_name(
    client: Client, period: EnrollmentPeriod
) -> None:
    clerk = make.clerk(villages=[make.village("Tlumpu")])
    client.force_login(clerk)
    batch = sheets.staged(period, clerk, [sheets.row_of(make.nik(), KELURAHAN="Kauman")])
    page = client.get(reverse("intake:batch_detail", args=[batch.pk])).content.decode()
    assert "Baris ini untuk Kelurahan Kauman, di luar wilayah Anda." in page
    assert batch.ready == 0


def test_a_whole_kind_is_left_out_above_its_rows(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(
        period, admin, [sheets.row_of(make.nik()[:15]), sheets.row_of(make.nik())]
    )
    here = reverse("intake:batch_detail", args=[batch.pk])
    assert "Lewati semua" not in client.get(here).content.decode()
    assert "Lewati semua" in client.get(here, {"masalah": "nik_length"}).content.decode()
    url = reverse("intake:batch_skip", args=[batch.pk])
    answer = client.post(url, {"code": "nik_length"}, follow=True)
    assert "1 baris dilewati." in answer.content.decode()
    answer = client.get(reverse("intake:batch_detail", args=[batch.pk]), {"tab": "skipped"})
    assert "Ikutkan lagi semua" in answer.content.decode()
    client.post(url)
    batch.refresh_from_db()
    assert batch.counts["error"] == 1


def test_the_keyboard_stays_with_the_value_that_is_being_corrected(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik()[:15])])
    url = reverse("intake:batch_row", args=[batch.pk, batch.rows.people()[0].pk])

    def focused(answer: Any) -> list[str]:
        return re.findall(r"<(?:a|input)[^>]*(?:isian|name)=\"?(\w+)[^>]*autofocus", body(answer))

    def body(answer: Any) -> str:
        return answer.content.decode()

    htmx = {"HX-Request": "true"}
    assert focused(client.get(f"{url}?isian=nik", headers=htmx)) == ["nik"]
    assert focused(client.post(f"{url}?isian=nik", {"nik": "123"}, headers=htmx)) == ["nik"]
    assert focused(client.get(f"{url}?fokus=full_name", headers=htmx)) == ["full_name"]
    answer = client.post(f"{url}langkah/", {"step": "skip"}, headers=htmx)
    assert f'<a class="num" href="{url}" autofocus>' in body(answer)
