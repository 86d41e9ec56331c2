"""Lists saved and read as long work: one job at a time, its progress, its end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from intake import services
from intake.models import ImportBatch
from intake.services import Outcome
from intake.services.working import start
from intake.work import Work
from jobs.heartbeat import Heartbeat
from jobs.models import Job
from jobs.run import JobLost, JobRun
from jobs.services import cancel_job, repeat_job
from jobs.tasks import claim, run_job
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


@pytest.fixture
def batch(period: EnrollmentPeriod, admin: User) -> ImportBatch:
    return sheets.staged(period, admin, [sheets.row_of(make.nik(), "Sri Lestari")])


@pytest.fixture
def period(admin: User) -> EnrollmentPeriod:
    return make.period("2025")


def url(name: str, batch: ImportBatch) -> str:
    return reverse(f"intake:batch_{name}", args=[batch.pk])


def work(job: Job) -> Job:
    """Do a job as a worker does, and give how it ended."""
    run_job.func(job.pk)
    job.refresh_from_db()
    return job


def claimed(job: Job) -> JobRun:
    """The job as the worker that has just taken it holds it."""
    held = claim(job.pk)
    assert held is not None
    return JobRun(held, Heartbeat(held.pk, held.attempts))


def commit(batch: ImportBatch, by: User, run: JobRun) -> Outcome:
    return services.commit_batch(batch_id=batch.pk, by=by, on=batch.period.starts_on, run=run)


class TestStartSaving:
    def test_a_job_saves_the_list(self, batch: ImportBatch, admin: User) -> None:
        job = services.start_saving(batch_id=batch.pk, by=admin)
        batch.refresh_from_db()
        assert (batch.job, batch.standing, Worker.objects.count()) == (job, "Sedang disimpan", 0)
        job = work(job)
        assert (job.state, job.message) == (
            Job.State.DONE,
            "1 orang baru, 0 diperbarui, 1 diusulkan; 0 disisihkan.",
        )
        batch.refresh_from_db()
        assert (batch.state, batch.committed_by, batch.work) == ("done", admin, None)

    def test_a_second_click_and_a_colleague_find_the_same_job(
        self, batch: ImportBatch, admin: User
    ) -> None:
        first = services.start_saving(batch_id=batch.pk, by=admin)
        assert services.start_saving(batch_id=batch.pk, by=admin) == first
        assert services.start_saving(batch_id=batch.pk, by=make.admin()) == first
        work(first)
        assert services.start_saving(batch_id=batch.pk, by=admin) == first
        assert (Job.objects.count(), Enrollment.objects.count()) == (1, 1)

    def test_a_job_called_twice_saves_once(self, batch: ImportBatch, admin: User) -> None:
        job = services.start_saving(batch_id=batch.pk, by=admin)
        work(job)
        Job.objects.update(state=Job.State.QUEUED)
        assert work(job).message == "0 orang baru, 0 diperbarui, 0 diusulkan; 0 disisihkan."
        assert Enrollment.objects.count() == 1

    def test_nothing_to_save_is_said(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), NIK="12")])
        with pytest.raises(ActionDenied, match="Belum ada baris"):
            services.start_saving(batch_id=batch.pk, by=admin)

    def test_another_clerks_list_looks_absent(self, batch: ImportBatch) -> None:
        with pytest.raises(ImportBatch.DoesNotExist):
            services.start_saving(batch_id=batch.pk, by=make.clerk())

    def test_nobody_changes_a_list_that_waits_to_be_saved(
        self, batch: ImportBatch, admin: User, period: EnrollmentPeriod
    ) -> None:
        services.start_saving(batch_id=batch.pk, by=admin)
        row = batch.rows.people().get()
        steps: list[Callable[[], Any]] = [
            lambda: services.skip_row(
                batch_id=batch.pk, row_id=row.pk, skipped=True, by=admin, on=period.starts_on
            ),
            lambda: services.recheck_batch(batch_id=batch.pk, by=admin, on=period.starts_on),
            lambda: services.accept_kind(batch_id=batch.pk, code="x", by=admin),
        ]
        for step in steps:
            with pytest.raises(ActionDenied, match="sedang disimpan"):
                step()

    def test_a_cancelled_saving_leaves_the_list_as_it_was(
        self, batch: ImportBatch, admin: User
    ) -> None:
        first = services.start_saving(batch_id=batch.pk, by=admin)
        cancel_job(job_id=first.pk, by=admin)
        work(first)
        batch.refresh_from_db()
        assert (batch.state, Worker.objects.count()) == ("checked", 0)
        again = services.start_saving(batch_id=batch.pk, by=admin)
        assert again != first
        assert work(again).state == Job.State.DONE

    def test_a_job_asked_for_once_more_from_the_page_of_jobs_holds_the_list_too(
        self, batch: ImportBatch, admin: User
    ) -> None:
        first = services.start_saving(batch_id=batch.pk, by=admin)
        cancel_job(job_id=first.pk, by=admin)
        again = work(repeat_job(job_id=first.pk, by=admin))
        batch.refresh_from_db()
        assert (again.state, batch.job, batch.state) == (Job.State.DONE, again, "done")

    def test_two_jobs_never_work_on_one_list(self, batch: ImportBatch, admin: User) -> None:
        first = services.start_saving(batch_id=batch.pk, by=admin)
        cancel_job(job_id=first.pk, by=admin)
        services.start_saving(batch_id=batch.pk, by=admin)
        again = work(repeat_job(job_id=first.pk, by=admin))
        assert (again.state, "sedang disimpan" in again.message) == (Job.State.FAILED, True)

    def test_a_period_closed_meanwhile_fails_the_job_with_the_sentence(
        self, batch: ImportBatch, admin: User
    ) -> None:
        job = services.start_saving(batch_id=batch.pk, by=admin)
        with acting("tests"):
            EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
        job = work(job)
        batch.refresh_from_db()
        assert (job.state, batch.state, batch.ready) == (Job.State.FAILED, "checked", 1)
        assert "tidak sedang dibuka" in job.message


class TestLostJobs:
    def test_a_worker_that_slept_too_long_saves_nothing(
        self, batch: ImportBatch, admin: User
    ) -> None:
        job = services.start_saving(batch_id=batch.pk, by=admin)
        sleeper = claimed(job)
        Job.objects.update(state=Job.State.QUEUED)
        next_one = claimed(job)
        with pytest.raises(JobLost):
            commit(batch, admin, sleeper)
        batch.refresh_from_db()
        assert (batch.state, Worker.objects.count()) == ("checked", 0)
        assert commit(batch, admin, next_one).new == 1

    def test_the_job_is_done_in_the_moment_in_which_the_list_is_saved(
        self, batch: ImportBatch, admin: User
    ) -> None:
        run = claimed(services.start_saving(batch_id=batch.pk, by=admin))
        start_of_saving = transaction.savepoint()
        commit(batch, admin, run)
        assert (Job.objects.get().state, Worker.objects.count()) == (Job.State.DONE, 1)
        transaction.savepoint_rollback(start_of_saving)
        assert (Job.objects.get().state, Worker.objects.count()) == (Job.State.RUNNING, 0)


class TestPages:
    def test_the_result_shows_progress_until_the_work_is_over(
        self, client: Client, batch: ImportBatch, admin: User
    ) -> None:
        answer = client.post(url("commit", batch), follow=True)
        assert answer.redirect_chain == [(url("result", batch), 302)]
        page = answer.content.decode()
        assert "Sedang disimpan" in page
        assert "Muat ulang" in page
        assert reverse("jobs:job_cancel", args=[Job.objects.get().pk]) in page
        piece = client.get(url("result", batch), {"kemajuan": "1"}, headers=HTMX)
        assert "<html" not in piece.content.decode()
        assert "menunggu giliran" in piece.content.decode()

        work(Job.objects.get())
        piece = client.get(url("result", batch), {"kemajuan": "1"}, headers=HTMX)
        assert piece.headers["HX-Refresh"] == "true"
        assert "Orang baru" in client.get(url("result", batch)).content.decode()

    def test_who_comes_back_finds_the_work_in_the_list_and_on_the_review(
        self, client: Client, batch: ImportBatch, admin: User
    ) -> None:
        services.start_saving(batch_id=batch.pk, by=admin)
        assert "Sedang disimpan" in client.get(reverse("intake:batch_list")).content.decode()
        assert "Hentikan" in client.get(url("detail", batch)).content.decode()

    def test_a_colleague_sees_the_progress_without_the_stop_button(
        self, client: Client, batch: ImportBatch, admin: User
    ) -> None:
        services.start_saving(batch_id=batch.pk, by=admin)
        client.force_login(make.admin())
        page = client.get(url("result", batch)).content.decode()
        assert "Sedang disimpan" in page
        assert "Hentikan" not in page

    def test_a_failed_saving_shows_its_sentence_and_can_be_tried_again(
        self, client: Client, batch: ImportBatch, admin: User
    ) -> None:
        job = services.start_saving(batch_id=batch.pk, by=admin)
        Job.objects.filter(pk=job.pk).update(state="failed", message="Basis data sedang sibuk.")
        page = client.get(url("result", batch)).content.decode()
        assert "Basis data sedang sibuk." in page
        assert "Coba simpan lagi" in page
        assert "Basis data sedang sibuk." in client.get(url("detail", batch)).content.decode()
        client.post(url("commit", batch))
        batch.refresh_from_db()
        assert batch.job != job
        assert work(Job.objects.get(state="queued")).state == Job.State.DONE


class TestLargeFiles:
    @pytest.fixture(autouse=True)
    def everything_is_large(self, settings: Any) -> None:
        settings.READ_AT_ONCE_BYTES = 10

    def send(self, client: Client, period: EnrollmentPeriod, content: bytes) -> Any:
        file = SimpleUploadedFile("daftar.csv", content)
        return client.post(
            reverse("intake:batch_upload"),
            {"file": file, "period": period.pk, "kind": "people"},
            follow=True,
        )

    def test_a_large_file_is_read_by_a_worker(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        nik = make.nik()
        lines = [sheets.HEADINGS, sheets.row_of(nik)]
        text = "\n".join(";".join(str(cell) for cell in line) for line in lines)
        page = self.send(client, period, text.encode()).content.decode()
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.rows.count()) == ("reading", 0)
        assert "Sedang dibaca" in page
        work(Job.objects.get())
        batch.refresh_from_db()
        assert (batch.state, batch.ready) == ("checked", 1)
        assert "Simpan 1 baris yang lolos" in client.get(url("detail", batch)).content.decode()

    def test_one_that_cannot_be_read_says_so_on_its_own_page(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        book = sheets.workbook([sheets.row_of(make.nik())])
        self.send(client, period, book[: len(book) // 2])
        batch = ImportBatch.objects.get()
        job = work(Job.objects.get())
        batch.refresh_from_db()
        assert (batch.state, batch.refusal, job.state) == ("failed", "damaged", Job.State.DONE)
        page = client.get(url("detail", batch)).content.decode()
        assert "Berkas rusak dan tidak dapat dibaca" in page
        assert "Unggah berkas lain" in page
        assert client.post(url("commit", batch)).status_code == 409

    def test_a_reading_that_was_stopped_can_be_asked_for_again(
        self, client: Client, admin: User, period: EnrollmentPeriod
    ) -> None:
        lines = [sheets.HEADINGS, sheets.row_of(make.nik())]
        text = "\n".join(";".join(str(cell) for cell in line) for line in lines)
        self.send(client, period, text.encode())
        batch = ImportBatch.objects.get()
        cancel_job(job_id=Job.objects.get().pk, by=admin)
        assert "Baca sekarang" in client.get(url("detail", batch)).content.decode()
        client.post(reverse("intake:batch_read", args=[batch.pk]))
        work(Job.objects.get(state="queued"))
        batch.refresh_from_db()
        assert batch.state == "checked"


def test_a_long_list_is_checked_again_by_a_worker(
    client: Client, batch: ImportBatch, admin: User
) -> None:
    with acting("tests"):
        ImportBatch.objects.filter(pk=batch.pk).update(counts={"new": 3001, "ready": 1})
    answer = client.post(url("recheck", batch), follow=True)
    assert "Sedang diperiksa ulang" in answer.content.decode()
    assert work(Job.objects.get()).state == Job.State.DONE
    batch.refresh_from_db()
    assert batch.counts["new"] == 1


def test_a_job_whose_list_left_the_scope_says_so(batch: ImportBatch, admin: User) -> None:
    stranger = make.clerk()
    job = start(batch, Work.SAVE, by=stranger)
    assert "cakupan Anda" in work(job).message
