"""Lists of a period that wants a second person: asked for, agreed to, sent back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, Scope, User
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action
from enrollment.transitions import Action
from intake import services
from intake.models import ImportBatch
from jobs.models import Job
from jobs.tasks import run_job
from tests import make
from tests.intake import sheets
from workers.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make.clerk()


@pytest.fixture
def admin() -> User:
    return make.admin()


@pytest.fixture
def period() -> EnrollmentPeriod:
    return make.period("2025", second_person=True)


@pytest.fixture
def batch(period: EnrollmentPeriod, clerk: User) -> ImportBatch:
    return sheets.staged(period, clerk, [sheets.row_of(make.nik(), "Sri Lestari")])


def ask(batch: ImportBatch, by: User) -> ImportBatch:
    return services.ask_approval(batch_id=batch.pk, by=by)


def approve(batch: ImportBatch, by: User) -> Job:
    job = services.approve(batch_id=batch.pk, by=by)
    run_job.func(job.pk)
    job.refresh_from_db()
    batch.refresh_from_db()
    return job


class TestAsking:
    def test_nobody_saves_such_a_list_alone(self, batch: ImportBatch, clerk: User) -> None:
        with pytest.raises(ActionDenied, match="orang kedua"):
            services.start_saving(batch_id=batch.pk, by=clerk)
        outcome = services.commit_batch(batch_id=batch.pk, by=clerk, on=batch.period.starts_on)
        assert outcome.is_nothing
        ask(batch, clerk)
        outcome = services.commit_batch(batch_id=batch.pk, by=clerk, on=batch.period.starts_on)
        assert outcome.is_nothing
        assert not Worker.objects.exists()

    def test_an_asked_list_stays_as_it_is(self, batch: ImportBatch, clerk: User) -> None:
        ask(batch, clerk)
        row = batch.rows.people().get()
        with pytest.raises(ActionDenied, match="menunggu persetujuan"):
            services.skip_row(
                batch_id=batch.pk, row_id=row.pk, skipped=True, by=clerk, on=batch.period.starts_on
            )
        with pytest.raises(ActionDenied, match="menunggu persetujuan"):
            services.start_saving(batch_id=batch.pk, by=clerk)

    def test_asking_twice_is_asking_once(self, batch: ImportBatch, clerk: User) -> None:
        assert ask(batch, clerk).asked_at == ask(batch, clerk).asked_at

    def test_a_period_that_wants_nobody_needs_no_asking(self, clerk: User) -> None:
        batch = sheets.staged(make.period(), clerk, [sheets.row_of(make.nik())])
        with pytest.raises(ActionDenied, match="tidak perlu"):
            ask(batch, clerk)

    def test_the_asker_takes_the_request_back_and_goes_on(
        self, batch: ImportBatch, clerk: User
    ) -> None:
        ask(batch, clerk)
        batch = services.withdraw_request(batch_id=batch.pk, by=clerk)
        assert batch.state == "checked"
        row = batch.rows.people().get()
        services.skip_row(
            batch_id=batch.pk, row_id=row.pk, skipped=True, by=clerk, on=batch.period.starts_on
        )

    def test_somebody_else_cannot_take_it_back(
        self, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        ask(batch, clerk)
        with pytest.raises(ActionDenied, match="menarik"):
            services.withdraw_request(batch_id=batch.pk, by=admin)


class TestAgreeing:
    def test_agreeing_saves_the_list_as_the_askers(
        self, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        ask(batch, clerk)
        job = approve(batch, admin)
        place = Enrollment.objects.get()
        assert (job.state, place.proposed_by) == (Job.State.DONE, clerk)
        assert (batch.state, batch.asked_by, batch.approved_by, batch.committed_by) == (
            "done",
            clerk,
            admin,
            admin,
        )
        event = AuditEvent.objects.get(table="enrollment_enrollment", kind="I")
        assert event.actor == admin.username

    def test_who_agreed_may_verify_and_who_asked_may_not(
        self, batch: ImportBatch, admin: User
    ) -> None:
        asker = make.admin()
        ask(batch, asker)
        approve(batch, admin)
        place = Enrollment.objects.get()
        with pytest.raises(ActionDenied, match="Anda sendiri"):
            take_action(enrollment_id=place.pk, action=Action.VERIFY, by=asker)
        assert take_action(enrollment_id=place.pk, action=Action.VERIFY, by=admin).verified_by

    def test_the_askers_scope_decides_what_enters(
        self, period: EnrollmentPeriod, clerk: User, admin: User
    ) -> None:
        rows = [sheets.row_of(make.nik()), sheets.row_of(make.nik(), KELURAHAN="Kauman")]
        batch = sheets.staged(period, clerk, rows)
        ask(batch, clerk)
        approve(batch, admin)
        assert (Worker.objects.count(), batch.counts["error"]) == (1, 1)

    def test_facts_that_moved_since_set_rows_aside(
        self, period: EnrollmentPeriod, clerk: User, admin: User
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, "Sri Lestari", RT="9"), sheets.row_of(make.nik())]
        batch = sheets.staged(period, clerk, rows)
        ask(batch, clerk)
        make.worker(nik=nik, full_name="Sri Lestari")
        approve(batch, admin)
        assert (batch.state, batch.counts["last"]["set_aside"], batch.saved) == ("checked", 1, 1)

    def test_the_rest_needs_to_be_asked_for_anew(
        self, period: EnrollmentPeriod, clerk: User, admin: User
    ) -> None:
        batch = sheets.staged(
            period, clerk, [sheets.row_of(make.nik()), sheets.row_of(make.nik(), NIK="12")]
        )
        ask(batch, clerk)
        approve(batch, admin)
        assert batch.state == "checked"
        with pytest.raises(ActionDenied, match="tidak sedang menunggu"):
            services.approve(batch_id=batch.pk, by=admin)

    def test_two_people_agreeing_start_one_job(
        self, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        ask(batch, clerk)
        job = services.approve(batch_id=batch.pk, by=admin)
        assert services.approve(batch_id=batch.pk, by=make.admin()) == job

    def test_neither_asker_nor_sender_agrees(self, period: EnrollmentPeriod, admin: User) -> None:
        sender = make.admin()
        batch = sheets.staged(period, sender, [sheets.row_of(make.nik())])
        ask(batch, admin)
        for by in (admin, sender):
            with pytest.raises(ActionDenied, match="Anda sendiri"):
                services.approve(batch_id=batch.pk, by=by)

    def test_roles_that_save_nothing_do_not_agree_either(
        self, batch: ImportBatch, clerk: User
    ) -> None:
        ask(batch, clerk)
        for by in (make.auditor(), make.checker()):
            with pytest.raises(ActionDenied):
                services.approve(batch_id=batch.pk, by=by)

    def test_a_clerk_of_the_city_office_may_agree(self, batch: ImportBatch, clerk: User) -> None:
        ask(batch, clerk)
        approve(batch, make.user(Role.CLERK, scope=Scope.CITY))
        assert batch.state == "done"

    def test_a_colleague_of_the_kelurahan_does_not_see_it(
        self, batch: ImportBatch, clerk: User
    ) -> None:
        ask(batch, clerk)
        with pytest.raises(ImportBatch.DoesNotExist):
            services.approve(batch_id=batch.pk, by=make.clerk())


class TestSendingBack:
    def test_the_reason_is_kept_until_the_list_is_put_forward_again(
        self, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        ask(batch, clerk)
        services.send_back(batch_id=batch.pk, note="Alamatnya belum lengkap.", by=admin)
        services.recheck_batch(batch_id=batch.pk, by=clerk, on=batch.period.starts_on)
        batch.refresh_from_db()
        assert batch.state == "checked"
        assert batch.counts["sent_back"]["note"] == "Alamatnya belum lengkap."
        assert "sent_back" not in ask(batch, clerk).counts

    def test_no_without_a_reason_is_refused(
        self, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        ask(batch, clerk)
        with pytest.raises(ActionDenied, match="alasannya"):
            services.send_back(batch_id=batch.pk, note=" \t", by=admin)


class TestPages:
    def url(self, name: str, batch: ImportBatch) -> str:
        return reverse(f"intake:batch_{name}", args=[batch.pk])

    def step(self, client: Client, batch: ImportBatch, step: str, **more: Any) -> Any:
        return client.post(self.url("approval", batch), {"step": step, **more}, follow=True)

    def test_the_whole_way_from_asking_to_a_reason_and_to_the_saving(
        self, client: Client, batch: ImportBatch, clerk: User, admin: User
    ) -> None:
        client.force_login(clerk)
        page = client.get(self.url("detail", batch)).content.decode()
        assert "Mintakan persetujuan untuk 1 baris" in page
        page = self.step(client, batch, "ask").content.decode()
        assert "Menunggu persetujuan. Diajukan" in page
        assert "Tarik permintaan" in page
        assert "Setujui" not in page
        listed = client.get(reverse("intake:batch_list")).content.decode()
        assert "Menunggu persetujuan" in listed

        client.force_login(admin)
        assert (
            "Setujui dan simpan 1 baris" in client.get(self.url("detail", batch)).content.decode()
        )
        assert "Belum setuju" in client.get(self.url("approval", batch)).content.decode()
        refused = client.post(self.url("approval", batch), {"step": "return", "note": ""})
        assert refused.status_code == 422
        self.step(client, batch, "return", note="Alamatnya belum lengkap.")

        client.force_login(clerk)
        page = client.get(self.url("detail", batch)).content.decode()
        assert "Alamatnya belum lengkap." in page
        assert "Dikembalikan" in client.get(reverse("intake:batch_list")).content.decode()
        self.step(client, batch, "ask")

        client.force_login(admin)
        page = self.step(client, batch, "approve").content.decode()
        assert "Sedang disimpan" in page
        run_job.func(Job.objects.get().pk)
        page = client.get(self.url("result", batch)).content.decode()
        assert f"Disetujui {admin}; diajukan {clerk}." in page

    def test_an_unknown_step_is_nonsense(
        self, client: Client, batch: ImportBatch, admin: User
    ) -> None:
        client.force_login(admin)
        assert client.post(self.url("approval", batch), {"step": "x"}).status_code == 400


def test_a_closed_period_takes_no_request(batch: ImportBatch, clerk: User) -> None:
    with acting("tests"):
        EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
    with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
        ask(batch, clerk)
