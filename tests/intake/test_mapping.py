"""The page on which a person says what columns and sheets mean."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, Remembered
from intake.work import Work
from jobs.tasks import run_job
from places.models import Village
from tests import make
from tests.intake import files_made, sheets
from tests.intake.made_shapes import MadeList, MadeSheet
from workers.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> User:
    user = make.admin()
    client.force_login(user)
    return user


def page_of(batch: ImportBatch) -> str:
    return reverse("intake:batch_mapping", args=[batch.pk])


def fields_of(client: Client, batch: ImportBatch) -> dict[str, Any]:
    """What the page would send back untouched."""
    form = client.get(page_of(batch)).context["form"]
    found = {field.html_name: field.value() for field in form}
    found["village"] = getattr(found["village"], "pk", found["village"])
    return {name: value for name, value in found.items() if value not in (None, False)}


def body_of(client: Client, batch: ImportBatch) -> str:
    return client.get(page_of(batch)).content.decode()


def stage(
    period: EnrollmentPeriod,
    by: User,
    data: bytes,
    name: str,
    *,
    village: Village | None = None,
) -> ImportBatch:
    batch, _created = services.stage_file(
        file=SimpleUploadedFile(name, data),
        file_name=name,
        period=period,
        village=village,
        by=by,
        on=period.starts_on,
    )
    return batch


def person(work: str = "becak", **values: Any) -> list[Any]:
    return sheets.row_of(make.nik(), PEKERJAAN=work, **values)


def test_an_answer_without_its_fields_changes_nothing(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [person()])
    for data in ({}, {"village": ""}):
        answer = client.post(page_of(batch), data)
        assert answer.status_code == 422
        assert "Kiriman tidak lengkap" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.mapping, batch.ready) == ({}, 1)


def test_two_columns_of_one_meaning_are_refused_at_the_second(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [person()])
    answer = client.post(page_of(batch), fields_of(client, batch) | {"sheet0_I": "full_name"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "sheet0_I": ["Kolom C sudah berarti “Nama lengkap”. Pilih arti lain di sini."]
    }
    batch.refresh_from_db()
    assert batch.mapping == {}


def test_two_columns_may_both_be_remarks(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [person()])
    wanted = {"sheet0_I": "note", "sheet0_F": "note"}
    answer = client.post(page_of(batch), fields_of(client, batch) | wanted)
    assert answer.status_code == 302
    assert batch.rows.people().get().values["note"] == "001; becak"


def test_a_remembered_column_says_so_and_can_be_forgotten(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    first = sheets.staged(period, admin, [person()])
    client.post(page_of(first), fields_of(client, first) | {"sheet0_I": "work_place"})
    assert "Diingat untuk daftar berikutnya." in body_of(client, first)
    second = sheets.staged(period, admin, [person()])
    assert second.rows.people().get().values["work_place"] == "becak"
    assert "Diingat dari daftar sebelumnya." in body_of(client, second)
    answer = client.post(page_of(second), fields_of(client, second) | {"sheet0_I_forget": "on"})
    assert answer.status_code == 302
    assert second.rows.people().get().values["occupation"] == "pedicab_driver"
    assert not Remembered.objects.exists()


def test_an_untouched_page_teaches_nothing(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [person()])
    client.post(page_of(batch), fields_of(client, batch))
    batch.refresh_from_db()
    assert (batch.mapping, Remembered.objects.count()) == ({}, 0)


def test_an_unknown_column_ends_up_in_the_persons_remarks(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    nik = make.nik()
    text = f"NIK;NAMA;RT;RW;KELURAHAN;PEKERJAAN;Paguyuban;\n{nik};Sri;1;2;Tlumpu;becak;Rukun;A-17"
    batch = stage(period, admin, text.encode(), "daftar.csv")
    page = body_of(client, batch)
    assert "Isinya disimpan sebagai catatan." in page
    assert "Tanpa judul: isinya hanya ikut bila artinya dipilih." in page
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    assert Worker.objects.get(nik=nik).note == "Paguyuban: Rukun"


class TestTheKelurahan:
    ROWS = "NIK;NAMA;RT;RW;PEKERJAAN"

    def listed(
        self, period: EnrollmentPeriod, by: User, *, title: str = "", name: str = "daftar.csv"
    ) -> ImportBatch:
        lines = [title] if title else []
        lines += [self.ROWS, *(f"{make.nik()};Orang {n};1;2;becak" for n in "ABC")]
        return stage(period, by, "\n".join(lines).encode(), name)

    def test_the_page_says_where_it_was_read_and_who_says_otherwise(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = self.listed(
            period, admin, title="DAFTAR PEKERJA KELURAHAN TLUMPU", name="kauman.csv"
        )
        page = body_of(client, batch)
        assert "Kelurahan dibaca dari judul: Tlumpu." in page
        assert "Disebut juga: Kauman (nama berkas)." in page

    def test_a_list_without_one_gets_it_here_for_all_rows(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = self.listed(period, admin)
        assert batch.counts["problems"] == {"village_missing": 3}
        assert "Kelurahan tidak ditemukan di lembar ini." in body_of(client, batch)
        tlumpu = make.village("Tlumpu")
        client.post(page_of(batch), fields_of(client, batch) | {"village": tlumpu.pk})
        batch.refresh_from_db()
        assert (batch.village, batch.ready) == (tlumpu, 3)
        assert "Kelurahan dari pilihan pengirim: Tlumpu." in body_of(client, batch)

    def test_a_clerk_chooses_among_their_own(
        self, client: Client, period: EnrollmentPeriod
    ) -> None:
        tlumpu = make.village("Tlumpu")
        clerk = make.clerk(villages=[tlumpu])
        client.force_login(clerk)
        batch = self.listed(period, clerk)
        fields = fields_of(client, batch)
        answer = client.post(page_of(batch), fields | {"village": make.village("Kauman").pk})
        assert answer.status_code == 422
        assert "Pilih kelurahan dari daftar." in answer.content.decode()
        assert client.post(page_of(batch), fields | {"village": tlumpu.pk}).status_code == 302
        batch.refresh_from_db()
        assert batch.ready == 3


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
class TestHiddenSheets:
    def listed(self, period: EnrollmentPeriod, by: User, kind: str, folder: Path) -> ImportBatch:
        def sheet(name: str, number: int, *, hidden: bool = False) -> MadeSheet:
            rows = [sheets.HEADINGS, *(person() for _n in range(number))]
            return MadeSheet(name, rows, hidden=hidden)

        made = MadeList(
            f"daftar.{kind}",
            kind,
            [sheet("Tahun ini", 2), sheet("Rekap lama", 3, hidden=True)],
            {},
        )
        path = files_made.write(made, folder)
        return stage(period, by, path.read_bytes(), path.name)

    def test_they_are_named_and_left_unread(
        self, client: Client, admin: User, period: EnrollmentPeriod, kind: str, tmp_path: Path
    ) -> None:
        batch = self.listed(period, admin, kind, tmp_path)
        assert batch.people == 2
        assert batch.reading["notes"] == [
            "Lembar “Rekap lama” tersembunyi dan tidak dibaca (4 baris)."
        ]
        page = body_of(client, batch)
        assert "Baca juga lembar tersembunyi: Rekap lama (4 baris)" in page
        assert "Lembar tersembunyi; tidak dibaca." in page

    def test_they_are_read_when_asked_for_and_left_out_again(
        self, client: Client, admin: User, period: EnrollmentPeriod, kind: str, tmp_path: Path
    ) -> None:
        batch = self.listed(period, admin, kind, tmp_path)
        fields = fields_of(client, batch)
        answer = client.post(page_of(batch), fields | {"include_hidden": "on"}, follow=True)
        assert answer.redirect_chain == [(page_of(batch), 302)]
        page = answer.content.decode()
        assert "Periksa arti kolomnya" in page
        assert "Lembar tersembunyi; ikut dibaca." in page
        batch.refresh_from_db()
        assert (batch.people, batch.include_hidden, batch.reading["notes"]) == (5, True, [])
        fields = fields_of(client, batch)
        del fields["include_hidden"]
        client.post(page_of(batch), fields)
        batch.refresh_from_db()
        assert (batch.people, batch.include_hidden) == (2, False)


def test_a_list_without_hidden_sheets_offers_none(
    client: Client, admin: User, period: EnrollmentPeriod
) -> None:
    batch = sheets.staged(period, admin, [person()])
    assert "tersembunyi" not in body_of(client, batch)


class TestALargeList:
    """It is read again by a worker; the page of the list shows the progress."""

    @pytest.fixture(autouse=True)
    def every_file_is_large(self, settings: Any) -> None:
        settings.READ_AT_ONCE_BYTES = 0

    def test_it_is_read_again_as_a_job(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [person()])
        answer = client.post(page_of(batch), fields_of(client, batch) | {"sheet0_I": "work_place"})
        detail = reverse("intake:batch_detail", args=[batch.pk])
        assert answer.headers["Location"] == detail
        batch.refresh_from_db()
        assert batch.mapping == {}
        assert batch.work is not None
        assert batch.work.kind == Work.REMAP
        run_job.func(batch.work.pk)
        batch.refresh_from_db()
        assert batch.mapping == {"Daftar": {"I": "work_place"}}
        assert batch.rows.people().get().values["work_place"] == "becak"
        assert Remembered.objects.get().text == "pekerjaan"

    def test_another_choice_meanwhile_is_refused_and_not_lost(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [person()])
        fields = fields_of(client, batch)
        client.post(page_of(batch), fields | {"sheet0_I": "work_place"})
        answer = client.post(page_of(batch), fields | {"sheet0_I": "note"})
        assert answer.status_code == 409
        assert "sedang dibaca" in answer.content.decode()
