"""Renewal lists that go out to a kelurahan and come back answered."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from audit.models import AccessEvent
from common.dates import today
from enrollment.models import RenewalAnswer
from enrollment.renewals import Answer
from enrollment.services.renewals import Said, answer_many
from enrollment.transitions import EndReason, Status
from intake import services
from intake.kinds.answers import read_answer
from tests import make
from tests.intake.other_lists import staged

pytestmark = pytest.mark.django_db

HEADINGS = ["NIK", "NAMA", "JAWABAN", "TANGGAL KEJADIAN", "PEKERJAAN BARU", "KETERANGAN"]


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def source():
    return make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))


@pytest.fixture
def coming():
    """The next year, not yet open: a renewal is answered before."""
    return make.period(
        "2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), state="draft"
    )


def covered(source, **values):
    values.setdefault("member_number", make.member_number())
    return make.enrollment(worker=make.worker(**values), period=source, status=Status.REGISTERED)


@pytest.fixture
def send(coming, admin):
    def send(*rows, by=None):
        sheet = [["DAFTAR PERPANJANGAN"], [], HEADINGS, *rows]
        batch = staged(sheet, kind="renewal", period=coming, by=by or admin)
        return batch, list(batch.rows.people().order_by("row"))

    return send


def line(row, *said):
    return [row.worker.nik, row.worker.full_name, *said]


def codes(row) -> list[str]:
    return [problem["code"] for problem in row.problems]


def save(batch, by):
    services.commit_batch(batch_id=batch.pk, by=by, on=today())


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Lanjut", Answer.STAYS),
        ("ya", Answer.STAYS),
        ("v", Answer.STAYS),
        ("✓", Answer.STAYS),
        ("masih tetap ikut", Answer.STAYS),
        ("Lanjut, ganti pekerjaan", Answer.CHANGED_WORK),
        ("pindah pekerjaan", Answer.CHANGED_WORK),
        ("Alm.", Answer.DIED),
        ("MENINGGAL DUNIA", Answer.DIED),
        ("pindah ke Malang", Answer.MOVED),
        ("jadi karyawan pabrik", Answer.WAGE_EARNER),
        ("sudah tidak bekerja", Answer.STOPPED_WORKING),
        ("berhenti", Answer.STOPPED_WORKING),
        ("tidak lanjut", Answer.RESIGNED),
        ("Tidak mau ikut lagi", Answer.RESIGNED),
        ("tidak", Answer.RESIGNED),
        ("entahlah", None),
    ],
)
def test_an_answer_is_read_from_the_words_of_a_kelurahan(words, answer):
    assert read_answer(words) == answer


class TestReturnedList:
    def test_answers_are_kept_and_silence_stays_silence(self, source, coming, admin, send):
        stays, died, silent = covered(source), covered(source), covered(source)
        batch, rows = send(
            line(stays, "lanjut"),
            line(died, "meninggal", "03/11/2025"),
            line(silent, ""),
        )
        assert [row.verdict for row in rows] == ["new", "new", "same"]
        save(batch, admin)
        said = dict(RenewalAnswer.objects.values_list("enrollment", "answer"))
        assert said == {stays.pk: "stays", died.pk: "died"}
        died.refresh_from_db()
        assert (died.ended_on, died.end_reason) == (date(2025, 11, 3), EndReason.DIED)
        assert died.end_known_on == today()

    def test_new_work_is_found_under_the_words_people_use(self, source, coming, admin, send):
        row = covered(source)
        batch, (read,) = send(line(row, "ganti pekerjaan", None, "ojol"))
        assert read.values["new_work"] == "Ojek online"
        save(batch, admin)
        kept = RenewalAnswer.objects.get()
        assert kept.occupation is not None
        assert (kept.answer, kept.occupation.slug) == ("changed_work", "online_motorcycle_taxi")

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            (("meninggal",), "death_day_missing"),
            (("pindah", "01/01/2050"), "fact_day_ahead"),
            (("ganti pekerjaan",), "new_work_missing"),
            (("ganti pekerjaan", None, "astronot bulan"), "new_work_unknown"),
        ],
    )
    def test_what_an_answer_lacks_is_said(self, source, send, said, code):
        _batch, (row,) = send(line(covered(source), *said))
        assert (row.verdict, codes(row)) == ("error", [code])

    def test_words_that_say_nothing_are_asked_about(self, source, send):
        _batch, (row,) = send(line(covered(source), "entahlah"))
        assert row.verdict != "new"
        assert not row.ready

    def test_somebody_who_was_not_covered_is_refused(self, source, send):
        stranger = make.worker()
        _batch, (row,) = send([stranger.nik, stranger.full_name, "lanjut"])
        assert codes(row) == ["not_renewable"]

    def test_a_clerk_answers_for_no_other_kelurahan(self, source, coming, send):
        other = covered(source, village=make.village("Turi"), full_name="Tetangga Jauh")
        _batch, (row,) = send([other.worker.nik, "Siapa Saja", "lanjut"], by=make.clerk())
        assert row.verdict == "error"
        assert "Tetangga" not in str(row.problems)

    def test_two_answers_for_one_person_hold_each_other_back(self, source, send):
        person = covered(source)
        _batch, rows = send(line(person, "lanjut"), line(person, "pindah"))
        assert [codes(row) for row in rows] == [["rows_contradict"], ["rows_contradict"]]

    def test_a_list_sent_again_changes_what_it_says_otherwise(self, source, coming, admin, send):
        same, other = covered(source), covered(source)
        answer_many(
            period=coming,
            said={row.pk: Said(Answer.STAYS) for row in (same, other)},
            known_on=today(),
            by=admin,
        )
        batch, rows = send(line(same, "lanjut"), line(other, "tidak lanjut"))
        assert [row.verdict for row in rows] == ["same", "update"]
        save(batch, admin)
        said = dict(RenewalAnswer.objects.values_list("enrollment", "answer"))
        assert said == {same.pk: "stays", other.pk: "resigned"}


class TestListToAnswer:
    def test_it_names_the_own_people_and_comes_back_answered(
        self, client, source, coming, settings
    ):
        mine = covered(source, full_name="Wagiman")
        covered(source, full_name="Tetangga", village=make.village("Turi"))
        clerk = make.clerk()
        client.force_login(clerk)
        address = {"periode": coming.code, "dari": source.code}
        answer = client.get(reverse("intake:renewal_form"), address)
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        sheet = book["Daftar"]
        heads = {cell.value: cell.column for row in sheet.iter_rows() for cell in row}
        (place,) = (
            cell for row in sheet.iter_rows() for cell in row if cell.value == mine.worker.nik
        )
        assert "Tetangga" not in heads
        assert place.data_type == "s"
        assert AccessEvent.objects.get().rows == 1
        sheet.cell(place.row, heads["JAWABAN PERPANJANGAN"]).value = "Lanjut"
        filled = [[cell.value for cell in row] for row in sheet.iter_rows()]
        batch = staged(filled, kind="renewal", period=coming, by=clerk)
        save(batch, clerk)
        assert RenewalAnswer.objects.get().enrollment == mine

    def test_answers_so_far_stand_in_it(self, client, source, coming, admin):
        row = covered(source)
        answer_many(
            period=coming,
            said={row.pk: Said(Answer.RESIGNED, note="sudah tua")},
            known_on=today(),
            by=admin,
        )
        client.force_login(admin)
        address = {"periode": coming.code, "dari": source.code}
        answer = client.get(reverse("intake:renewal_form"), address)
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        texts = {cell.value for line in book["Daftar"].iter_rows() for cell in line}
        assert {"Tidak mau ikut lagi", "sudah tua"} <= texts

    def test_without_a_period_to_continue_it_says_what_to_do(self, client, admin):
        client.force_login(admin)
        answer = client.get(reverse("intake:renewal_form"))
        assert answer.status_code == 409
        assert "Buat periode baru" in answer.content.decode()
