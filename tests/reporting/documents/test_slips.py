"""The sheet of a family: what it tells, whom it is printed for, what it keeps to itself."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.context import acting
from audit.models import AccessEvent
from contributions.models import Bill, ClockRule
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import EndReason, Status
from jobs.models import Job
from jobs.tasks import run_job
from reporting.documents.printing import render_document
from reporting.documents.slips import Slip, build_slips, cover_to_print
from reporting.models import RosterIssue
from reporting.papers import A4, F4
from tests import make
from tests.reporting import papers
from tests.reporting.asking import registered
from tests.reporting.documents.hostile import HOSTILE, bare
from tests.reporting.reading import pdf_file, pdf_pages, pdf_text

pytestmark = pytest.mark.django_db
ON = date(2025, 8, 20)
APRIL, MAY = date(2025, 4, 1), date(2025, 5, 1)


@pytest.fixture
def period():
    return make.period(code="2025", starts_on=APRIL, ends_on=date(2025, 12, 31))


def sheet(enrollment: Enrollment, **values: Any) -> Slip:
    (slip,) = document(enrollment, **values).content["slips"]
    return slip


def document(*enrollments: Enrollment, **values: Any) -> Any:
    found = Enrollment.objects.filter(pk__in=[row.pk for row in enrollments])
    defaults: dict[str, Any] = {"on": ON, "paper": F4}
    return build_slips(found, **(defaults | values))


def pay(enrollment: Enrollment, *months: date) -> None:
    for month in months:
        bill = papers.bill(enrollment, month=month, period=enrollment.period)
        with acting("tests"):
            bill.state, bill.billing_code, bill.billed_on = Bill.State.PAID, "1", month
            bill.paid_on, bill.payment_document = month, "SP2D 1"
            bill.save()


def heir(enrollment: Enrollment, name: str = "Fatimah", relation: str = "spouse") -> None:
    with acting("tests"):
        enrollment.worker.heirs.create(full_name=name, relation=relation, phone="0812")


class TestWhatItTells:
    def test_cover_months_heir_and_amounts(self, period):
        row = registered(period, member_number="25000000001")
        pay(row, APRIL, MAY)
        heir(row)
        text = pdf_text(render_document(document(row)))
        assert "Siti Aminah" in text
        assert "25000000001" in text
        assert "1 April 2025 sampai 31 Desember 2025" in text
        assert "2 bulan sudah dibayar per 20 Agustus 2025" in text
        assert "Fatimah (suami / istri)" in text
        # As the dated amounts of the fixture add up.
        assert "Rp42.000.000" in text
        assert "Rp70.000.000" in text
        assert "Rp174.000.000" in text
        assert "perkiraan; keputusan pada BPJS Ketenagakerjaan" in text
        assert "Permenaker 5/2021" in text

    def test_each_month_says_whether_it_is_paid(self, period):
        row = registered(period)
        pay(row, APRIL)
        months = [(cell.month.month, cell.state) for cell in sheet(row).months]
        assert months == [
            (4, "paid"),
            *((month, "hole") for month in (5, 6, 7)),
            *((month, "planned") for month in range(8, 13)),
        ]

    @pytest.mark.parametrize(
        ("paid", "words"),
        [
            (0, "belum ada iuran yang dibayar"),
            (2, "biaya pemakaman Rp10.000.000"),
            (5, "santunan kematian dibayarkan penuh"),
        ],
    )
    def test_it_says_what_a_death_would_pay_today(self, period, paid, words):
        row = registered(period)
        pay(row, *(date(2025, 9 - back, 1) for back in range(1, paid + 1)))
        assert words in pdf_text(render_document(document(row)))

    def test_what_to_do_which_papers_and_whom_to_ask(self, period):
        text = pdf_text(render_document(document(registered(period))))
        for words in (
            "Bila kecelakaan saat bekerja",
            "2 × 24 jam",
            "Bila peserta meninggal",
            "Surat keterangan ahli waris",
            "Buku tabungan ahli waris",
            "Kantor Kelurahan Tlumpu",
            "Telepon (0342) 000000",
        ):
            assert words in text

    def test_times_and_limits_are_those_of_the_day_with_where_they_are_written(self, period):
        def rule(kind: str, value: int) -> None:
            ClockRule.objects.create(
                kind=kind, value=value, valid_from=date(2025, 8, 1), legal_basis=f"Baru {kind}"
            )

        row = registered(period)
        text = pdf_text(render_document(document(row, on=date(2025, 7, 31))))
        for words in ("dua anak", "2 × 24 jam", "sesudah 5 tahun", "Rp50 juta", "Pasal 26"):
            assert words in " ".join(text.split())
        with acting("tests"):
            rule("children", 3)
            rule("report_hours", 36)
            rule("claim_years", 7)
            rule("tax_number", 60)
        text = " ".join(pdf_text(render_document(document(row))).split())
        for words in ("tiga anak", "36 jam", "sesudah 7 tahun", "Rp60 juta", "Baru children"):
            assert words in text
        assert "Pasal 26" not in text

    def test_what_the_office_has_not_set_is_said_without_a_number(self, period):
        row = registered(period)
        with acting("tests"):
            ClockRule.objects.all().delete()
        text = " ".join(pdf_text(render_document(document(row))).split())
        for words in (
            "Untuk anak peserta",
            "kami secepatnya",
            "hak klaim dapat hilang",
            "diminta",
        ):
            assert words in text

    def test_nobody_on_record_as_heir_is_said(self, period):
        assert "belum tercatat" in pdf_text(render_document(document(registered(period))))

    def test_amounts_of_another_day_are_those_of_that_day(self, period):
        text = pdf_text(render_document(document(registered(period), on=date(2019, 1, 1))))
        assert "Rp42.000.000" not in text

    @pytest.mark.parametrize("paper", [F4, A4])
    def test_a_whole_year_fits_on_one_sheet(self, paper):
        year = make.period(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
        row = registered(year, "Raden Mas Haryo Kusumo Wardhana Adiningrat bin Sastro")
        heir(row)
        heir(row, "Sumarni", "child")
        (page,) = pdf_pages(render_document(document(row, paper=paper)))
        assert "Kantor Kelurahan" in page


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_is_printed_as_typed(self, period, text):
        row = registered(period, text, address=text)
        heir(row, text)
        content = render_document(document(row))
        assert bare(pdf_text(content)).count(bare(text)) >= 3
        assert not pdf_file(content).attachments

    def test_letters_of_all_kinds_leave_the_sheet_whole(self, period):
        name = "علي \u202eالحسن\u202c 😀 Śrī Ćwik"
        row = registered(period, name)
        content = render_document(document(row))
        assert "Ćwik" in pdf_text(content)
        assert "\u202e" not in pdf_text(content)
        assert len(pdf_pages(content)) == 1

    def test_the_longest_names_wrap_and_lose_nothing(self, period):
        row = registered(period, "W" * 150, address="Jalan " * 33)
        heir(row, "M" * 150)
        text = bare(pdf_text(render_document(document(row))))
        assert "W" * 150 in text
        assert "M" * 150 in text


class TestWhichCover:
    def test_todays_comes_before_the_next_and_the_past(self):
        worker, user = make.worker(), make.admin()
        rows = [
            make.enrollment(
                worker=worker,
                period=make.period(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31)),
                status=Status.REGISTERED,
            )
            for year in (2024, 2025, 2026)
        ]
        for on, expected in (
            (date(2025, 6, 1), rows[1]),
            (date(2023, 1, 1), rows[0]),
            (date(2030, 1, 1), rows[2]),
        ):
            assert cover_to_print(worker, user, on) == expected

    def test_a_proposal_is_no_cover(self):
        row = make.enrollment(status=Status.PROPOSED)
        assert cover_to_print(row.worker, make.admin(), ON) is None

    def test_an_ended_cover_says_its_last_day(self, period):
        row = registered(period)
        with acting("tests"):
            row.ended_on, row.end_reason = date(2025, 6, 30), EndReason.MOVED
            row.end_known_on = date(2025, 7, 1)
            row.save()
        assert "sampai 30 Juni 2025 (sudah berakhir)" in pdf_text(render_document(document(row)))


class TestABundle:
    def test_sheets_lie_as_one_walks(self, period):
        for name, rw, rt in (("C", "002", "001"), ("B", "001", "002"), ("A", "001", "003")):
            registered(period, name, rw=rw, rt=rt)
        names = [slip.name for slip in document(*Enrollment.objects.all()).content["slips"]]
        assert names == ["B", "A", "C"]

    def test_a_long_one_is_set_in_portions_and_nobody_is_lost(self, period, monkeypatch):
        monkeypatch.setattr("reporting.documents.printing.SHEETS_AT_ONCE", 2)
        names = ["Arif", "Budi", "Siti", "Wati", "Yani"]
        for name in names:
            registered(period, name)
        told: list[tuple[int, int]] = []
        content = render_document(
            document(*Enrollment.objects.all()), progress=lambda *said: told.append(said)
        )
        assert [name for name in names for page in pdf_pages(content) if name in page] == names
        assert told == [(0, 5), (2, 5), (4, 5)]
        file = pdf_file(content)
        assert (str(file.Root.Lang), str(file.docinfo["/Title"])) == ("id", "Lembar Peserta")

    def test_it_costs_the_same_queries_for_any_number(self, period):
        counts = []
        for number in (3, 30):
            for _place in range(number):
                heir(registered(period))
            with CaptureQueriesContext(connection) as queries:
                built = document(*Enrollment.objects.all())
            counts.append(len(queries) - 1)  # the ids of these tests
        assert built.row_count == 33
        assert counts[0] == counts[1]
        assert counts[0] <= 8


def ask(client: Any, enrollment: Enrollment, **values: str) -> Any:
    return client.post(reverse("reporting:slip", args=[enrollment.worker_id]), values)


def ask_many(client: Any, period: EnrollmentPeriod, **values: str) -> Any:
    return client.post(reverse("reporting:slips"), {"periode": period.code} | values)


class TestPrintingOne:
    def test_it_leaves_with_a_number_and_a_note(self, client, official, period):
        row = registered(period)
        response = ask(client, row)
        assert response.headers["Content-Type"] == "application/pdf"
        issue, event = RosterIssue.objects.get(), AccessEvent.objects.get()
        assert (issue.kind, issue.rows) == ("participant-slip", 1)
        assert issue.filter == {"pekerja": str(row.worker_id)}
        assert event.subject == "document:participant-slip"
        assert event.sha256 == issue.sha256
        text = pdf_text(response.content)
        assert issue.full_number in text
        assert issue.spoken_code in text
        assert "Siti" not in str(issue.filter) + issue.title

    def test_the_page_behind_the_code_says_it_is_genuine_and_names_nobody(
        self, client, official, period
    ):
        ask(client, registered(period))
        client.logout()
        answer = client.get(RosterIssue.objects.get().get_absolute_url()).content.decode()
        assert "Lembar Peserta" in answer
        assert "Siti" not in answer

    def test_the_nik_is_masked_for_whoever_may_not_see_it(self, client, official, period):
        row = registered(period)
        text = pdf_text(ask(client, row).content)
        assert row.worker.masked_nik in text
        assert row.worker.nik not in text
        refused = ask(client, row, nik_lengkap="on", keperluan="dibagikan ke keluarga")
        assert refused.status_code == 422

    def test_the_full_nik_needs_a_purpose_which_is_noted(self, client, period):
        row = registered(period)
        client.force_login(make.clerk(villages=[make.village("Tlumpu")]))
        assert ask(client, row, nik_lengkap="on", keperluan="").status_code == 422
        assert not AccessEvent.objects.exists()
        response = ask(client, row, nik_lengkap="on", keperluan="dibagikan ke keluarga")
        assert row.worker.nik in pdf_text(response.content)
        assert AccessEvent.objects.get().purpose == "dibagikan ke keluarga"

    def test_a_person_of_another_kelurahan_looks_absent(self, client, period):
        row = registered(period)
        client.force_login(make.clerk(villages=[make.village("Kauman")]))
        assert ask(client, row).status_code == 404
        assert not RosterIssue.objects.exists()

    def test_without_a_cover_there_is_none_and_the_page_says_so(self, client, official):
        row = make.enrollment(status=Status.PROPOSED)
        assert ask(client, row).status_code == 422
        page = client.get(reverse("reporting:slip", args=[row.worker_id]))
        assert "belum punya perlindungan" in page.content.decode()

    def test_it_is_indonesian_for_an_english_reader(self, client, period):
        user = make.official(language="en")
        client.force_login(user)
        client.cookies["django_language"] = "en"
        assert "Ahli waris yang tercatat" in pdf_text(ask(client, registered(period)).content)

    def test_the_page_of_a_person_offers_it(self, client, official, period):
        row = registered(period)
        page = client.get(reverse("enrollment:worker_detail", args=[row.worker_id]))
        assert reverse("reporting:slip", args=[row.worker_id]) in page.content.decode()


class TestPrintingMany:
    def test_one_file_one_number_a_sheet_each(self, client, official, period):
        for name in ("Budi", "Siti", "Wati"):
            registered(period, name)
        response = ask_many(client, period)
        pages = pdf_pages(response.content)
        issue = RosterIssue.objects.get()
        assert (len(pages), issue.rows) == (3, 3)
        assert all(issue.spoken_code in page for page in pages)

    def test_a_clerk_gets_the_own_kelurahan_only(self, client, period):
        registered(period, "Budi")
        registered(period, "Wati", village="Kauman")
        client.force_login(make.clerk(villages=[make.village("Kauman")]))
        (page,) = pdf_pages(ask_many(client, period).content)
        assert "Wati" in page
        assert ask_many(client, period, kelurahan=make.village("Tlumpu").code).status_code == 404

    def test_nobody_found_is_said_and_takes_no_number(self, client, official, period):
        assert ask_many(client, period).status_code == 422
        assert not RosterIssue.objects.exists()

    def test_many_are_made_by_a_job(self, client, official, period, monkeypatch):
        monkeypatch.setattr("reporting.documents.forms.DocumentForm.most_at_once", 2)
        for name in ("Budi", "Siti", "Wati"):
            registered(period, name)
        response = ask_many(client, period)
        job = Job.objects.get()
        assert response.status_code == 302
        assert str(job.pk) in response.headers["Location"]
        run_job.func(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE
        with job.result.open() as file:
            assert len(pdf_pages(file.read())) == 3
        assert RosterIssue.objects.get().issued_by == official
