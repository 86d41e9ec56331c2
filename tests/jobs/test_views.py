"""Pages of one's own long work."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.durations import in_words
from jobs.models import Job
from jobs.services import enqueue
from jobs.tasks import claim, run_job
from tests import make
from tests.jobs import handlers  # noqa: F401  registers the kinds of work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by(client):
    user = make.official()
    client.force_login(user)
    return user


@pytest.fixture
def job(by) -> Job:
    return enqueue(
        kind="tests-count", title="Daftar Tlumpu", parameters={"total": 3}, by=by, page="/asal/"
    )


def url(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", args=[job.pk])


class TestDetail:
    def test_a_running_job_shows_how_far_it_is_and_asks_again(self, client, job):
        claim(job.pk)
        Job.objects.update(done=100, total=400, started_at=timezone.now() - timedelta(seconds=30))
        text = client.get(url("job_detail", job)).content.decode()
        assert "100 dari 400" in text
        assert "perkiraan 2 menit lagi" in text
        assert 'hx-trigger="every 2s"' in text
        assert url("job_cancel", job) in text

    def test_the_card_alone_answers_htmx(self, client, job):
        text = client.get(url("job_detail", job), headers={"HX-Request": "true"}).content.decode()
        assert text.lstrip().startswith('<div id="job"')

    def test_a_finished_job_offers_its_file_and_stops_asking(self, client, job):
        run_job.func(job.pk)
        text = client.get(url("job_detail", job)).content.decode()
        assert "Unduh hasil.txt" in text
        assert "hx-trigger" not in text
        assert 'href="/asal/"' in text

    def test_another_persons_job_looks_absent(self, client, job):
        client.force_login(make.admin())
        for name in ("job_detail", "job_file"):
            assert client.get(url(name, job)).status_code == 404
        for name in ("job_cancel", "job_repeat"):
            assert client.post(url(name, job)).status_code == 404


class TestFile:
    def test_the_file_is_a_download_that_nobody_keeps(self, client, job):
        run_job.func(job.pk)
        response = client.get(url("job_file", job))
        assert b"".join(response.streaming_content) == b"3"
        assert response["Content-Disposition"] == 'attachment; filename="hasil.txt"'
        assert "no-store" in response["Cache-Control"]

    def test_before_the_job_is_done_there_is_none(self, client, job):
        assert client.get(url("job_file", job)).status_code == 404

    @pytest.mark.parametrize("change", [{"expires_at": timezone.now()}, {"result": ""}])
    def test_after_a_day_it_is_gone(self, client, job, change):
        run_job.func(job.pk)
        Job.objects.update(**change)
        response = client.get(url("job_file", job))
        assert response.status_code == 410
        assert "Mintalah sekali lagi" in response.content.decode()
        assert "Unduh" not in client.get(url("job_detail", job)).content.decode()


class TestCancelAndRepeat:
    def test_cancelling_leads_back_to_the_job(self, client, job):
        response = client.post(url("job_cancel", job), follow=True)
        assert "Dibatalkan" in response.content.decode()

    def test_cancelling_a_finished_job_is_refused_with_a_sentence(self, client, job):
        run_job.func(job.pk)
        response = client.post(url("job_cancel", job))
        assert response.status_code == 409
        assert "sudah selesai" in response.content.decode()

    def test_repeating_leads_to_the_new_job(self, client, job):
        client.post(url("job_cancel", job))
        response = client.post(url("job_repeat", job))
        assert response["Location"] == url("job_detail", Job.objects.latest("pk"))
        assert Job.objects.count() == 2


class TestList:
    def test_it_lists_only_ones_own_jobs(self, client, job):
        enqueue(kind="tests-count", title="Rahasia", parameters={"total": 1}, by=make.admin())
        text = client.get(reverse("jobs:job_list")).content.decode()
        assert "Daftar Tlumpu" in text
        assert "Rahasia" not in text

    def test_without_any_it_says_so(self, client, by):
        assert "Belum ada pekerjaan latar" in client.get(reverse("jobs:job_list")).content.decode()

    def test_more_jobs_need_no_more_queries(self, client, by):
        client.get(reverse("jobs:job_list"))  # notes the start of the session once
        counts = []
        for batch in (3, 27):
            values = {"kind": "tests-count", "title": "Daftar", "requested_by": by}
            Job.objects.bulk_create(Job(**values) for _number in range(batch))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("jobs:job_list"))
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 detik"), (59, "59 detik"), (90, "2 menit"), (3700, "1 jam 2 menit")],
)
def test_lengths_of_time_are_said_in_words(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words
