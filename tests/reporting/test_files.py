"""Files of the lists: who gets what, and what is noted."""

import pytest
from django.db import connection
from django.urls import reverse

from audit.context import acting
from audit.models import AccessEvent
from jobs.models import Job
from reporting import services
from tests import make
from tests.reporting.asking import KIND, fetch, registered, screen
from tests.reporting.reading import pdf_text, table, workbook

pytestmark = pytest.mark.django_db


class TestFile:
    def test_a_pdf_is_handed_over_as_an_attachment_nobody_keeps(self, client, official, period):
        registered(period, "Siti Aminah")
        answer = fetch(client, format="pdf", kelurahan=make.village("Tlumpu").code)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == (
            'attachment; filename="daftar-peserta-2025-tlumpu.pdf"'
        )
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert "Siti Aminah" in pdf_text(answer.content)

    def test_screen_workbook_and_paper_agree(self, client, official, period):
        rows = [registered(period, f"Orang {letter}") for letter in "ABC"]
        _header, lines = table(workbook(fetch(client).content)["Daftar"])
        assert [line[3].value for line in lines] == [row.worker.masked_nik for row in rows]
        paper = pdf_text(fetch(client, format="pdf").content)
        page = screen(client).content.decode()
        for row in rows:
            assert row.worker.masked_nik in page
            assert row.worker.masked_nik in paper
            assert row.worker.nik not in paper
        assert "3 peserta, 3 laki-laki, 0 perempuan" in paper

    def test_paper_is_indonesian_whatever_the_reader_reads(self, client, period):
        client.force_login(make.official(language="en"))
        assert "Halaman 1 dari 1" in pdf_text(fetch(client, format="pdf").content)

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_exactly_one_access_is_noted(self, client, official, period, method):
        registered(period)
        fetch(client, method, kelurahan=make.village("Tlumpu").code)
        event = AccessEvent.objects.get()
        assert (event.actor, event.kind, event.rows) == (official.username, "export", 1)
        assert event.subject == f"roster:{KIND}"
        assert event.filters["kelurahan"] == make.village("Tlumpu").code
        assert len(event.sha256) == 64

    def test_paper_is_noted_as_printed(self, client, official, period):
        fetch(client, format="pdf")
        assert AccessEvent.objects.get().kind == "print"

    def test_nothing_leaves_when_the_access_cannot_be_noted(self, client, official, period):
        registered(period)
        client.raise_request_exception = False
        with connection.execute_wrapper(_refuse_access_events):
            answer = fetch(client)
        assert answer.status_code == 500
        assert b"PK" not in answer.content[:2]

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"format": "docx"}, "hanya pdf, xlsx, atau xlsx-terpisah"),
            ({"format": ""}, "Pilih bentuk berkas"),
            ({"status": "entah"}, "Tidak ada daftar untuk status itu"),
        ],
    )
    def test_a_bad_request_gets_a_sentence(self, client, official, period, values, sentence):
        answer = fetch(client, **values)
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert not AccessEvent.objects.exists()


class TestFullNik:
    def test_it_needs_a_purpose_which_is_noted(self, client, period):
        row = registered(period)
        client.force_login(make.checker())
        for purpose in ("", "ya", "\u200b" * 9):
            answer = fetch(client, "post", nik_lengkap="on", keperluan=purpose)
            assert answer.status_code == 400
            assert "Tulis untuk apa NIK lengkap diperlukan" in answer.content.decode()
        answer = fetch(client, "post", nik_lengkap="on", keperluan="berkas ke BPJS")
        _header, lines = table(workbook(answer.content)["Daftar"])
        assert lines[0][3].value == row.worker.nik
        event = AccessEvent.objects.get()
        assert (event.purpose, event.filters["full_nik"]) == ("berkas ke BPJS", True)

    def test_it_is_refused_to_those_who_may_not_see_it(self, client, official, period):
        registered(period)
        assert "Perlu NIK lengkap" not in screen(client).content.decode()
        answer = fetch(client, nik_lengkap="on", keperluan="ingin tahu saja")
        assert answer.status_code == 400
        assert "hanya boleh mencetak NIK tersamar" in answer.content.decode()
        assert not AccessEvent.objects.exists()


class TestLongList:
    @pytest.fixture(autouse=True)
    def short_limit(self, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        short = services.FORMATS["pdf"]._replace(rows_at_once=1)
        monkeypatch.setitem(services.FORMATS, "pdf", short)

    def test_a_job_makes_it(self, client, official, period, django_capture_on_commit_callbacks):
        for name in ("Siti Aminah", "Budi Santoso"):
            registered(period, name)
        with django_capture_on_commit_callbacks(execute=True):
            answer = fetch(client, "post", format="pdf")
        job = Job.objects.get()
        assert answer["Location"] == reverse("jobs:job_detail", args=[job.pk])
        assert (job.state, job.result_name) == (Job.State.DONE, "daftar-peserta-2025.pdf")
        file = client.get(reverse("jobs:job_file", args=[job.pk]))
        assert "Budi Santoso" in pdf_text(b"".join(file.streaming_content))
        assert AccessEvent.objects.get().actor == official.username

    def test_a_link_alone_starts_nothing(self, client, official, period):
        for _number in range(2):
            registered(period)
        answer = fetch(client, format="pdf")
        assert answer.status_code == 409
        assert "disiapkan di latar" in answer.content.decode()
        assert not Job.objects.exists()
        assert not AccessEvent.objects.exists()

    def test_scope_is_that_of_the_moment_the_job_runs(
        self, client, period, django_capture_on_commit_callbacks
    ):
        for _number in range(2):
            registered(period, village="Tlumpu")
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        client.force_login(clerk)
        with django_capture_on_commit_callbacks() as waiting:
            fetch(client, "post", format="pdf", kelurahan=make.village("Tlumpu").code)
        with acting("tests"):
            clerk.villages.set([make.village("Bendo")])
        for run in waiting:
            run()
        job = Job.objects.get()
        assert (job.state, job.result.name) == (Job.State.FAILED, "")
        assert not AccessEvent.objects.exists()


def _refuse_access_events(execute, sql, params, many, context):
    if "audit_accessevent" in sql:
        raise RuntimeError("no access event")
    return execute(sql, params, many, context)
