"""Everything pressed in the wrong moment, by the wrong person, with the wrong words."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import Role, Scope, User
from audit.context import acting
from audit.models import AccessEvent
from common.http import ActionDenied
from enrollment.models import Enrollment
from intake import services
from intake.models import ImportBatch, StagedRow
from intake.services.working import start
from intake.work import Work
from intake.workbooks.keys import RowKey
from jobs.models import Job
from jobs.tasks import run_job
from tests import make
from tests.intake import sheets
from workers.models import Worker

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
State = ImportBatch.State
NASTY = "%s%n{0} <script>alert(1)</script> \u202egpj.exe"

STEPS: list[tuple[str, dict[str, str]]] = [
    ("accept", {"code": NASTY}),
    ("skip", {"code": "nik_missing"}),
    ("skip", {"code": NASTY}),
    ("skip", {}),
    ("recheck", {}),
    ("read", {}),
    ("mapping", {}),
    ("words", {"word_x": "nowhere"}),
    ("approval", {"step": "ask"}),
    ("approval", {"step": "withdraw"}),
    ("approval", {"step": "approve"}),
    ("approval", {"step": "return", "note": NASTY}),
    ("approval", {"step": "return", "note": "\x00"}),
    ("approval", {"step": "\x00"}),
    ("undo", {}),
    ("commit", {}),
]


@pytest.fixture
def admin() -> User:
    return make.admin()


def url(name: str, batch: ImportBatch, *more: int) -> str:
    return reverse(f"intake:batch_{name}", args=[batch.pk, *more])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def in_state(name: str, by: User) -> ImportBatch:
    """A list that stands somewhere between being received and being taken back."""
    period = make.period(second_person=name.startswith("asked"))
    rows = [sheets.row_of(make.nik(), "Sri Lestari"), sheets.row_of(make.nik(), "Siti", NIK="")]
    batch = sheets.staged(period, by, rows)
    if name.startswith("asked"):
        services.ask_approval(batch_id=batch.pk, by=by)
    if name in {"saved", "undone"}:
        services.commit_batch(batch_id=batch.pk, by=by, on=period.starts_on)
    if name == "undone":
        services.undo_batch(batch_id=batch.pk, by=by)
    if name in {"reading", "being read", "failed"}:
        batch.rows.all().delete()
        batch.refresh_from_db()
        batch.state = State.FAILED if name == "failed" else State.READING
        batch.refusal = "damaged" if name == "failed" else ""
        batch.reading = batch.counts = batch.facts = {}
        with acting("tests"):
            batch.save()
    work = {"being read": Work.READ, "being saved": Work.SAVE, "asked, being saved": Work.SAVE}
    if name in work:
        start(batch, work[name], by=by)
    return ImportBatch.objects.get(pk=batch.pk)


@pytest.mark.parametrize(
    "name",
    [
        "reading",
        "being read",
        "failed",
        "checked",
        "being saved",
        "asked",
        "asked, being saved",
        "saved",
        "undone",
    ],
)
def test_a_step_at_any_moment_is_taken_or_refused_with_a_word(name: str, admin: User) -> None:
    batch = in_state(name, admin)
    before = Worker.objects.count(), Enrollment.objects.count()
    wrong = []
    for user in (admin, make.admin()):
        client = signed_in(user)
        for step, data in STEPS:
            for headers in ({}, HTMX):
                with transaction.atomic():
                    answer = client.post(url(step, batch), data, headers=headers)
                    after = Worker.objects.count(), Enrollment.objects.count()
                    transaction.set_rollback(True)
                if answer.status_code not in {302, 400, 409, 422} or after != before:
                    wrong.append((step, data, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("number", [0, 2**31, 10**20])
def test_numbers_of_no_list_and_no_row_look_absent(number: int, admin: User) -> None:
    client, batch = signed_in(admin), in_state("checked", admin)
    for page in ("detail", "mapping", "words", "approval", "result", "undo", "file", "refused"):
        assert client.get(reverse(f"intake:batch_{page}", args=[number])).status_code == 404
    for page in ("row", "row_step"):
        answer = client.post(url(page, batch, number), {"step": "skip"})
        assert answer.status_code == 404


class TestWords:
    """Names and cells that would like to be something else."""

    @pytest.fixture
    def batch(self, admin: User) -> ImportBatch:
        period = make.period()
        book = Workbook()
        page = book.active
        page.title = "%s {0} <b>"
        page.append([*sheets.HEADINGS, NASTY])
        page.append([*sheets.row_of(make.nik(), f"Sri {NASTY}", PEKERJAAN=NASTY), NASTY])
        page.append([*sheets.row_of(make.nik(), "Siti", NIK=NASTY, RT=NASTY), NASTY])
        stream = BytesIO()
        book.save(stream)
        file = SimpleUploadedFile(f"../../etc/{NASTY.replace('/', '')}%d.xlsx", stream.getvalue())
        answer = signed_in(admin).post(
            reverse("intake:batch_upload"), {"file": file, "period": period.pk}
        )
        assert answer.status_code == 302
        return ImportBatch.objects.get()

    def test_they_are_shown_as_words_on_every_page(self, batch: ImportBatch, admin: User) -> None:
        client, row = signed_in(admin), batch.rows.people().earliest("pk")
        assert "/" not in batch.file_name
        pages = [url(page, batch) for page in ("detail", "mapping", "words", "result", "undo")]
        pages += [url("detail", batch) + f"?tab={tab}" for tab in ("warning", "error", "ignored")]
        pages += [url("row", batch, row.pk), reverse("intake:batch_list")]
        for page in pages:
            shown = client.get(page)
            assert shown.status_code == 200
            assert b"<script>alert" not in shown.content, page
        for page in ("file", "refused"):
            answer: Any = client.get(url(page, batch))
            assert b"".join(answer.streaming_content)
            assert ".." not in answer.headers["Content-Disposition"]

    def test_they_are_typed_refused_and_saved_as_words(
        self, batch: ImportBatch, admin: User
    ) -> None:
        client, row = signed_in(admin), batch.rows.people().earliest("pk")
        for text, status in ((NASTY, 302), ("\x00", 422), ("9" * 400, 422)):
            answer = client.post(url("row", batch, row.pk), {"full_name": text, "nik": row.nik})
            assert answer.status_code == status
        row.refresh_from_db()
        assert "\u202e" not in row.values.get("full_name", "")
        job = start(ImportBatch.objects.get(), Work.SAVE, by=admin)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, "%s%n{0}" in job.title) == (Job.State.DONE, True)
        assert b"<script>alert" not in client.get(reverse("jobs:job_list")).content


def test_a_step_leads_back_only_into_its_own_list(admin: User) -> None:
    client, batch = signed_in(admin), in_state("checked", admin)
    here = url("detail", batch)
    for wanted in ("//evil.id/", "https://evil.id/impor/", "/keluar/", f"//evil.id{here}", "\x00"):
        answer = client.post(url("recheck", batch), {"next": wanted})
        assert (answer.status_code, answer.headers["Location"]) == (302, here)


def test_every_answer_with_a_full_nik_is_noted_as_a_look(admin: User) -> None:
    client, batch = signed_in(admin), in_state("checked", admin)
    row = batch.rows.people().earliest("pk")
    for step in ("skip", "unskip"):
        before = AccessEvent.objects.count()
        answer = client.post(url("row_step", batch, row.pk), {"step": step}, headers=HTMX)
        assert row.nik in answer.content.decode()
        assert AccessEvent.objects.count() == before + 1
        assert AccessEvent.objects.latest("pk").subject == f"intake_importbatch:{batch.pk}"


def test_the_log_of_a_whole_story_holds_no_nik(
    admin: User, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    batch = in_state("saved", admin)
    client = signed_in(admin)
    client.get(url("detail", batch))
    client.post(url("row", batch, batch.rows.waiting().latest("pk").pk), {"nik": make.nik()})
    services.undo_batch(batch_id=batch.pk, by=admin)
    said = caplog.text + "".join(capfd.readouterr())
    assert not re.search(r"\d{16}", said)


def test_nobody_overwrites_what_a_colleague_has_just_corrected(admin: User) -> None:
    batch = in_state("checked", admin)
    row = batch.rows.people().earliest("pk")
    one, other = signed_in(admin), signed_in(make.admin())
    form = one.get(url("row", batch, row.pk)).context["form"]
    shown = {name: form[name].value() for name in form.fields} | {"seen": form.seen}
    assert f'value="{form.seen}"' in one.get(url("row", batch, row.pk)).content.decode()
    first = other.post(url("row", batch, row.pk), shown | {"full_name": "Sri Rahayu"})
    second = one.post(url("row", batch, row.pk), shown | {"rt": "7"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "diubah orang lain" in second.content.decode()
    row.refresh_from_db()
    assert row.edits == {"full_name": "Sri Rahayu"}


def test_a_large_file_too_many_is_kept_and_says_so(admin: User, settings: Any) -> None:
    settings.READ_AT_ONCE_BYTES = 0
    for number in range(3):
        Job.objects.create(kind="roster-file", title=str(number), requested_by=admin)
    data = {"file": sheets.upload([sheets.row_of(make.nik())]), "period": make.period().pk}
    answer = signed_in(admin).post(reverse("intake:batch_upload"), data)
    assert answer.status_code == 409
    assert "Baca sekarang" in answer.content.decode()
    assert ImportBatch.objects.get().state == State.READING


class TestAFileThatIsGoneBad:
    """A kept file that is read again for its columns and cannot be any more."""

    @pytest.fixture
    def batch(self, admin: User) -> ImportBatch:
        batch = in_state("checked", admin)
        name = str(batch.file.name)
        default_storage.delete(name)
        default_storage.save(name, SimpleUploadedFile("a.xlsx", b"PK\x03\x04" * 50))
        return batch

    def asked(self, batch: ImportBatch, client: Client) -> Any:
        form = client.get(url("mapping", batch)).context["form"]
        fields = {name: form[name].value() or "" for name in form.fields}
        return client.post(url("mapping", batch), {k: v for k, v in fields.items() if v})

    def test_the_page_says_so(self, batch: ImportBatch, admin: User) -> None:
        answer = self.asked(batch, signed_in(admin))
        assert answer.status_code == 409
        assert "rusak" in answer.content.decode()
        assert batch.rows.people().count() == 2

    def test_the_job_says_so(self, batch: ImportBatch, admin: User, settings: Any) -> None:
        settings.READ_AT_ONCE_BYTES = 0
        self.asked(batch, signed_in(admin))
        job = Job.objects.get()
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, "rusak" in job.message) == (Job.State.FAILED, True)


class TestWhoAskedMayNoLonger:
    """The one whose proposal it is left, or has another role, before somebody agreed."""

    @pytest.mark.parametrize(
        "change", [{"is_active": False}, {"role": Role.OFFICIAL, "scope": Scope.CITY}]
    )
    def test_nobody_agrees_but_it_can_be_sent_back(
        self, admin: User, change: dict[str, Any]
    ) -> None:
        clerk = make.clerk()
        batch = in_state("asked", clerk)
        with acting("tests"):
            User.objects.filter(pk=clerk.pk).update(**change)
        with pytest.raises(ActionDenied, match="tidak boleh lagi"):
            services.approve(batch_id=batch.pk, by=admin)
        page = signed_in(admin).get(url("approval", batch)).content.decode()
        assert 'value="approve"' not in page
        assert 'value="return"' in page
        services.send_back(batch_id=batch.pk, note="Ajukan ulang", by=admin)
        batch.refresh_from_db()
        assert batch.state == State.CHECKED


class TestAnotherKelurahan:
    """A clerk of Tlumpu has a row of Kauman, and tries every door."""

    def test_no_door_lets_it_in(self) -> None:
        clerk = make.clerk()
        period = make.period()
        row = sheets.row_of(make.nik(), "Sri Lestari", KELURAHAN="Kauman")
        batch = sheets.staged(period, clerk, [row, sheets.row_of(make.nik(), "Bambang")])
        foreign, own = batch.rows.people().order_by("pk")
        client = signed_in(clerk)
        for name in ("recheck", "accept", "skip"):
            client.post(url(name, batch), {"code": "village_not_yours"})
        client.post(url("skip", batch))
        client.post(url("row_step", batch, foreign.pk), {"step": "accept"})
        client.post(url("row", batch, own.pk), {"village": make.village("Kauman").code})
        answer = client.post(
            reverse("intake:batch_upload"),
            {
                "file": sheets.upload([[*row[:7], "", "tukang becak"]]),
                "period": period.pk,
                "village": make.village("Kauman").pk,
            },
        )
        assert answer.status_code == 422
        for kind in ("bpjs_result", "other_cover", NASTY):
            data = {"file": sheets.upload([row]), "period": period.pk, "kind": kind}
            assert client.post(reverse("intake:batch_upload"), data).status_code == 422
        with acting("tests"):
            period.state = "draft"
            period.save()
        data = {"file": sheets.upload([row]), "period": period.pk}
        assert client.post(reverse("intake:batch_upload"), data).status_code == 422
        with acting("tests"):
            period.state = "open"
            period.save()
        services.commit_batch(batch_id=batch.pk, by=clerk, on=period.starts_on)
        assert not Worker.objects.exclude(village__name="Tlumpu").exists()

    def test_who_sees_more_does_not_open_it_for_the_clerk(self, admin: User) -> None:
        clerk = make.clerk()
        rows = [sheets.row_of(make.nik(), "Sri Lestari", KELURAHAN="Kauman")]
        batch = sheets.staged(make.period(), clerk, rows)
        services.recheck_batch(batch_id=batch.pk, by=admin, on=batch.period.starts_on)
        batch.refresh_from_db()
        assert batch.ready == 1
        services.commit_batch(batch_id=batch.pk, by=clerk, on=batch.period.starts_on)
        assert not Worker.objects.exists()


@pytest.mark.parametrize("name", ["reading", "being saved", "asked", "saved", "undone"])
def test_a_forged_code_changes_nothing_but_ones_own_waiting_rows(name: str, admin: User) -> None:
    batch = in_state(name, admin)
    before = list(StagedRow.objects.order_by("pk").values())
    codes = [RowKey(batch.pk, 999, 999999), RowKey(batch.pk, 1, 1), RowKey(batch.pk, 0, 0)]
    book = Workbook()
    page = book.active
    page.append([*sheets.HEADINGS, "KODE BARIS"])
    for code in codes:
        page.append([*sheets.row_of(make.nik(), "Maling"), str(code)])
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("a.xlsx", stream.getvalue())
    data = {"file": file, "period": batch.period.pk}
    answer = signed_in(admin).post(reverse("intake:batch_upload"), data)
    assert answer.status_code in {302, 409}
    stranger = signed_in(make.clerk())
    file.seek(0)
    assert stranger.post(reverse("intake:batch_upload"), data).status_code == 422
    assert list(StagedRow.objects.order_by("pk").values()) == before
    assert ImportBatch.objects.get() == batch
