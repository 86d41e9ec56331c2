"""The sheet that a reader prints on: F4 unless they ask for A4."""

import re

import pypdfium2
import pytest
from django.core.management import call_command
from django.urls import reverse

from jobs.models import Job
from reporting import services
from tests.reporting.asking import KIND, fetch, registered, screen
from tests.reporting.reading import MM, pdf_text, table, workbook

pytestmark = pytest.mark.django_db
# By which workbooks know a sheet.
F4, A4 = "14", "9"


def size(content):
    """Give the width and the height of a file's sheets in whole millimetres."""
    sizes = {
        tuple(round(side / MM) for side in page.get_size())
        for page in pypdfium2.PdfDocument(content)
    }
    assert len(sizes) == 1
    return sizes.pop()


class TestPaper:
    @pytest.mark.parametrize(
        ("kind", "wanted", "expected"),
        [
            (KIND, {}, (330, 215)),
            (KIND, {"kertas": "F4"}, (330, 215)),
            (KIND, {"kertas": "A4"}, (297, 210)),
            ("card-receipt", {}, (215, 330)),
            ("card-receipt", {"kertas": "A4"}, (210, 297)),
        ],
    )
    def test_a_print_lies_as_its_kind_wants(
        self, client, official, period, kind, wanted, expected
    ):
        registered(period)
        assert size(fetch(client, kind=kind, format="pdf", **wanted).content) == expected

    @pytest.mark.parametrize(("sheet", "code"), [("F4", F4), ("A4", A4)])
    def test_a_workbook_is_set_up_for_it(self, client, official, period, sheet, code):
        registered(period)
        book = workbook(fetch(client, kertas=sheet).content)
        assert {str(page.page_setup.paperSize) for page in book} == {code}
        assert {page.page_setup.orientation for page in book} == {"landscape"}

    def test_another_sheet_is_refused_with_a_sentence(self, client, official, period):
        answer = fetch(client, kertas="A3")
        assert answer.status_code == 400
        assert "Ukuran kertas hanya F4 atau A4." in answer.content.decode()

    def test_the_screen_offers_both(self, client, official, period):
        page = screen(client).content.decode()
        assert '<option value="F4" selected>F4</option>' in page
        assert '<option value="A4">A4</option>' in page

    @pytest.fixture
    def everything_is_long(self, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        short = services.FORMATS["pdf"]._replace(rows_at_once=0)
        monkeypatch.setitem(services.FORMATS, "pdf", short)

    @pytest.mark.parametrize(
        ("kind", "parted", "whole"),
        [
            (KIND, r"Mulai perlin\W{1,2}dungan", "Mulai perlindungan"),
            ("recap-by-village", r"Perem\W{1,2}puan", "Perempuan"),
        ],
    )
    def test_a_long_heading_parts_where_words_part(
        self, client, official, period, kind, parted, whole
    ):
        registered(period)
        narrow = fetch(client, kind=kind, format="pdf", kertas="A4").content
        assert re.search(parted, pdf_text(narrow))
        assert whole in pdf_text(fetch(client, kind=kind, format="pdf").content)

    def test_a_job_keeps_it(
        self, client, official, period, everything_is_long, django_capture_on_commit_callbacks
    ):
        registered(period)
        with django_capture_on_commit_callbacks(execute=True):
            fetch(client, "post", format="pdf", kertas="A4")
        file = client.get(reverse("jobs:job_file", args=[Job.objects.get().pk]))
        assert size(b"".join(file.streaming_content)) == (297, 210)

    def test_the_command_knows_it(self, period, tmp_path):
        registered(period)
        path = tmp_path / "daftar.pdf"
        call_command("export_roster", KIND, period="2025", format="pdf", output=path, paper="A4")
        assert size(path.read_bytes()) == (297, 210)


class TestSheetsApart:
    def test_a_reader_may_ask_for_a_sheet_for_each_kelurahan(self, client, official, period):
        registered(period, "Orang Tlumpu", "Tlumpu")
        registered(period, "Orang Bendo", "Bendo")
        answer = fetch(client, format="xlsx-terpisah")
        assert answer["Content-Disposition"].endswith('daftar-peserta-2025.xlsx"')
        book = workbook(answer.content)
        assert book.sheetnames == ["Bendo", "Tlumpu", "Rekap"]
        assert table(book["Tlumpu"])[1][0][2].value == "Orang Tlumpu"
        assert "Excel, lembar terpisah" in screen(client).content.decode()

    def test_a_recap_has_no_sheets_to_part(self, client, official, period):
        registered(period)
        answer = fetch(client, kind="recap-by-village", format="xlsx-terpisah")
        assert answer.status_code == 400
