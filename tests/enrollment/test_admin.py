"""The Django admin is no side door."""

import pytest
from django.urls import reverse

from audit.models import AccessEvent
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from tests import make
from tests.enrollment.registration import filled
from workers.models import OccupationCategory, Worker, WorkerWord

pytestmark = pytest.mark.django_db

WORKERS = reverse("admin:workers_worker_changelist")
ENROLLMENTS = reverse("admin:enrollment_enrollment_changelist")


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


def heirs(count: int = 0) -> dict[str, str]:
    return {"heirs-TOTAL_FORMS": str(count), "heirs-INITIAL_FORMS": "0"}


@pytest.mark.parametrize("role", [make.clerk, make.checker, make.official, make.auditor])
def test_only_admins_get_in(client, role):
    client.force_login(role())
    for url in (WORKERS, ENROLLMENTS, reverse("admin:index")):
        assert client.get(url).status_code in (302, 403)


def test_an_address_with_a_broken_pattern_leads_to_the_whole_list(client, admin):
    response = client.get(WORKERS, {"nik__regex": "("}, follow=True)
    assert response.redirect_chain == [(WORKERS, 302)]
    assert response.status_code == 200


class TestWorkers:
    def test_the_list_masks_numbers_and_searches_like_the_screen(self, client, admin):
        worker = make.worker(full_name="Siti Aminah")
        make.worker(full_name="Budi Santoso")
        page = client.get(WORKERS, {"q": "amin"}).text
        assert "Siti Aminah" in page
        assert "Budi Santoso" not in page
        assert worker.nik not in page

    def test_a_new_person_passes_through_the_service(self, client, admin):
        budi = {"heirs-0-full_name": "Budi", "heirs-0-relation": "child"}
        data = filled(**heirs(1), **budi)
        response = client.post(reverse("admin:workers_worker_add"), data)
        assert response.status_code == 302, response.context["errors"]
        worker = Worker.objects.get()
        assert (worker.rt, worker.phone) == ("003", "+6281234567890")
        assert WorkerWord.objects.filter(worker=worker, word="aminah").exists()
        assert worker.heirs.get().full_name == "Budi"

    def test_looking_at_a_record_is_noted(self, client, admin):
        worker = make.worker()
        client.get(reverse("admin:workers_worker_change", args=[worker.pk]))
        assert AccessEvent.objects.get().subject == f"workers_worker:{worker.pk}"

    def test_a_change_passes_through_the_service(self, client, admin):
        worker = make.worker()
        url = reverse("admin:workers_worker_change", args=[worker.pk])
        data = filled(
            nik=worker.nik, seen_version=worker.version, full_name="Nama Baru", **heirs()
        )
        assert client.post(url, data).status_code == 302
        worker.refresh_from_db()
        assert (worker.full_name, worker.version) == ("Nama Baru", 2)
        assert WorkerWord.objects.filter(worker=worker, word="baru").exists()

    def test_a_stale_form_is_refused(self, client, admin):
        worker = make.worker()
        url = reverse("admin:workers_worker_change", args=[worker.pk])
        data = filled(nik=worker.nik, seen_version=99, full_name="Nama Baru", **heirs())
        assert client.post(url, data).status_code == 409

    def test_a_bad_or_taken_nik_is_refused_at_its_field(self, client, admin):
        known = make.worker()
        for nik in ("123", known.nik):
            data = filled(nik=nik, **heirs())
            response = client.post(reverse("admin:workers_worker_add"), data)
            assert response.status_code == 200
            assert "nik" in response.context["adminform"].form.errors

    def test_the_nik_of_a_decree_stays(self, client, admin):
        row = make.enrollment(status=Status.DECREED)
        worker = row.worker
        url = reverse("admin:workers_worker_change", args=[worker.pk])
        data = filled(nik=make.nik(), seen_version=worker.version, **heirs())
        assert client.post(url, data).status_code == 302
        assert Worker.objects.get(pk=worker.pk).nik == worker.nik

    def test_nobody_is_deleted(self, client, admin):
        url = reverse("admin:workers_worker_delete", args=[make.worker().pk])
        assert client.post(url, {"post": "yes"}).status_code == 403


class TestEnrollments:
    def step(self, client, action, *rows, **data):
        pks = [row.pk for row in rows]
        return client.post(ENROLLMENTS, {"action": action, "_selected_action": pks, **data})

    def test_the_list_masks_numbers_and_searches_people(self, client, admin):
        row = make.enrollment(worker=make.worker(full_name="Siti Aminah"))
        make.enrollment(worker=make.worker(full_name="Budi Santoso"))
        page = client.get(ENROLLMENTS, {"q": "siti"}).text
        assert "Siti Aminah" in page
        assert "Budi Santoso" not in page
        assert row.worker.nik not in page

    def test_a_row_is_only_to_read(self, client, admin):
        row = make.enrollment()
        url = reverse("admin:enrollment_enrollment_change", args=[row.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"status": "registered"}).status_code == 403
        assert client.get(reverse("admin:enrollment_enrollment_add")).status_code == 403
        row.refresh_from_db()
        assert row.status == Status.PROPOSED

    def test_registering_goes_through_the_service(self, client, admin):
        worker = make.worker(member_number="12345678901")
        row = make.enrollment(worker=worker, status=Status.DECREED)
        self.step(client, "register", row)
        row.refresh_from_db()
        assert row.status == Status.REGISTERED

    def test_nobody_is_decreed_here(self, client, admin):
        row = make.enrollment(status=Status.VERIFIED)
        assert 'value="decree"' not in client.get(ENROLLMENTS).text
        self.step(client, "decree", row)
        row.refresh_from_db()
        assert row.status == Status.VERIFIED

    def test_what_is_not_allowed_stays_and_is_told(self, client, admin):
        row = make.enrollment(proposed_by=admin)
        response = self.step(client, "verify", row)
        assert "Anda sendiri" in client.get(response.url).text
        assert Enrollment.objects.get().status == Status.PROPOSED

    def test_saying_no_needs_the_reason_beside_it(self, client, admin):
        row = make.enrollment()
        response = self.step(client, "return", row)
        assert "Pilih alasannya dulu" in client.get(response.url).text
        self.step(client, "return", row, reason_code="incomplete")
        row.refresh_from_db()
        assert (row.status, row.reason_code) == (Status.RETURNED, "incomplete")


class TestReferenceData:
    def test_a_period_in_use_keeps_its_days(self, client, admin):
        period = make.enrollment().period
        url = reverse("admin:enrollment_enrollmentperiod_change", args=[period.pk])
        data = {
            "code": period.code,
            "name": "Nama baru",
            "starts_on": "01-03-2025",
            "ends_on": "31-12-2025",
            "funding_source": period.funding_source_id,
            "state": "open",
        }
        assert "starts_on" in client.post(url, data).context["adminform"].form.errors
        assert client.post(url, data | {"starts_on": "01-04-2025"}).status_code == 302
        assert EnrollmentPeriod.objects.get().name == "Nama baru"

    def test_a_category_is_given_to_its_staff(self, client, admin):
        category, clerk = make.occupation(), make.clerk()
        url = reverse("admin:workers_occupationcategory_change", args=[category.pk])
        data = {
            "name": category.name,
            "slug": category.slug,
            "position": "5",
            "is_active": "on",
            "sector": "transport",
            "aliases": "abang becak",
            "staff": [clerk.pk],
        }
        assert client.post(url, data).status_code == 302
        category = OccupationCategory.objects.get(pk=category.pk)
        assert list(category.staff.all()) == [clerk]
        assert [alias.word for alias in category.aliases.all()] == ["abang becak"]

    @pytest.mark.parametrize(
        "model",
        [
            "places_village",
            "places_district",
            "enrollment_fundingsource",
            "enrollment_eligibilitylimit",
            "enrollment_enrollmentperiod",
            "workers_occupationcategory",
        ],
    )
    def test_every_list_and_form_opens(self, client, admin, model):
        make.period()
        response = client.get(reverse(f"admin:{model}_changelist"))
        assert response.status_code == 200
        row = response.context["cl"].result_list[0]
        url = reverse(f"admin:{model}_change", args=[row.pk])
        assert client.get(url).status_code == 200

    def test_a_kelurahan_is_never_added_or_deleted(self, client, admin):
        assert client.get(reverse("admin:places_village_add")).status_code == 403
        url = reverse("admin:places_village_delete", args=[make.village().pk])
        assert client.post(url, {"post": "yes"}).status_code == 403
