"""Saving results of BPJS and lists of other units: what was reviewed, once, and nothing else."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, OtherCover, SubmissionLine
from enrollment.services.actions import take_action
from enrollment.transitions import Action, ReturnReason, Status
from intake import services
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.services.applying_results import apply_results
from intake.workbooks.refused import build_refused
from tests import make
from tests.intake.other_lists import covers, results, staged
from workers.models import Worker

pytestmark = pytest.mark.django_db

NUMBER = "24012345678"


def waiting(period) -> Worker:
    """Somebody decreed who waits for the answer of BPJS."""
    place = make.enrollment(period=period, status=Status.DECREED)
    make.submission(place)
    return place.worker


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def save(period):
    def commit(batch, by):
        outcome = services.commit_batch(batch_id=batch.pk, by=by, on=period.starts_on)
        batch.refresh_from_db()
        return outcome

    return commit


class TestResults:
    @pytest.fixture
    def decreed(self, period):
        return [waiting(period) for _each in range(3)]

    @pytest.fixture
    def batch(self, period, admin, decreed):
        rows = [
            (decreed[0].nik, decreed[0].full_name, NUMBER, "BERHASIL", None),
            (decreed[1].nik, decreed[1].full_name, None, "DITOLAK", "Usia melebihi 65 tahun"),
            (decreed[2].nik, decreed[2].full_name, None, "DITOLAK", "Kode 17"),
            (make.nik(), "Orang Asing", "24012345670", "BERHASIL", None),
        ]
        return staged(results(rows), kind="bpjs_result", period=period, by=admin)

    def test_numbers_register_and_rejections_keep_the_words(self, batch, admin, decreed, save):
        outcome = save(batch, admin)
        assert (outcome.new, outcome.changed, outcome.proposed) == (1, 1, 0)
        places = {row.worker_id: row for row in Enrollment.objects.select_related("worker")}
        registered, rejected, waiting = (places[worker.pk] for worker in decreed)
        assert (registered.status, registered.worker.member_number) == (Status.REGISTERED, NUMBER)
        assert (rejected.status, rejected.reason_code, rejected.reason_note) == (
            Status.REJECTED,
            ReturnReason.OVER_AGE,
            "Usia melebihi 65 tahun",
        )
        assert waiting.status == Status.DECREED  # nobody has accepted the unknown words

    def test_the_lines_that_were_sent_are_answered(self, batch, admin, decreed, save):
        save(batch, admin)
        lines = {line.enrollment.worker_id: line for line in SubmissionLine.objects.all()}
        accepted, rejected, unanswered = (lines[worker.pk] for worker in decreed)
        assert (accepted.outcome, accepted.reason_code, accepted.reason_text) == (
            "accepted",
            "",
            "",
        )
        assert (rejected.outcome, rejected.reason_code, rejected.reason_text) == (
            "rejected",
            ReturnReason.OVER_AGE,
            "Usia melebihi 65 tahun",
        )
        assert None not in {accepted.answered_at, rejected.answered_at}
        assert (unanswered.outcome, unanswered.answered_at) == ("pending", None)

    def test_another_first_day_is_noted_and_changes_no_cover(self, period, admin, save):
        worker = waiting(period)
        rows = results(
            [(worker.nik, worker.full_name, NUMBER, "BERHASIL", None, "01-05-2025")],
            headings=["NO", "NIK", "NAMA", "KPJ", "STATUS", "KET", "TMT"],
        )
        batch = staged(rows, kind="bpjs_result", period=period, by=admin)
        services.accept_kind(batch_id=batch.pk, code="first_day_differs", by=admin)
        save(batch, admin)
        line = SubmissionLine.objects.select_related("enrollment").get()
        assert line.reason_text == "Mulai perlindungan menurut BPJS: 1 Mei 2025."
        assert line.enrollment.starts_on == period.starts_on
        assert line.enrollment.status == Status.REGISTERED

    def test_who_was_never_sent_is_recorded_once_accepted(self, period, admin, save):
        worker = make.enrollment(period=period, status=Status.DECREED).worker
        rows = results([(worker.nik, worker.full_name, NUMBER, "BERHASIL", None)])
        batch = staged(rows, kind="bpjs_result", period=period, by=admin)
        assert save(batch, admin).is_nothing
        services.accept_kind(batch_id=batch.pk, code="never_sent", by=admin)
        assert save(batch, admin).new == 1

    def test_more_answers_cost_no_more_statements(self, admin):
        costs = []
        for number in (3, 30):
            period = make.period()
            people = [waiting(period) for _each in range(number)]
            rows = [(one.nik, one.full_name, None, "DITOLAK", "NIK tidak valid") for one in people]
            batch = staged(results(rows), kind="bpjs_result", period=period, by=admin)
            with CaptureQueriesContext(connection) as statements:
                done = apply_results(batch, list(batch.rows.filter(ready=True)), by=admin)
            assert done.changed == number
            costs.append(len(statements))
        assert costs[0] == costs[1]

    def test_what_cannot_be_recorded_waits_and_nobody_is_made(self, batch, admin, save):
        people = Worker.objects.count()
        save(batch, admin)
        assert batch.state == ImportBatch.State.CHECKED
        assert [row.verdict for row in batch.rows.waiting()] == ["warning", "error"]
        assert Worker.objects.count() == people

    def test_accepted_words_are_recorded_as_other(self, batch, admin, decreed, save):
        services.accept_kind(batch_id=batch.pk, code="reason_unknown", by=admin)
        save(batch, admin)
        row = Enrollment.objects.get(worker=decreed[2])
        assert (row.status, row.reason_code) == (Status.REJECTED, ReturnReason.OTHER)
        assert row.reason_note == "Kode 17"

    def test_what_was_done_is_told_in_its_own_words(self, batch, admin, save):
        told = save(batch, admin).sentence_of(kind_of(batch.kind))
        assert told == "Tercatat terdaftar: 1; Tercatat ditolak: 1; Disisihkan: 0."

    def test_a_second_click_and_the_same_file_again_change_nothing(
        self, batch, admin, period, decreed, save
    ):
        save(batch, admin)
        versions = dict(Enrollment.objects.values_list("pk", "version"))
        assert save(batch, admin).is_nothing
        rows = [(decreed[0].nik, decreed[0].full_name, NUMBER, "BERHASIL", None)]
        again = staged(results(rows), kind="bpjs_result", period=period, by=admin)
        assert again.rows.people().get().verdict == "same"
        assert save(again, admin).is_nothing
        assert dict(Enrollment.objects.values_list("pk", "version")) == versions

    def test_the_steps_name_their_author_and_their_list(self, batch, admin, save):
        save(batch, admin)
        events = AuditEvent.objects.filter(table="enrollment_enrollment", kind="U")
        assert {event.actor for event in events} == {admin.username}
        assert {event.source for event in events} == {f"intake_importbatch:{batch.pk}"}

    def test_somebody_registered_meanwhile_is_left_alone(self, batch, admin, decreed, save):
        place = Enrollment.objects.get(worker=decreed[1])
        take_action(
            enrollment_id=place.pk, action=Action.REGISTER, by=admin, member_number="24099999999"
        )
        outcome = save(batch, admin)
        place.refresh_from_db()
        assert (outcome.new, outcome.changed) == (1, 0)
        assert place.status == Status.REGISTERED

    def test_a_number_typed_for_a_second_person_holds_that_row(self, period, admin, decreed, save):
        rows = [
            (decreed[0].nik, decreed[0].full_name, NUMBER, "BERHASIL", None),
            (decreed[1].nik, decreed[1].full_name, "24012345679", "BERHASIL", None),
        ]
        batch = staged(results(rows), kind="bpjs_result", period=period, by=admin)
        second = batch.rows.people().latest("pk")
        services.edit_row(
            batch_id=batch.pk,
            row_id=second.pk,
            texts={"kpj": NUMBER},
            by=admin,
            on=period.starts_on,
        )
        assert save(batch, admin).new == 1
        second.refresh_from_db()
        assert second.verdict == "error"
        assert "member_number_taken" in second.codes

    def test_saved_rows_point_to_their_person_and_place(self, batch, admin, decreed, save):
        save(batch, admin)
        row = batch.rows.in_tab("saved").first()
        assert row.saved.worker == decreed[0]
        assert row.saved.enrollment.status == Status.REGISTERED


class TestCovers:
    @pytest.fixture
    def rows(self):
        return [
            (make.nik(), "Siti Aminah", "PU", "01-02-2025", None, "Aktif"),
            (make.nik(), "Wagiman", "BPU", "01-02-2025", "31-12-2025", "Aktif"),
            ("35720217058000", "Terpotong", "BPU", "01-02-2025", None, "Aktif"),
        ]

    @pytest.fixture
    def batch(self, rows, period, admin):
        return staged(covers(rows), kind="other_cover", period=period, by=admin)

    def test_covers_are_written_and_no_people(self, batch, admin, rows, save):
        outcome = save(batch, admin)
        assert (outcome.new, outcome.changed) == (2, 0)
        assert not Worker.objects.exists()
        saved = OtherCover.objects.get(nik=rows[1][0])
        assert (saved.full_name, saved.segment) == ("Wagiman", "bpu")
        assert saved.agency == Agency.objects.get(code="kesra")
        assert (saved.starts_on, saved.ends_on) == (date(2025, 2, 1), date(2025, 12, 31))
        assert saved.source == f"intake_importbatch:{batch.pk}"

    def test_the_same_list_again_is_the_same(self, batch, admin, rows, period, save):
        save(batch, admin)
        again = staged(covers(rows[:2]), kind="other_cover", period=period, by=admin)
        assert {row.verdict for row in again.rows.people()} == {"same"}
        assert save(again, admin).is_nothing
        assert OtherCover.objects.count() == 2

    def test_a_later_cover_of_the_same_person_is_saved_once_accepted(self, period, admin, save):
        nik = make.nik()
        rows = [
            (nik, "Wagiman", "BPU", "01-02-2025", "31-05-2025", "Aktif"),
            (nik, "Wagiman", "BPU", "01-06-2025", None, "Non aktif"),
        ]
        batch = staged(covers(rows), kind="other_cover", period=period, by=admin)
        services.accept_kind(batch_id=batch.pk, code="cover_over", by=admin)
        assert save(batch, admin).new == 2

    def test_a_newer_list_ends_a_cover(self, batch, admin, rows, period, save):
        save(batch, admin)
        ended = [(*rows[0][:4], "30-06-2025", "Non aktif")]
        newer = staged(covers(ended), kind="other_cover", period=period, by=admin)
        assert (save(newer, admin).changed, OtherCover.objects.count()) == (1, 2)
        assert OtherCover.objects.get(nik=rows[0][0]).ends_on == date(2025, 6, 30)


class TestUndo:
    def test_covers_go_and_changed_ones_get_their_old_days_back(self, period, admin, save):
        known = make.other_cover(unit="Bagian Perekonomian dan Kesra", full_name="Siti")
        rows = [
            (known.nik, "Siti", None, "01-02-2025", "30-06-2025", "Non aktif"),
            (make.nik(), "Wagiman", "BPU", "01-02-2025", None, "Aktif"),
        ]
        batch = staged(covers(rows), kind="other_cover", period=period, by=admin)
        outcome = save(batch, admin)
        assert (outcome.new, outcome.changed) == (1, 1)
        undone = services.undo_batch(batch_id=batch.pk, by=admin)
        assert undone.covers == 1
        left = OtherCover.objects.get()
        assert (left.pk, left.ends_on) == (known.pk, None)
        assert [row.verdict for row in batch.rows.waiting()] == ["update", "new"]

    def test_a_recorded_result_is_not_taken_back(self, period, admin, save):
        worker = waiting(period)
        rows = results([(worker.nik, worker.full_name, NUMBER, "BERHASIL", None)])
        batch = staged(rows, kind="bpjs_result", period=period, by=admin)
        save(batch, admin)
        with pytest.raises(ActionDenied, match="tidak ditarik"):
            services.undo_batch(batch_id=batch.pk, by=admin)


class TestWho:
    @pytest.mark.parametrize("kind", ["bpjs_result", "other_cover"])
    @pytest.mark.parametrize("role", [make.clerk, make.department_clerk, make.checker])
    def test_only_admins_send_such_lists(self, period, kind, role):
        with pytest.raises(ActionDenied):
            staged(covers([]), kind=kind, period=period, by=role())
        assert not ImportBatch.objects.exists()

    @pytest.mark.parametrize("kind", ["bpjs_result", "other_cover"])
    def test_a_clerk_saves_none_even_if_it_is_theirs(self, period, admin, kind):
        clerk = make.clerk()
        rows = covers([(make.nik(), "Siti", "PU", "01-02-2025")])
        batch = staged(rows, kind=kind, period=period, by=admin)
        with acting("tests"):
            ImportBatch.objects.filter(pk=batch.pk).update(uploaded_by=clerk)
        with pytest.raises(ActionDenied):
            services.commit_batch(batch_id=batch.pk, by=clerk, on=period.starts_on)


class TestCorrecting:
    def test_refused_rows_of_a_result_come_back_corrected(self, period, admin):
        worker = waiting(period)
        rows = results([(worker.nik[:15], worker.full_name, NUMBER, "BERHASIL", None)])
        batch = staged(rows, kind="bpjs_result", period=period, by=admin)
        book = openpyxl.load_workbook(BytesIO(build_refused(batch).content))
        cells = [cell for row in book.worksheets[0] for cell in row]
        next(cell for cell in cells if cell.value == worker.nik[:15]).value = worker.nik
        corrected = BytesIO()
        book.save(corrected)
        continued, _created = services.stage_file(
            file=SimpleUploadedFile("perbaikan.xlsx", corrected.getvalue()),
            file_name="perbaikan.xlsx",
            period=period,
            village=None,
            by=admin,
            on=period.starts_on,
            kind="bpjs_result",
        )
        assert continued == batch
        row = batch.rows.people().get()
        assert (row.verdict, row.values["kpj"]) == ("new", NUMBER)
