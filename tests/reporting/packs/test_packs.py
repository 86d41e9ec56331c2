"""A pack: everything in one file, numbered and noted once, nothing in it without its right."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.context import acting
from audit.models import AccessEvent
from ceremonies.models import CardHandover
from jobs.models import Job
from reporting.models import LabelSheet, RosterIssue
from reporting.packs import files, services
from reporting.packs.chapters import Chapter
from tests import make
from tests.reporting.asking import registered
from tests.reporting.reading import MM, bookmarks_below, pdf_file, pdf_pages, table, workbook

pytestmark = pytest.mark.django_db


def ask(client, ceremony, name="pack", **values):
    return client.post(reverse(f"packs:{name}", args=[ceremony.pk]), values)


def note_card(enrollment, by, **values):
    with acting("tests"):
        CardHandover.objects.create(
            enrollment=enrollment, by=by, recorded_at=timezone.now(), **values
        )


def bookmarks(content):
    with pdf_file(content).open_outline() as outline:
        return {item.title: [child.title for child in item.children] for item in outline.root}


def test_one_click_gives_everything_numbered_and_noted_once(client, official, held):
    answer = ask(client, held)
    assert answer["Content-Type"] == "application/pdf"
    found = bookmarks(answer.content)
    # Minutes enter the pack once a card was given.
    assert list(found) == [str(one.label) for one in Chapter if one != Chapter.MINUTES]
    assert found["Tanda terima kartu per kelurahan"] == ["Bendo", "Tlumpu"]
    pages = pdf_pages(answer.content)
    receipts = [page for page in pages if "TANDA TERIMA" in page]
    assert ["Orang Biasa" in page for page in receipts] == [False, True]
    assert all("Halaman 1 dari 1" in page for page in receipts)
    assert sum("Siti Aminah" in page for page in pages) >= 6
    # Official papers are numbered as when they are printed alone.
    issues = list(RosterIssue.objects.order_by("number"))
    assert [issue.kind for issue in issues] == [
        "recipient-attendance",
        "people-attendance",
        "ceremony-receipt",
        "ceremony-receipt",
    ]
    assert {issue.state for issue in issues} == {RosterIssue.State.VALID}
    text = " ".join(pages)
    assert all(issue.full_number in text for issue in issues)
    event = AccessEvent.objects.get()
    assert (event.subject, event.kind, event.rows) == (files.PDF, "print", 4)
    assert event.filters["issues"] == [issue.full_number for issue in issues]
    file = pdf_file(answer.content)
    assert file.Root.PageMode == "/UseOutlines"
    assert "Hari Jadi Kota" in str(file.docinfo["/Title"])
    assert "/Names" not in file.Root


def test_a_list_of_several_kelurahan_has_a_bookmark_for_each(client, official, held):
    for number in range(40):
        registered(held.period, f"Warga {number}", ("Bendo", "Tlumpu")[number % 2])
    content = ask(client, held, bagian=["susunan-acara", "hadir-peserta"]).content
    found = bookmarks(content)
    # A paper of one sheet needs none for its parts.
    assert found["Susunan acara"] == []
    kelurahan = found["Daftar hadir peserta"]
    assert [title.rpartition(" ")[2] for title in kelurahan] == ["Bendo", "Tlumpu"]
    file = pdf_file(content)
    with file.open_outline() as outline:
        places = list(bookmarks_below(outline.root, list(file.pages)))
    texts = pdf_pages(content)
    # The order of the day comes first, so that the places are those of the whole file.
    assert [place for _title, place, _up in places] == [1, 2]
    assert all(title in texts[place] for title, place, _up in places)


class TestChoice:
    def test_minutes_enter_with_the_first_card_that_was_given(self, client, official, held):
        row = held.recipients.all()[0]
        note_card(row.enrollment, official, handed_on=held.held_on)
        answer = ask(client, held, bagian="berita-acara")
        assert row.enrollment.worker.full_name in pdf_pages(answer.content)[-1]
        assert RosterIssue.objects.get().kind == "handover-minutes"

    def test_a_part_without_any_paper_says_so(self, client, official, held):
        answer = client.post(
            reverse("packs:pack", args=[held.pk]), {"bagian": "berita-acara"}, follow=True
        )
        assert "Belum ada yang dapat dicetak" in answer.content.decode()
        assert not AccessEvent.objects.exists()

    def test_a_part_is_printed_by_itself_under_its_own_name(self, client, official, held):
        answer = ask(client, held, bagian="undangan")
        assert list(bookmarks(answer.content)) == ["Undangan"]
        assert "undangan-hari-jadi-kota.pdf" in answer["Content-Disposition"]
        assert not RosterIssue.objects.exists()
        assert AccessEvent.objects.get().rows == 3

    def test_names_go_on_the_sheet_that_was_chosen(self, client, official, held):
        chosen = LabelSheet.objects.get(name__startswith="Tom & Jerry 121")
        answer = ask(client, held, bagian="tanda-nama", tanda_nama=chosen.pk)
        file = pdf_file(answer.content)
        assert round(float(file.pages[0].mediabox[2]) / MM) == chosen.sheet_width

    def test_an_unknown_part_is_refused_with_a_sentence(self, client, official, held):
        answer = ask(client, held, bagian="rahasia")
        assert answer.status_code == 422
        assert not AccessEvent.objects.exists()

    def test_before_anybody_is_chosen_it_says_what_to_do(self, client, official, period):
        answer = ask(client, make.ceremony(period))
        page = client.get(answer.headers["Location"]).content.decode()
        assert "Pilih dulu penerima simbolisnya" in page

    def test_the_page_of_papers_offers_parts_and_sheets(self, client, official, held):
        page = client.get(reverse("packs:papers", args=[held.pk])).content.decode()
        assert page.count('name="bagian"') == len(Chapter)
        assert "Tom &amp; Jerry 103" in page

    @pytest.mark.parametrize("name", ["bundle", "pack", "workbook"])
    def test_a_clerk_has_no_papers_of_ceremonies(self, client, held, name):
        client.force_login(make.clerk())
        assert ask(client, held, name).status_code == 403
        assert not AccessEvent.objects.exists()

    def test_an_unknown_ceremony_is_not_found(self, client, official):
        assert client.post(reverse("packs:pack", args=[999])).status_code == 404


def unpacked(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


class TestBundle:
    def test_one_press_gives_both_files_each_noted_once(self, client, official, held):
        held.title = "Hari Jadi “Kota” 感"
        with acting("tests"):
            held.save()
        answer = ask(client, held, "bundle")
        assert answer["Content-Type"] == "application/zip"
        assert 'filename="berkas-acara-hari-jadi-kota.zip"' in answer["Content-Disposition"]
        found = unpacked(answer.content)
        assert list(found) == [
            "berkas-acara-hari-jadi-kota.pdf",
            "berkas-acara-hari-jadi-kota.xlsx",
        ]
        papers, lists = found.values()
        assert next(iter(bookmarks(papers))) == "Susunan acara"
        assert "Siti Aminah" in " ".join(pdf_pages(papers))
        assert workbook(lists).sheetnames[0] == "Penerima"
        noted = AccessEvent.objects.order_by("subject").values_list("subject", "kind")
        assert list(noted) == [(files.PDF, "print"), (files.WORKBOOK, "export")]
        issues = RosterIssue.objects.all()
        assert len(issues) == 4
        assert {issue.state for issue in issues} == {RosterIssue.State.VALID}

    @pytest.mark.parametrize("name", ["print_papers", "write_workbook"])
    def test_nothing_counts_and_nothing_is_noted_when_either_fails(
        self, client, official, held, monkeypatch, name
    ):
        make = getattr(services, name)

        def fail(*args, **kwargs):
            make(*args, **kwargs)
            raise OSError("disk full")

        monkeypatch.setattr(services, name, fail)
        with pytest.raises(OSError, match="disk full"):
            ask(client, held, "bundle", bagian="hadir-penerima")
        assert not RosterIssue.objects.exclude(state=RosterIssue.State.VOID).exists()
        assert not AccessEvent.objects.exists()

    def test_the_page_of_a_ceremony_offers_it_first(self, client, official, held):
        page = client.get(reverse("ceremonies:ceremony_detail", args=[held.pk])).content.decode()
        places = [
            page.index(reverse(f"packs:{name}", args=[held.pk]) + '"')
            for name in ("bundle", "pack", "workbook")
        ]
        assert places == sorted(places)


class TestLongPack:
    @pytest.fixture(autouse=True)
    def _low_limit(self, monkeypatch):
        monkeypatch.setattr(services, "MOST_AT_ONCE", 2)

    def test_it_is_made_by_a_job_and_stays_with_its_owner(
        self, client, official, held, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            answer = ask(client, held, bagian=["undangan", "tanda-terima"])
        job = Job.objects.get()
        assert answer.headers["Location"] == reverse("jobs:job_detail", args=[job.pk])
        assert job.state == Job.State.DONE
        assert job.expires_at is not None
        with default_storage.open(str(job.result.name)) as file:
            assert list(bookmarks(file.read())) == ["Undangan", "Tanda terima kartu per kelurahan"]
        assert AccessEvent.objects.filter(subject=files.PDF).count() == 1

    def test_both_files_are_made_by_one_job(
        self, client, official, held, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            ask(client, held, "bundle", bagian="tanda-terima")
        job = Job.objects.get()
        assert job.state == Job.State.DONE
        assert job.result_name == "berkas-acara-hari-jadi-kota.zip"
        with default_storage.open(str(job.result.name)) as file:
            papers, lists = unpacked(file.read()).values()
        assert list(bookmarks(papers)) == ["Tanda terima kartu per kelurahan"]
        assert "Kartu belum diambil" in workbook(lists).sheetnames
        noted = AccessEvent.objects.values_list("subject", flat=True)
        assert sorted(noted) == [files.PDF, files.WORKBOOK]

    def test_short_parts_do_not_wait(self, client, official, held):
        assert ask(client, held, bagian=["undangan", "tanda-nama"]).status_code == 200
        assert not Job.objects.exists()


class TestFailure:
    def test_a_paper_that_fails_leaves_no_number_that_counts(
        self, client, official, held, monkeypatch
    ):
        def fail(*args, **kwargs):
            raise OSError("disk full")

        monkeypatch.setattr(files, "bind", fail)
        with pytest.raises(OSError, match="disk full"):
            ask(client, held, bagian="hadir-penerima")
        assert {issue.state for issue in RosterIssue.objects.all()} == {RosterIssue.State.VOID}
        assert not AccessEvent.objects.exists()


class TestWorkbook:
    def test_each_list_has_a_sheet(self, client, official, held):
        waiting = registered(held.period, "=cmd|' /C calc'!A0", "Bendo", phone="+6281234567890")
        done = registered(held.period, "Sudah Terima", "Bendo")
        back = registered(held.period, "Kartu Kembali", "Bendo")
        note_card(done, official, handed_on=held.held_on)
        note_card(back, official, returned_on=held.held_on, reason="moved", note="ke Kediri")
        answer = ask(client, held, "workbook")
        book = workbook(answer.content)
        assert book.sheetnames == ["Penerima", "Cadangan", "Daftar hadir", "Kartu belum diambil"]
        names = {name: [row[1].value for row in table(book[name])[1]] for name in book.sheetnames}
        assert names["Penerima"] == ["Siti Aminah", "Budi Santoso"]
        assert names["Cadangan"] == ["Cici Cadangan"]
        assert len(names["Daftar hadir"]) == 7
        assert "Sudah Terima" not in names["Kartu belum diambil"]
        header, rows = table(book["Kartu belum diambil"])
        found = {row[1].value: row for row in rows}
        state = header.index("Keadaan kartu")
        assert found["Kartu Kembali"][state].value == "Orangnya pindah (1-5-2025): ke Kediri"
        hostile = found[waiting.worker.full_name]
        assert hostile[1].data_type == "s"
        assert hostile[header.index("Nomor HP")].value == "0812-3456-7890"
        event = AccessEvent.objects.get()
        assert (event.subject, event.kind) == (files.WORKBOOK, "export")

    def test_it_costs_the_same_for_more_people(self, client, official, held):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert ask(client, held, "workbook").status_code == 200
            return len(captured)

        queries()
        few = queries()
        for number in range(27):
            person = registered(held.period, village=("Bendo", "Tlumpu")[number % 2])
            make.recipient(held, person, position=number + 10)
        assert queries() == few


def test_a_pack_costs_the_same_for_more_people_of_the_same_kelurahan(client, official, held):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, held, bagian=parts).status_code == 200
        return len(captured)

    # Those that are set like the others are left out: printing takes its time.
    parts = ["susunan-acara", "undangan", "hadir-penerima", "hadir-peserta"]
    queries()
    few = queries()
    for number in range(12):
        person = registered(held.period, village=("Bendo", "Tlumpu")[number % 2])
        make.recipient(held, person, position=number + 10)
    assert queries() == few
