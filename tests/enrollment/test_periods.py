"""Programme periods on the screen."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment.models import EnrollmentPeriod, FundingSource
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db


def answers(**changes):
    return {
        "code": "2030",
        "name": "Pekerja rentan 2030",
        "starts_on": "01-01-2030",
        "ends_on": "31-12-2030",
        "funding_source": FundingSource.objects.get(code="apbd").pk,
        "agency": "",
        "quota": "",
        "state": "draft",
    } | changes


def of(period: EnrollmentPeriod, **changes):
    return {
        "code": period.code,
        "name": period.name,
        "starts_on": period.starts_on.strftime("%d-%m-%Y"),
        "ends_on": period.ends_on.strftime("%d-%m-%Y"),
        "funding_source": period.funding_source_id,
        "quota": "",
        "state": period.state,
    } | changes


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


class TestPeriods:
    def test_an_admin_adds_and_opens_one(self, client, admin):
        assert client.post(reverse("enrollment:period_add"), answers()).status_code == 302
        period = EnrollmentPeriod.objects.get(code="2030")
        url = reverse("enrollment:period_edit", args=[period.pk])
        assert client.post(url, of(period, state="open")).status_code == 302
        period.refresh_from_db()
        assert period.is_open
        assert period.name in client.get(reverse("enrollment:period_list")).text

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"ends_on": "31-12-2029"}, "__all__"),
            ({"code": "20 30"}, "code"),
            ({"name": ""}, "name"),
            ({"starts_on": "32-01-2030"}, "starts_on"),
            ({"quota": "-1"}, "quota"),
        ],
    )
    def test_bad_answers_come_back_with_a_sentence(self, client, admin, changes, field):
        response = client.post(reverse("enrollment:period_add"), answers(**changes))
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert not EnrollmentPeriod.objects.exists()

    def test_a_taken_code_is_refused(self, client, admin):
        make.period("2030")
        response = client.post(reverse("enrollment:period_add"), answers())
        assert response.status_code == 422
        assert "code" in response.context["form"].errors

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"ends_on": "30-11-2025"}, "ends_on"),
            ({"starts_on": "01-03-2025"}, "starts_on"),
            ({"code": "lain"}, "code"),
            ({"state": "draft"}, "state"),
        ],
    )
    def test_what_people_rest_on_stays(self, client, admin, changes, field):
        period = make.enrollment().period
        url = reverse("enrollment:period_edit", args=[period.pk])
        response = client.post(url, of(period, **changes))
        assert response.status_code == 422
        assert field in response.context["form"].errors
        period.refresh_from_db()
        assert period.ends_on == date(2025, 12, 31)

    def test_it_may_still_be_renamed_and_closed(self, client, admin):
        period = make.enrollment().period
        url = reverse("enrollment:period_edit", args=[period.pk])
        assert client.post(url, of(period, name="Baru", state="closed")).status_code == 302
        period.refresh_from_db()
        assert (period.name, period.state) == ("Baru", "closed")

    def test_withdrawn_proposals_hold_nothing_back(self, client, admin):
        period = make.enrollment(status=Status.WITHDRAWN).period
        url = reverse("enrollment:period_edit", args=[period.pk])
        assert client.post(url, of(period, ends_on="30-11-2025")).status_code == 302

    def test_a_clerk_reads_counts_of_the_own_scope_only(self, client):
        period = make.period()
        make.enrollment(period=period)
        make.enrollment(period=period, worker=make.worker(village=make.village("Turi")))
        client.force_login(make.clerk())
        (shown,) = client.get(reverse("enrollment:period_list")).context["periods"]
        assert (shown.places, shown.waiting) == (1, 1)
        assert client.get(reverse("enrollment:period_add")).status_code == 403
