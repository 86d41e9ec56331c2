"""Files for BPJS: who goes into one, what stands in it, that nobody waits twice."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.bpjs_workbook import build_workbook
from enrollment.models import ColumnPreset, Submission, SubmissionLine
from enrollment.services.actions import take_action
from enrollment.services.people import change_worker
from enrollment.services.submissions import submit, withdraw_submission
from enrollment.submission_selectors import changed_since_rejected, correctable, unsent
from enrollment.submission_text import digest
from enrollment.transitions import Action, ReturnReason, Status
from tests import make
from workers.models import Heir

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def period():
    return make.period("2025")


@pytest.fixture
def decreed(period):
    def make_one(**values):
        return make.enrollment(worker=make.worker(**values), period=period, status=Status.DECREED)

    return make_one


@pytest.fixture
def send(period, admin):
    def put_into_file(**values):
        values.setdefault("preset", ColumnPreset.objects.get())
        values.setdefault("by", admin)
        return submit(period_id=period.pk, **values)

    return put_into_file


def reject(row, by, words="NIK tidak ditemukan", code=ReturnReason.NIK_UNKNOWN):
    take_action(
        enrollment_id=row.pk,
        action=Action.BPJS_REJECT,
        by=by,
        reason_code=code,
        reason_note=words,
    )


def again(row, by):
    take_action(enrollment_id=row.pk, action=Action.RESUBMIT, by=by)


def cells_of(line) -> dict[str, str]:
    return dict(zip(line.submission.headings, line.cells, strict=True))


def texts_in(workbook: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(workbook)).active
    return [[cell.value or "" for cell in line] for line in sheet]


class TestWhatStandsInIt:
    def test_cells_are_texts_as_bpjs_reads_them(self, decreed, send):
        row = decreed(
            full_name="Siti Aminah",
            nik="3572025708650011",
            sex="F",
            birth_date=date(1965, 8, 17),
            birth_place="Blitar",
            address="Jl. Melati 5",
            rt="003",
            rw="001",
            phone="+6281234567890",
            mother_name="Sulastri",
            work_place="Pasar Legi",
        )
        with acting("tests"):
            Heir.objects.create(worker=row.worker, full_name="Slamet", relation="spouse")
        line = send().lines.get()
        assert cells_of(line) == {
            "NO": "1",
            "NIK": "3572025708650011",
            "NAMA": "SITI AMINAH",
            "TEMPAT LAHIR": "Blitar",
            "TGL LAHIR": "17-08-1965",
            "JENIS KELAMIN": "P",
            "ALAMAT": "Jl. Melati 5, RT 003 / RW 001",
            "KODE POS": row.worker.village.postal_code,
            "KELURAHAN": "Tlumpu",
            "KECAMATAN": "Sukorejo",
            "NO HP": "081234567890",
            "EMAIL": "",
            "NAMA IBU KANDUNG": "SULASTRI",
            "PEKERJAAN": row.worker.occupation.name,
            "LOKASI KERJA": "Pasar Legi",
            "JAM KERJA": "",
            "PENGHASILAN": "1000000",
            "PROGRAM": "JKK,JKM",
            "PERIODE": "9",
            "NAMA AHLI WARIS": "SLAMET",
            "HUBUNGAN": "Suami / istri",
        }

    def test_the_workbook_holds_texts_and_never_a_formula(self, decreed, send):
        row = decreed(full_name="=1+1", nik="3572021705800011", rt="003")
        submission = send()
        file = build_workbook(submission)
        assert file.name == "BPJS 2025 pengajuan 01.xlsx"
        sheet = openpyxl.load_workbook(BytesIO(file.content))["Peserta"]
        headings, line = list(sheet.iter_rows())
        assert [cell.value for cell in headings] == submission.headings
        assert {cell.data_type for cell in line} <= {"s", "n"}
        assert {cell.number_format for cell in line} == {"@"}
        values = [cell.value or "" for cell in line]
        assert values == submission.lines.get().cells
        assert row.worker.nik in values
        assert "=1+1" in values

    def test_a_later_change_of_the_person_changes_no_file(self, decreed, send, admin):
        row = decreed(mother_name="Sulastri")
        submission = send()
        before = build_workbook(submission).content
        change_worker(
            worker_id=row.worker_id, data={"mother_name": "Sumiati"}, heirs=None, by=admin
        )
        with acting("tests"):
            submission.preset.columns.filter(source="mother_name").delete()
        line = submission.lines.get()
        assert cells_of(line)["NAMA IBU KANDUNG"] == "SULASTRI"
        assert texts_in(before) == texts_in(build_workbook(submission).content)

    def test_the_digest_is_that_of_the_lines(self, decreed, send):
        decreed(), decreed()
        submission = send()
        cells = list(submission.lines.values_list("cells", flat=True))
        assert submission.sha256 == digest(submission.headings, cells)
        assert submission.sha256 != digest(submission.headings, cells[::-1])

    def test_lines_go_by_kelurahan_and_name(self, decreed, send):
        rows = [
            decreed(full_name="Zainal"),
            decreed(full_name="Budi", village=make.village("Kauman")),
            decreed(full_name="Ahmad"),
        ]
        lines = send().lines.all()
        assert [line.enrollment_id for line in lines] == [rows[1].pk, rows[2].pk, rows[0].pk]
        assert [(line.position, line.cells[0]) for line in lines] == [(1, "1"), (2, "2"), (3, "3")]


class TestWho:
    @pytest.mark.parametrize("status", sorted(set(Status) - {Status.DECREED}))
    def test_nobody_but_the_decreed(self, period, status):
        make.enrollment(period=period, status=status)
        assert not unsent(period).exists()

    def test_nobody_whose_cover_has_ended(self, period):
        make.enrollment(
            period=period,
            status=Status.DECREED,
            ended_on=date(2025, 5, 1),
            end_reason="died",
        )
        assert not unsent(period).exists()

    def test_nobody_of_another_period(self, decreed, send):
        mine = decreed()
        other = make.period(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        make.enrollment(period=other, status=Status.DECREED)
        assert send().lines.get().enrollment == mine

    def test_who_waits_for_an_answer_is_not_sent_again(self, decreed, send):
        decreed()
        send()
        with pytest.raises(ActionDenied, match="Tidak ada orang"):
            send()
        later = decreed()
        second = send()
        assert (second.number, second.lines.get().enrollment) == (2, later)

    def test_a_correction_holds_only_those_who_were_put_forward_again(self, decreed, send, admin):
        fixed, unfixed, waiting = decreed(), decreed(), decreed()
        first = send()
        reject(fixed, admin)
        reject(unfixed, admin)
        newcomer = decreed()
        again(fixed, admin)
        assert [(row.pk, row.fixed) for row in correctable(first.period)] == [(first.pk, 1)]
        correction = send(corrects=first)
        assert correction.corrects == first
        assert correction.lines.get().enrollment == fixed
        assert set(unsent(first.period)) == {newcomer}
        assert waiting.submission_lines.get().submission == first

    def test_who_lacks_something_may_stay_behind(self, decreed, send):
        with acting("tests"):
            ColumnPreset.objects.get().columns.exclude(source__in=["nik", "phone"]).delete()
        decreed()
        complete = decreed(phone="+6281234567890")
        submission = send(only_complete=True)
        assert submission.lines.get().enrollment == complete

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
    def test_only_admins_send(self, decreed, send, role):
        decreed()
        with pytest.raises(ActionDenied):
            send(by=make.user(role))
        assert not Submission.objects.exists()

    def test_nothing_leaves_a_closed_period(self, decreed, send, period):
        decreed()
        with acting("tests"):
            period.state = "closed"
            period.save()
        with pytest.raises(ActionDenied, match="dibuka"):
            send()

    def test_the_database_lets_nobody_wait_twice(self, decreed, send):
        row = decreed()
        send()
        with pytest.raises(IntegrityError), transaction.atomic():
            make.submission(row, number=99)

    def test_more_people_cost_no_more_statements(self, decreed, send):
        costs = []
        for number in (3, 30):
            for _each in range(number):
                decreed(phone="+6281234567890")
            with CaptureQueriesContext(connection) as statements:
                assert send().lines.count() == number
            costs.append(len(statements))
        assert costs[0] == costs[1]

    def test_the_trail_knows_who_was_sent_and_holds_no_cells(self, decreed, send, admin):
        decreed()
        send()
        event = AuditEvent.objects.get(table="enrollment_submissionline")
        assert (event.actor, event.reason) == (admin.username, "Pengajuan ke BPJS")
        assert event.new is not None
        assert "cells" not in event.new


class TestAnswers:
    def test_a_step_on_the_person_answers_the_line_too(self, decreed, send, admin):
        row = decreed()
        send()
        take_action(
            enrollment_id=row.pk, action=Action.REGISTER, by=admin, member_number="24012345678"
        )
        line = row.submission_lines.get()
        assert (line.outcome, line.answered_at is None) == ("accepted", False)

    def test_each_file_keeps_its_own_answer(self, decreed, send, admin):
        row = decreed()
        first = send()
        reject(row, admin)
        again(row, admin)
        second = send(corrects=first)
        reject(row, admin, "Nama berbeda", ReturnReason.IDENTITY_DIFFERS)
        lines = row.submission_lines.order_by("pk")
        assert [(line.submission, line.reason_text) for line in lines] == [
            (first, "NIK tidak ditemukan"),
            (second, "Nama berbeda"),
        ]


class TestChangedSince:
    def test_it_names_the_columns_that_read_otherwise(self, decreed, send, admin):
        changed, same, never_sent = decreed(), decreed(), decreed()
        with acting("tests"):
            never_sent.status = Status.REJECTED
            never_sent.save()
        send()
        for row in (changed, same):
            reject(row, admin)
        nik = make.nik()
        change_worker(
            worker_id=changed.worker_id,
            data={"nik": nik, "full_name": "Siti Aminah"},
            heirs=None,
            by=admin,
        )
        found = changed_since_rejected([changed, same, never_sent])
        assert found == {changed.pk: ["NIK", "NAMA"]}

    def test_a_preset_that_has_changed_does_not_count(self, decreed, send, admin):
        row = decreed()
        send()
        reject(row, admin)
        with acting("tests"):
            preset = ColumnPreset.objects.get()
            preset.columns.filter(heading="EMAIL").delete()
            preset.columns.create(position=40, heading="RT", source="rt")
        assert changed_since_rejected([row]) == {}

    def test_more_people_cost_no_more_queries(self, decreed, send, admin):
        costs = []
        for number in (3, 30):
            rows = [decreed() for _each in range(number)]
            send()
            for row in rows:
                reject(row, admin)
                change_worker(worker_id=row.worker_id, data={"rt": "009"}, heirs=None, by=admin)
            with CaptureQueriesContext(connection) as queries:
                assert len(changed_since_rejected(rows)) == number
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestTakingBack:
    def test_people_wait_again_and_the_number_is_free(self, decreed, send, admin, period):
        row = decreed()
        withdraw_submission(submission_id=send().pk, by=admin)
        assert list(unsent(period)) == [row]
        assert send().number == 1

    def test_an_answered_file_stays(self, decreed, send, admin):
        row, _other = decreed(), decreed()
        submission = send()
        reject(row, admin)
        with pytest.raises(ActionDenied, match="menjawab"):
            withdraw_submission(submission_id=submission.pk, by=admin)
        assert SubmissionLine.objects.count() == 2

    def test_only_the_last_file_goes(self, decreed, send, admin):
        decreed()
        first = send()
        decreed()
        send()
        with pytest.raises(ActionDenied, match="terakhir"):
            withdraw_submission(submission_id=first.pk, by=admin)

    def test_a_checker_takes_none_back(self, decreed, send):
        decreed()
        with pytest.raises(ActionDenied):
            withdraw_submission(submission_id=send().pk, by=make.checker())
