"""The screens of sent lists, through the test client."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import AccessEvent
from enrollment.models import Enrollment, EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from tests import make
from tests.intake import sheets
from workers.models import Worker

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def admin(client: Client) -> User:
    user = make.admin()
    client.force_login(user)
    return user


def send(client: Client, file: SimpleUploadedFile, period: EnrollmentPeriod, **extra: Any) -> Any:
    data = {"file": file, "period": period.pk, **extra}
    return client.post(reverse("intake:batch_upload"), data)


def body_of(answer: Any) -> bytes:
    """The bytes of a streamed answer, read to the end so that its file is closed."""
    return b"".join(answer.streaming_content)


def url(name: str, batch: ImportBatch, *more: int) -> str:
    return reverse(f"intake:batch_{name}", args=[batch.pk, *more])


def save(client: Client, batch: ImportBatch) -> Any:
    """Press the one button, let a worker do what it asks for, and see where it leads."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(url("commit", batch))
    assert (answer.status_code, answer.headers["Location"]) == (302, url("result", batch))
    return client.get(url("result", batch))


class TestTheWholeStory:
    def test_a_list_is_sent_reviewed_saved_and_its_people_found(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        answer = send(client, sheets.sample("usulan-kelurahan-tlumpu.xlsx"), period)
        batch = ImportBatch.objects.get()
        assert answer.status_code == 302
        assert answer.headers["Location"] == url("detail", batch)

        page = client.get(url("detail", batch)).content.decode()
        assert "Simpan 26 baris yang lolos" in page
        assert "3572020612778597" in page
        ignored = client.get(url("detail", batch), {"tab": "ignored"}).content.decode()
        assert "JUMLAH" in ignored
        assert not Worker.objects.exists()

        answer = save(client, batch)
        person = Worker.objects.get(nik="3572020612778597")
        assert (person.full_name, person.village.name) == ("Agus", "Tlumpu")
        place = Enrollment.objects.get(worker=person)
        assert (place.status, place.proposed_by, place.period) == ("proposed", admin, period)
        result = answer.content.decode()
        assert reverse("enrollment:worker_detail", args=[person.pk]) in result
        assert person.nik not in result
        batch.refresh_from_db()
        assert (batch.state, batch.saved, batch.waiting) == ("done", 26, 0)

    def test_a_second_click_saves_nothing_and_shows_the_same_result(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("juru-parkir.csv"), period)
        batch = ImportBatch.objects.get()
        first = save(client, batch).content.decode()
        second = save(client, batch).content.decode()
        assert Worker.objects.count() == Enrollment.objects.count() == 20
        assert figures(first) == figures(second) == ["20", "0", "20", "0"]
        assert "4 baris masih menunggu" in second


def figures(page: str) -> list[str]:
    return re.findall(r"<dd>(\d+)</dd>", page)


class TestSending:
    @pytest.mark.parametrize(
        ("file", "words"),
        [
            (SimpleUploadedFile("a.xlsx", b""), "kosong"),
            (SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200), "bukan daftar"),
            (SimpleUploadedFile("a.xlsx", b"PK\x03\x04rusak" + b"0" * 200), "rusak"),
        ],
    )
    def test_a_file_that_is_no_list_is_refused_with_a_sentence(
        self,
        client: Client,
        admin: User,
        period: EnrollmentPeriod,
        file: SimpleUploadedFile,
        words: str,
    ) -> None:
        file.seek(0)
        answer = send(client, file, period)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not ImportBatch.objects.exists()

    def test_eleven_megabytes_are_refused_as_too_big(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        answer = send(client, SimpleUploadedFile("a.xlsx", b"0" * 11 * 1024 * 1024), period)
        assert answer.status_code == 413
        assert "lebih besar dari 10 MB" in answer.content.decode()
        assert not ImportBatch.objects.exists()

    def test_the_same_file_again_leads_to_the_list_that_waits(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("juru-parkir.csv"), period)
        answer = client.post(
            reverse("intake:batch_upload"),
            {"file": sheets.sample("juru-parkir.csv"), "period": period.pk},
            follow=True,
        )
        assert ImportBatch.objects.count() == 1
        assert "sudah Anda unggah" in answer.content.decode()

    def test_the_same_file_after_saving_is_told_and_changes_nothing(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("daftar-bersih.xlsx"), period)
        save(client, ImportBatch.objects.get())
        send(client, sheets.sample("daftar-bersih.xlsx"), period)
        batch = ImportBatch.objects.order_by("pk").reverse()[0]
        assert "Belum ada baris" in client.post(url("commit", batch)).content.decode()
        assert Worker.objects.count() == Enrollment.objects.count() == 60
        assert batch.rows.people().filter(verdict="same").count() == 60
        assert "pernah diunggah" in client.get(url("detail", batch)).content.decode()

    def test_a_period_that_is_not_open_cannot_be_chosen(self, client: Client, admin: User) -> None:
        closed = make.period(state=EnrollmentPeriod.State.CLOSED)
        answer = send(client, sheets.sample("juru-parkir.csv"), closed)
        assert answer.status_code == 422
        assert "Pilih periode." in answer.content.decode()

    def test_a_clerk_is_offered_only_the_own_kelurahan(
        self, client: Client, period: EnrollmentPeriod
    ) -> None:
        client.force_login(make.clerk())
        page = client.get(reverse("intake:batch_list")).content.decode()
        assert "Tlumpu" in page
        assert "Sentul" not in page
        answer = send(
            client, sheets.sample("juru-parkir.csv"), period, village=make.village("Sentul").pk
        )
        assert answer.status_code == 422


class TestScope:
    def test_a_list_of_somebody_else_looks_absent_to_a_clerk(
        self, client: Client, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, make.clerk(), [sheets.row_of(make.nik())])
        row = batch.rows.people().get()
        client.force_login(make.clerk(villages=[make.village("Sentul")]))
        for name in ("detail", "mapping", "result", "file"):
            assert client.get(url(name, batch)).status_code == 404, name
        for name in ("commit", "accept", "recheck", "mapping"):
            assert client.post(url(name, batch)).status_code == 404, name
        assert client.get(url("row", batch, row.pk)).status_code == 404
        assert client.post(url("row_step", batch, row.pk), {"step": "skip"}).status_code == 404

    def test_a_row_of_another_list_is_not_reached_through_the_own_one(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        own = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        other = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        row = other.rows.people().get()
        assert client.get(url("row", own, row.pk)).status_code == 404
        assert client.post(url("row_step", own, row.pk), {"step": "skip"}).status_code == 404

    def test_an_official_sees_no_lists(self, client: Client) -> None:
        client.force_login(make.official())
        assert client.get(reverse("intake:batch_list")).status_code == 403

    def test_an_auditor_reads_and_changes_nothing(
        self, client: Client, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, make.admin(), [sheets.row_of(make.nik())])
        client.force_login(make.auditor())
        page = client.get(url("detail", batch)).content.decode()
        assert "yang lolos" not in page
        assert client.post(url("commit", batch)).status_code == 403
        assert not Worker.objects.exists()


class TestReview:
    def test_the_counts_add_up_to_the_rows_of_the_file(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("campuran-bermasalah.xlsx"), period)
        batch = ImportBatch.objects.get()
        page = client.get(url("detail", batch)).content.decode()
        tabs = page.split('id="counts"')[1].split("</nav>")[0]
        counts = [int(number) for number in re.findall(r'class="count">(\d+)', tabs)]
        assert sum(counts) == batch.rows.count() == 35
        assert "35 baris untuk" in page

    def test_the_review_opens_with_the_rows_that_are_held_back(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("juru-parkir.csv"), period)
        batch = ImportBatch.objects.get()
        page = client.get(url("detail", batch)).content.decode()
        assert 'aria-current="page"' in page.split("Tertahan")[0].rsplit("<a", 1)[1]
        assert page.count('<tr id="row-') == 4

    def test_every_page_of_rows_is_one_access_event(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik()) for _n in range(3)])
        client.get(url("detail", batch))
        event = AccessEvent.objects.get()
        assert (event.actor, event.rows) == (admin.username, 3)
        assert event.subject == f"intake_importbatch:{batch.pk}"

    def test_looking_writes_nothing_but_access_events(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        row = batch.rows.people().get()
        pages = [reverse("intake:batch_list"), url("row", batch, row.pk)]
        pages += [url(name, batch) for name in ("detail", "mapping", "result", "file")]
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(page)
                assert answer.status_code == 200
                if answer.streaming:
                    body_of(answer)
            writes = [
                query["sql"]
                for query in queries.captured_queries
                if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"])
                and "django_session" not in query["sql"]
                and "audit_accessevent" not in query["sql"]
            ]
            assert writes == [], page

    @pytest.mark.parametrize("page", ["detail", "result"])
    def test_the_number_of_queries_does_not_grow_with_the_rows(
        self, client: Client, admin: User, period: EnrollmentPeriod, page: str
    ) -> None:
        counts = []
        for number in (3, 30):
            batch = sheets.staged(
                period, admin, [sheets.row_of(make.nik()) for _n in range(number)]
            )
            if page == "result":
                services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
            client.get(url(page, batch))
            with CaptureQueriesContext(connection) as queries:
                client.get(url(page, batch))
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[0] <= 12

    def test_search_finds_a_name_a_nik_and_a_row_number(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, "Paijo Santoso"), sheets.row_of(make.nik(), "Sri Wahyuni")]
        batch = sheets.staged(period, admin, rows)
        for text in ("paijo", nik, nik[-6:] + "", "2"):
            page = client.get(url("detail", batch), {"q": text}).content.decode()
            assert "Paijo Santoso" in page, text
        page = client.get(url("detail", batch), {"q": "paijo"}).content.decode()
        assert "Sri Wahyuni" not in page

    def test_hostile_text_is_shown_as_text(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        name = '<script>alert(1)</script>"\x00\u202e{{ 7*7 }}'
        rows = [sheets.row_of(make.nik(), name.replace("\x00", "")), ["=1+1", "<b>x</b>"]]
        batch = sheets.staged(period, admin, rows)
        for tab in ("new", "warning", "error", "ignored"):
            page = client.get(url("detail", batch), {"tab": tab, "q": ""}).content.decode()
            assert "<script>alert" not in page
            assert "\u202e" not in page
            assert "<b>x" not in page

    def test_a_broken_address_still_shows_the_review(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        for query in ({"tab": "x"}, {"masalah": "x'"}, {"halaman": "%%%"}, {"q": "\x00"}):
            assert client.get(url("detail", batch), query).status_code == 200


class TestOneRow:
    def test_a_corrected_nik_lets_the_row_pass_and_updates_the_counts(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        nik = make.nik()
        batch = sheets.staged(period, admin, [sheets.row_of(nik, NIK=nik[:15])])
        row = batch.rows.people().get()
        assert row.verdict == "error"
        form = client.get(url("row", batch, row.pk) + "?isian=nik", headers=HTMX)
        assert f'value="{nik[:15]}"' in form.content.decode()
        answer = client.post(url("row", batch, row.pk) + "?isian=nik", {"nik": nik}, headers=HTMX)
        page = answer.content.decode()
        assert page.lstrip().startswith(f'<tr id="row-{row.pk}"')
        assert "Simpan 1 baris yang lolos" in page
        row.refresh_from_db()
        assert (row.verdict, row.nik, row.ready) == ("new", nik, True)
        assert row.edits == {"nik": nik}

    def test_the_same_correction_works_without_script(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), KELURAHAN="Atlantis")])
        row = batch.rows.people().get()
        page = client.get(url("row", batch, row.pk)).content.decode()
        values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
        values |= {"village": make.village().pk, "sex": "M", "occupation": "pedicab_driver"}
        answer = client.post(url("row", batch, row.pk), values)
        assert answer.status_code == 302
        row.refresh_from_db()
        assert (row.verdict, row.values["village"]) == ("new", make.village().pk)
        assert set(row.edits) == {"village"}

    def test_a_row_can_be_left_out_and_taken_in_again(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        row = batch.rows.people().get()
        page = client.post(
            url("row_step", batch, row.pk), {"step": "skip"}, headers=HTMX
        ).content.decode()
        assert "Ikutkan lagi" in page
        assert "Simpan 0 baris" in page
        client.post(url("row_step", batch, row.pk), {"step": "unskip"})
        batch.refresh_from_db()
        assert batch.ready == 1

    def test_an_unknown_step_is_a_bad_request(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        row = batch.rows.people().get()
        assert client.post(url("row_step", batch, row.pk), {"step": "x"}).status_code == 400


class TestColumns:
    def test_a_column_read_wrongly_can_be_put_right(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), PEKERJAAN="tukang becak")])
        page = client.get(url("mapping", batch)).content.decode()
        assert "tukang becak" in page
        sheet = batch.reading["sheets"][0]
        values = {
            f"sheet0_{column['letter']}": column["field"] or "" for column in sheet["columns"]
        }
        letter = next(c["letter"] for c in sheet["columns"] if c["field"] == "occupation")
        answer = client.post(url("mapping", batch), values | {f"sheet0_{letter}": "work_place"})
        assert answer.status_code == 302
        batch.refresh_from_db()
        row = batch.rows.people().get()
        assert batch.mapping == {"Daftar": {letter: "work_place"}}
        assert row.values["work_place"] == "tukang becak"
        assert "occupation_missing" in row.codes

    def test_what_a_person_did_to_a_row_outlives_a_change_of_columns(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, NIK=nik[:15]), sheets.row_of(make.nik(), "Sri Wahyuni")]
        batch = sheets.staged(period, admin, rows)
        first, second = batch.rows.people()
        client.post(url("row", batch, first.pk) + "?isian=nik", {"nik": nik})
        client.post(url("row_step", batch, second.pk), {"step": "skip"})
        sheet = batch.reading["sheets"][0]
        values = {
            f"sheet0_{column['letter']}": column["field"] or "" for column in sheet["columns"]
        }
        client.post(url("mapping", batch), values)
        first, second = batch.rows.people()
        assert (first.nik, first.verdict) == (nik, "new")
        assert second.skipped


class TestTheFile:
    def test_the_file_comes_back_byte_for_byte_and_is_noted(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        send(client, sheets.sample("juru-parkir.csv"), period)
        batch = ImportBatch.objects.get()
        answer = client.get(url("file", batch))
        original = (sheets.LISTS / "juru-parkir.csv").read_bytes()
        assert body_of(answer) == original
        assert 'filename="juru-parkir.csv"' in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert "juru" not in str(batch.file.name)
        event = AccessEvent.objects.get()
        assert (event.kind, event.rows, event.sha256) == ("export", 24, batch.sha256)


def test_rows_of_a_list_never_enter_the_registry_by_themselves(
    period: EnrollmentPeriod,
) -> None:
    sheets.staged(period, make.admin(), [sheets.row_of(make.nik())])
    assert StagedRow.objects.filter(ready=True).count() == 1
    assert not Worker.objects.exists()
