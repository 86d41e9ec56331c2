"""Undoing a saved list: all of it or nothing, and never under somebody else's feet."""

from datetime import date, timedelta
from itertools import count, islice
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action
from enrollment.transitions import Action
from intake import services
from intake.models import ImportBatch, SavedRow
from intake.services import Undoing
from jobs.models import Job
from jobs.tasks import run_job
from tests import make
from tests.intake import sheets
from workers.models import Heir, Worker, WorkerWord
from workers.services import replace_heirs, save_worker

pytestmark = pytest.mark.django_db

REGISTRY = (Worker, WorkerWord, Heir, Enrollment)


@pytest.fixture
def admin() -> User:
    return make.admin()


@pytest.fixture
def clerk() -> User:
    return make.clerk()


def saved(period: EnrollmentPeriod, by: User, rows: list[list[Any]]) -> ImportBatch:
    batch = sheets.staged(period, by, rows)
    services.commit_batch(batch_id=batch.pk, by=by, on=period.starts_on)
    batch.refresh_from_db()
    return batch


def undo(batch: ImportBatch, by: User) -> Undoing:
    found = services.undo_batch(batch_id=batch.pk, by=by)
    batch.refresh_from_db()
    return found


def image() -> dict[str, list[Any]]:
    """Everything the registry says, apart from what counts the changes."""
    unseen = {"version", "updated_at"}
    image = {}
    for model in REGISTRY:
        own = unseen | ({"id"} if model is WorkerWord else set())
        names = [field.attname for field in model._meta.fields if field.name not in own]
        rows = model._default_manager.order_by(*names[:2]).values_list(*names)
        image[model.__name__] = list(rows)
    return image


def reasons(batch: ImportBatch) -> list[tuple[int, str]]:
    return [(block.row, block.sentence) for block in services.check_undo(batch).blocks]


class TestUndoing:
    def test_the_registry_is_as_it_was_and_the_rows_wait_again(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari", phone="+6281234567890")
        placed = make.enrollment(worker=make.worker(full_name="Wagiman"), period=period).worker
        before = image()
        rows = [
            sheets.row_of(make.nik(), "Rukmini Wulandari"),
            sheets.row_of(known.nik, "Sri Lestari Wati", RT="9", KELURAHAN="Kauman"),
            sheets.row_of(placed.nik, "Wagiman", PEKERJAAN="juru parkir"),
        ]
        batch = sheets.staged(period, admin, rows)
        for row in batch.rows.in_tab("warning"):
            services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=admin)
        ready = ImportBatch.objects.get(pk=batch.pk).ready
        services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
        batch.refresh_from_db()
        assert (batch.saved, image() != before) == (3, True)

        found = undo(batch, admin)
        assert (found.people, found.changed, found.places) == (1, 2, 2)
        assert image() == before
        assert (batch.state, batch.saved, batch.ready) == ("checked", 0, ready)
        assert (batch.committed_at, batch.undone_by) == (None, admin)
        assert not SavedRow.objects.exists()

    def test_it_can_be_corrected_and_saved_again(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        batch = saved(period, admin, [sheets.row_of(nik, "Rukmini Wulandari")])
        undo(batch, admin)
        row = batch.rows.people().get()
        services.edit_row(
            batch_id=batch.pk,
            row_id=row.pk,
            texts={"full_name": "Rukmini Handayani"},
            by=admin,
            on=period.starts_on,
        )
        services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
        batch.refresh_from_db()
        assert (batch.state, batch.committed_by) == ("done", admin)
        assert Worker.objects.get(nik=nik).full_name == "Rukmini Handayani"
        assert undo(batch, admin).people == 1

    def test_every_deletion_is_in_the_trail(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = saved(period, admin, [sheets.row_of(make.nik()), sheets.row_of(make.nik())])
        undo(batch, admin)
        gone = AuditEvent.objects.filter(kind="D")
        assert {(event.actor, event.reason) for event in gone} == {
            (admin.username, "Impor dibatalkan")
        }
        assert gone.filter(table="workers_worker").count() == 2
        assert gone.filter(table="enrollment_enrollment").count() == 2

    def test_two_changes_of_one_person_are_taken_back_in_turn(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari", rt="001")
        make.enrollment(worker=known, period=period)
        rows = [
            sheets.row_of(known.nik, "Sri Lestari", RT="2"),
            sheets.row_of(make.nik(), NIK="12"),
        ]
        batch = saved(period, admin, rows)
        row = batch.rows.in_tab("error").get()
        texts = {"nik": known.nik, "full_name": "Sri Lestari", "rt": "3"}
        on = period.starts_on
        services.edit_row(batch_id=batch.pk, row_id=row.pk, texts=texts, by=admin, on=on)
        services.commit_batch(batch_id=batch.pk, by=admin, on=on)
        known.refresh_from_db()
        batch.refresh_from_db()
        assert (known.rt, batch.saved) == ("003", 2)
        assert undo(batch, admin).changed == 1
        known.refresh_from_db()
        assert known.rt == "001"

    def test_rows_of_other_lists_forget_the_people(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        batch = saved(period, admin, [sheets.row_of(nik, "Rukmini Wulandari")])
        other = sheets.staged(period, admin, [sheets.row_of(nik, "Rukmini Wulandari", RT="8")])
        undo(batch, admin)
        assert other.rows.people().get().worker is None

    def test_other_lists_that_met_a_place_forget_it(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        first = saved(period, admin, [sheets.row_of(known.nik, "Sri Lestari")])
        second = saved(period, admin, [sheets.row_of(known.nik, "Sri Lestari", RT="9")])
        met = SavedRow.objects.get(row__batch=second)
        assert (met.worker, met.enrollment) == (known, Enrollment.objects.get())
        assert not met.made_enrollment
        undo(first, admin)
        met.refresh_from_db()
        assert (met.worker, met.enrollment_id) == (known, None)
        assert list(second.rows.in_tab("saved")) == [met.row]

    def test_the_number_of_queries_does_not_grow_with_the_rows(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        # Everybody has a birthday of their own: namesakes of one birthday are put to a person.
        birthdays = (date(1970, 1, 1) + timedelta(days=days) for days in count())

        def queries(number: int) -> int:
            known = [make.worker(birth_date=day) for day in islice(birthdays, number)]
            rows = [
                *(sheets.row_of(make.nik(birth_date=day)) for day in islice(birthdays, number)),
                *(sheets.row_of(one.nik, one.full_name, RT="9") for one in known),
            ]
            batch = saved(period, admin, rows)
            assert batch.saved == 2 * number
            with CaptureQueriesContext(connection) as seen:
                undo(batch, admin)
            return len(seen)

        queries(1)  # the first one of a process also asks what is then remembered
        assert queries(2) == queries(30)


class TestWhatBlocks:
    @pytest.fixture
    def batch(self, period: EnrollmentPeriod, admin: User) -> ImportBatch:
        rows = [sheets.row_of(make.nik(), "Rukmini Wulandari"), sheets.row_of(make.nik())]
        return saved(period, admin, rows)

    @pytest.fixture
    def person(self, batch: ImportBatch) -> Worker:
        return Worker.objects.get(full_name="Rukmini Wulandari")

    def refused(self, batch: ImportBatch, by: User) -> None:
        before = image()
        with pytest.raises(ActionDenied, match="1 orang sudah dipakai"):
            undo(batch, by)
        assert image() == before
        batch.refresh_from_db()
        assert (batch.state, batch.saved, batch.undone_at) == ("done", 2, None)

    def test_a_verified_place(self, batch: ImportBatch, person: Worker, admin: User) -> None:
        place = Enrollment.objects.get(worker=person)
        take_action(enrollment_id=place.pk, action=Action.VERIFY, by=make.checker())
        assert reasons(batch) == [(2, "Kepesertaannya sudah terverifikasi.")]
        self.refused(batch, admin)

    def test_a_proposal_that_was_returned_and_made_again(
        self, batch: ImportBatch, person: Worker, admin: User
    ) -> None:
        place = Enrollment.objects.get(worker=person)
        checker = make.checker()
        take_action(
            enrollment_id=place.pk, action=Action.RETURN, by=checker, reason_code="incomplete"
        )
        take_action(enrollment_id=place.pk, action=Action.PROPOSE, by=admin)
        assert reasons(batch) == [(2, "Usulannya sudah diubah.")]
        self.refused(batch, admin)

    def test_a_person_edited_since(self, batch: ImportBatch, person: Worker, admin: User) -> None:
        save_worker(worker=person, data={"rt": "007"}, by=admin)
        assert reasons(batch) == [(2, "Data orang ini sudah diubah setelah daftar disimpan.")]
        self.refused(batch, admin)

    def test_a_person_with_another_place(
        self, batch: ImportBatch, person: Worker, admin: User
    ) -> None:
        later = make.period(
            name="Tahun depan", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
        )
        make.enrollment(worker=person, period=later)
        assert reasons(batch) == [(2, "Orang ini juga punya kepesertaan di Tahun depan.")]
        self.refused(batch, admin)

    def test_a_person_who_got_an_heir(
        self, batch: ImportBatch, person: Worker, admin: User
    ) -> None:
        heir = {"full_name": "Siti Aminah", "relation": "spouse"}
        replace_heirs(worker=person, heirs=[heir], by=admin)
        assert reasons(batch) == [(2, "Ahli warisnya sudah diubah.")]
        self.refused(batch, admin)

    def test_another_list_that_changed_the_person(
        self, batch: ImportBatch, person: Worker, admin: User, period: EnrollmentPeriod
    ) -> None:
        other = saved(period, admin, [sheets.row_of(person.nik, "Rukmini Wulandari", RT="9")])
        assert reasons(batch) == [
            (2, "Data orang ini sudah diubah setelah daftar disimpan."),
            (2, "Orang ini juga disimpan lewat daftar.xlsx."),
        ]
        self.refused(batch, admin)
        undo(other, admin)

    def test_a_known_person_changed_again(self, period: EnrollmentPeriod, admin: User) -> None:
        known = make.worker(full_name="Sri Lestari", rt="001")
        batch = saved(period, admin, [sheets.row_of(known.nik, "Sri Lestari", RT="9")])
        known.refresh_from_db()
        save_worker(worker=known, data={"phone": "+6281234567890"}, by=admin)
        assert reasons(batch) == []
        save_worker(worker=known, data={"rt": "004"}, by=admin)
        assert reasons(batch) == [(2, "Data orang ini sudah diubah lagi setelah daftar disimpan.")]


class TestWho:
    def test_who_saved_it_and_an_admin(
        self, period: EnrollmentPeriod, clerk: User, admin: User
    ) -> None:
        for by in (clerk, admin):
            batch = saved(period, clerk, [sheets.row_of(make.nik())])
            undo(batch, by)
            assert batch.undone_by == by

    def test_nobody_else(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = saved(period, admin, [sheets.row_of(make.nik())])
        city_clerk = make.clerk(scope="city")
        with pytest.raises(ActionDenied, match="Hanya yang menyimpan"):
            undo(batch, city_clerk)
        with pytest.raises(ImportBatch.DoesNotExist):
            undo(batch, make.clerk())

    def test_only_while_the_period_is_open(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = saved(period, admin, [sheets.row_of(make.nik())])
        with acting("tests"):
            EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            undo(batch, admin)

    def test_a_list_that_saved_nothing_has_nothing_to_undo(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        with pytest.raises(ActionDenied, match="Belum ada yang tersimpan"):
            undo(batch, admin)


class TestPages:
    def test_a_list_is_undone_after_a_look(
        self, client: Client, period: EnrollmentPeriod, admin: User
    ) -> None:
        client.force_login(admin)
        batch = saved(period, admin, [sheets.row_of(make.nik()), sheets.row_of(make.nik())])
        address = reverse("intake:batch_undo", args=[batch.pk])
        result = reverse("intake:batch_result", args=[batch.pk])
        assert address in client.get(result).content.decode()
        page = client.get(address).content.decode()
        assert "Batalkan seluruh daftar" in page
        assert Worker.objects.count() == 2
        assert client.post(address).headers["Location"] == result
        assert "Sedang dibatalkan" in client.get(result).content.decode()
        run_job.func(Job.objects.get().pk)
        page = client.get(result).content.decode()
        assert "2 orang dihapus, 0 dikembalikan ke data lama, 2 usulan ditarik." in page
        assert (Worker.objects.count(), address in page) == (0, False)

    def test_what_blocks_is_listed_and_there_is_no_button(
        self, client: Client, period: EnrollmentPeriod, admin: User
    ) -> None:
        client.force_login(admin)
        batch = saved(period, admin, [sheets.row_of(make.nik(), "Rukmini Wulandari")])
        place = Enrollment.objects.get()
        take_action(enrollment_id=place.pk, action=Action.VERIFY, by=make.checker())
        address = reverse("intake:batch_undo", args=[batch.pk])
        page = client.get(address).content.decode()
        assert "Rukmini Wulandari" in page
        assert "Kepesertaannya sudah terverifikasi." in page
        assert "Batalkan seluruh daftar" not in page
        client.post(address)
        run_job.func(Job.objects.get().pk)
        page = client.get(reverse("intake:batch_result", args=[batch.pk])).content.decode()
        assert "Tidak dibatalkan: 1 orang sudah dipakai" in page
