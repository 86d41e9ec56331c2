"""Asking for long work, doing it, stopping it, fetching what came out."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from jobs.heartbeat import Heartbeat
from jobs.lease import beat_every, lease, sweep_every
from jobs.models import Job
from jobs.reaper import sweep
from jobs.registry import handler, handler_for
from jobs.run import JobLost, JobRun
from jobs.services import cancel_job, enqueue, repeat_job
from jobs.tasks import claim, run_job
from tests import make
from tests.jobs import handlers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def by():
    return make.official()


def ask(by, kind="tests-count", **parameters) -> Job:
    return enqueue(
        kind=kind, title="Menghitung", parameters=parameters or {"total": 3}, by=by, page="/asal/"
    )


def taken(job: Job) -> Job:
    """The job as the worker that has just claimed it holds it."""
    held = claim(job.pk)
    assert held is not None
    return held


def done(by, **values) -> Job:
    job = ask(by)
    run_job.func(job.pk)
    Job.objects.filter(pk=job.pk).update(**values)
    job.refresh_from_db()
    return job


def url(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", args=[job.pk])


class TestEnqueue:
    def test_the_job_runs_after_the_commit_and_keeps_its_file_for_a_day(
        self, by, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            job = ask(by)
            assert job.state == Job.State.QUEUED
        job.refresh_from_db()
        assert (job.state, job.attempts, job.message) == (Job.State.DONE, 1, "Terhitung 3.")
        assert Path(job.result.path).read_bytes() == b"3"
        assert job.result_name == "hasil.txt"
        assert job.finished_at is not None
        assert job.expires_at == job.finished_at + timedelta(hours=24)

    def test_an_unknown_kind_is_a_programming_error(self, by):
        with pytest.raises(LookupError):
            ask(by, kind="unheard-of")

    def test_a_fourth_unfinished_job_of_one_person_is_refused(self, by):
        for _number in range(3):
            ask(by)
        with pytest.raises(ActionDenied, match="belum selesai"):
            ask(by)
        ask(make.checker())

    def test_two_functions_for_one_kind_are_refused(self):
        with pytest.raises(ValueError, match="Two handlers"):
            handler("tests-count")(lambda run: None)


class TestRunJob:
    def test_a_refusal_becomes_the_sentence_on_the_screen_and_leaves_no_file(self, by, media):
        job = ask(by, kind="tests-refuse")
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, job.message) == (
            Job.State.FAILED,
            "Daftarnya kosong. Pilih periode lain.",
        )
        assert [path for path in media.rglob("*") if path.is_file()] == []

    def test_a_crash_becomes_a_plain_sentence(self, by):
        job = ask(by, kind="tests-crash")
        run_job.func(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert "beri tahu admin" in job.message
        assert "Zero" not in job.message

    def test_a_second_call_does_nothing(self, by):
        job = done(by)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert job.attempts == 1

    def test_a_job_of_somebody_whose_account_ended_is_not_done(self, by):
        job = ask(by)
        with acting("tests"):
            User.objects.filter(pk=by.pk).update(is_active=False)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, job.message) == (
            Job.State.FAILED,
            "Akun peminta sudah tidak berlaku.",
        )


class TestFence:
    @pytest.fixture
    def run(self, by) -> JobRun:
        job = taken(Job.objects.create(kind="tests-count", requested_by=by))
        return JobRun(job, Heartbeat(job.pk, job.attempts))

    def hand_on(self) -> None:
        Job.objects.update(state=Job.State.QUEUED)
        claim(Job.objects.get().pk)

    def test_the_holder_may_write(self, run):
        run.fence()
        run.progress(1, 2)
        assert Job.objects.get().done == 1

    def test_a_lost_attempt_may_neither_write_nor_finish(self, run, media):
        run.store("hasil.txt", b"old")
        self.hand_on()
        for step in (run.fence, run.finish, lambda: run.progress(1, 2)):
            with pytest.raises(JobLost):
                step()
        run.fail("late")
        assert Job.objects.get().state == Job.State.RUNNING

    def test_progress_is_written_at_most_once_a_second(self, run, django_assert_num_queries):
        with django_assert_num_queries(1):
            for done in range(1000):
                run.progress(done, 1001)

    def test_a_handler_may_finish_in_its_own_transaction(self, by):
        job = ask(by, kind="tests-finish", fails=False)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, job.message) == (Job.State.DONE, "Sudah tersimpan.")

    def test_what_a_handler_finished_in_a_broken_transaction_is_not_done(self, by):
        job = ask(by, kind="tests-finish", fails=True)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED

    @pytest.mark.django_db(transaction=True)
    def test_outside_a_transaction_it_is_a_programming_error(self, run):
        with pytest.raises(RuntimeError):
            run.fence()

    @pytest.mark.django_db(transaction=True)
    def test_a_finished_attempt_can_no_longer_be_cancelled(self, run, by):
        with transaction.atomic():
            run.fence()
        run.finish()
        with pytest.raises(ActionDenied):
            cancel_job(job_id=Job.objects.get().pk, by=by)


class TestCancelAndRepeat:
    def test_a_waiting_job_is_cancelled_and_never_runs(self, by):
        job = cancel_job(job_id=ask(by).pk, by=by)
        run_job.func(job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (Job.State.CANCELLED, 0)

    def test_a_finished_job_cannot_be_cancelled_or_repeated(self, by):
        job = done(by)
        for service in (cancel_job, repeat_job):
            with pytest.raises(ActionDenied):
                service(job_id=job.pk, by=by)

    def test_another_persons_job_looks_absent(self, by):
        job = ask(by)
        for service in (cancel_job, repeat_job):
            with pytest.raises(Job.DoesNotExist):
                service(job_id=job.pk, by=make.admin())

    def test_repeating_makes_a_new_job_with_the_same_request(self, by):
        first = cancel_job(job_id=ask(by).pk, by=by)
        again = repeat_job(job_id=first.pk, by=by)
        assert again.pk != first.pk
        assert (again.kind, again.parameters, again.page) == (
            first.kind,
            first.parameters,
            first.page,
        )


class TestSweep:
    def stall(self, by, **values) -> Job:
        job = taken(ask(by))
        long_ago = timezone.now() - timedelta(seconds=31)
        Job.objects.filter(pk=job.pk).update(heartbeat_at=long_ago, **values)
        return job

    def test_a_stalled_job_goes_back_to_the_queue(self, by, django_capture_on_commit_callbacks):
        job = self.stall(by)
        with django_capture_on_commit_callbacks(execute=True):
            assert sweep(timezone.now()).requeued == 1
        job.refresh_from_db()
        assert (job.state, job.attempts) == (Job.State.DONE, 2)

    def test_a_living_job_is_left_alone(self, by):
        job = taken(ask(by))
        lately = timezone.now() - timedelta(seconds=25)
        Job.objects.filter(pk=job.pk).update(heartbeat_at=lately)
        assert sweep(timezone.now()) == (0, 0, 0)

    def test_after_three_attempts_it_is_given_up_with_a_sentence(self, by):
        job = self.stall(by, attempts=3)
        assert sweep(timezone.now()).failed == 1
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert job.message == "Pekerjaan ini terhenti 3 kali. Ulangi atau beri tahu admin."

    def test_a_job_that_the_queue_forgot_is_woken(self, by, django_capture_on_commit_callbacks):
        job = ask(by)
        assert sweep(timezone.now()) == (0, 0, 0)
        with django_capture_on_commit_callbacks(execute=True):
            sweep(timezone.now() + timedelta(seconds=31))
        job.refresh_from_db()
        assert job.state == Job.State.DONE

    def test_old_files_are_deleted_with_those_of_lost_attempts(self, by, media):
        job = done(by)
        (media / "jobs" / str(job.pk) / "9.txt").write_bytes(b"left by a dead worker")
        assert sweep(timezone.now() + timedelta(hours=25)).expired == 1
        assert not default_storage.exists(str(job.result))
        assert list((media / "jobs" / str(job.pk)).iterdir()) == []

    def test_the_command_says_what_it_did(self, by, capsys):
        self.stall(by)
        call_command("sweep_jobs")
        assert capsys.readouterr().out == "requeued 1, failed 0, expired 0\n"


def test_the_job_of_a_dead_worker_is_taken_long_before_ninety_seconds_are_over():
    assert lease().total_seconds() + sweep_every() <= 45
    assert beat_every() * 3 < lease().total_seconds()


class TestTimeLeft:
    def test_it_is_the_rest_at_the_pace_so_far(self):
        now = timezone.now()
        job = Job(
            state=Job.State.RUNNING, started_at=now - timedelta(seconds=30), done=100, total=400
        )
        assert job.time_left(now) == timedelta(seconds=90)

    def test_before_anything_is_done_nobody_knows(self):
        job = Job(state=Job.State.RUNNING, started_at=timezone.now(), done=0, total=400)
        assert job.time_left(timezone.now()) is None


def test_every_kind_has_its_own_function():
    assert handler_for("tests-count") is handlers.count
