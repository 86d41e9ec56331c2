"""Changing a person: what may change, two clerks at once, numbers shown and noted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied
from enrollment.policies import IDENTITY, locked_fields
from enrollment.services.people import change_worker
from enrollment.transitions import Status
from tests import make
from tests.enrollment.registration import filled
from workers.models import Worker

pytestmark = pytest.mark.django_db


def url_of(worker: Worker) -> str:
    return reverse("enrollment:worker_edit", args=[worker.pk])


def answers(worker: Worker, **changes):
    return filled(nik=worker.nik, full_name=worker.full_name, version=worker.version, **changes)


class TestEditing:
    def test_a_clerk_changes_address_and_heirs(self, client):
        worker = make.worker()
        client.force_login(make.clerk())
        response = client.post(
            url_of(worker),
            answers(
                worker,
                address="Jl. Melati 5",
                **{"heirs-0-full_name": "Budi", "heirs-0-relation": "child"},
            ),
        )
        assert response.url == reverse("enrollment:worker_detail", args=[worker.pk])
        worker.refresh_from_db()
        assert worker.address == "Jl. Melati 5"
        assert worker.heirs.get().full_name == "Budi"

    def test_opening_the_form_shows_the_numbers_and_notes_it(self, client):
        worker, clerk = make.worker(), make.clerk()
        client.force_login(clerk)
        assert worker.nik in client.get(url_of(worker)).text
        event = AccessEvent.objects.get()
        assert (event.actor, event.kind) == (clerk.username, "reveal")
        assert event.subject == f"workers_worker:{worker.pk}"

    def test_the_page_is_not_stored_by_the_browser(self, client):
        client.force_login(make.clerk())
        assert "no-store" in client.get(url_of(make.worker())).headers["Cache-Control"]

    def test_the_second_of_two_clerks_sees_the_difference_and_loses_nothing(self, client):
        worker = make.worker(address="Jl. Lama")
        first, second = make.clerk(), make.clerk()
        stale = answers(worker, address="Jl. Kedua", mother_name="Fatimah")
        client.force_login(first)
        client.post(url_of(worker), answers(worker, address="Jl. Pertama"))
        client.force_login(second)
        response = client.post(url_of(worker), stale)
        assert response.status_code == 409
        assert "diubah orang lain" in response.text
        lines = {
            line.label: (line.on_record, line.wanted) for line in response.context["differences"]
        }
        assert lines["alamat"] == ("Jl. Pertama", "Jl. Kedua")
        assert 'value="Fatimah"' in response.text
        again = stale | {"version": response.context["form"].version}
        assert client.post(url_of(worker), again).status_code == 302
        worker.refresh_from_db()
        assert worker.address == "Jl. Kedua"

    def test_a_person_of_another_village_looks_absent(self, client):
        worker = make.worker(village=make.village("Turi"))
        client.force_login(make.clerk())
        assert client.get(url_of(worker)).status_code == 404
        assert client.post(url_of(worker), answers(worker)).status_code == 404

    def test_nobody_is_moved_out_of_the_own_scope(self):
        worker, clerk = make.worker(), make.clerk()
        with pytest.raises(ActionDenied, match="keluar dari wilayah"):
            change_worker(
                worker_id=worker.pk,
                data={"village": make.village("Turi")},
                heirs=None,
                by=clerk,
            )

    def test_a_nik_of_somebody_else_is_refused(self, client):
        worker, other = make.worker(), make.worker(full_name="Orang Lain")
        client.force_login(make.clerk())
        response = client.post(url_of(worker), answers(worker) | {"nik": other.nik})
        assert response.status_code == 422
        assert "sudah terdaftar atas nama Orang Lain" in response.text


class TestLocks:
    @pytest.mark.parametrize(
        ("statuses", "clerk", "admin"),
        [
            ([], set(), set()),
            ([Status.PROPOSED], set(), set()),
            ([Status.RETURNED], set(), set()),
            ([Status.WITHDRAWN, Status.REFUSED], set(), set()),
            ([Status.VERIFIED], IDENTITY, set()),
            ([Status.WAITLISTED], IDENTITY, set()),
            ([Status.REJECTED], set(), set()),
            ([Status.REJECTED, Status.VERIFIED], IDENTITY, set()),
            ([Status.REJECTED, Status.REGISTERED], IDENTITY, {"nik"}),
            ([Status.DECREED], IDENTITY, {"nik"}),
            ([Status.REGISTERED, Status.PROPOSED], IDENTITY, {"nik"}),
        ],
    )
    def test_what_is_settled_cannot_be_changed(self, statuses, clerk, admin):
        assert locked_fields(statuses, make.clerk()) == clerk
        assert locked_fields(statuses, make.admin()) == admin

    def test_a_locked_field_keeps_its_value_whatever_is_posted(self, client):
        on = today()
        period = make.period(starts_on=on - timedelta(days=9), ends_on=on)
        row = make.enrollment(period=period, status=Status.REGISTERED)
        worker = row.worker
        client.force_login(make.clerk())
        changed = answers(worker, address="Jl. Baru") | {
            "nik": make.nik(),
            "full_name": "Nama Lain",
        }
        assert client.post(url_of(worker), changed).status_code == 302
        after = Worker.objects.get(pk=worker.pk)
        assert (after.nik, after.full_name) == (worker.nik, worker.full_name)
        assert after.address == "Jl. Baru"

    def test_the_service_refuses_it_too(self):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(ActionDenied, match="tidak bisa diubah lagi"):
            change_worker(
                worker_id=row.worker_id, data={"nik": make.nik()}, heirs=None, by=make.admin()
            )
