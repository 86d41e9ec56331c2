"""Reference data that an admin types or pastes is clean before it is printed anywhere."""

import pytest
from django.urls import reverse

from accounts.models import Agency
from enrollment.models import EnrollmentPeriod, FundingSource
from reporting.models import Letterhead
from tests import make

pytestmark = pytest.mark.django_db

# Turns the direction of what follows, and takes no room.
UNSEEN = "\u202e\u200b"


@pytest.fixture(autouse=True)
def admin(client):
    client.force_login(make.admin())


def period(**changes):
    return {
        "code": "2030",
        "name": "Pekerja rentan 2030",
        "starts_on": "01-01-2030",
        "ends_on": "31-12-2030",
        "funding_source": FundingSource.objects.get(code="apbd").pk,
        "state": "draft",
    } | changes


def test_a_period_is_named_by_what_can_be_seen(client):
    url = reverse("enrollment:period_add")
    assert client.post(url, period(name=f"{UNSEEN}Pekerja  rentan")).status_code == 302
    assert EnrollmentPeriod.objects.get(code="2030").name == "Pekerja rentan"


def test_a_name_of_nothing_that_can_be_seen_is_no_name(client):
    url = reverse("enrollment:period_add")
    response = client.post(url, period(name=UNSEEN))
    assert response.status_code == 422
    assert "name" in response.context["form"].errors


def test_what_stands_above_a_printed_list_is_clean(client):
    url = reverse("admin:reporting_letterhead_add")
    answers = {
        "government": "PEMERINTAH KOTA BLITAR",
        "agency": f"DINAS {UNSEEN}TENAGA KERJA",
        "address": "Jl. Merdeka 1",
        "contact": "",
        "valid_from": "2031-01-01",
    }
    assert client.post(url, answers).status_code == 302
    assert Letterhead.objects.latest("valid_from").agency == "DINAS TENAGA KERJA"


def test_an_office_is_clean(client):
    url = reverse("admin:accounts_agency_add")
    answers = {"code": "satpol", "name": f"Satpol{UNSEEN} PP", "short_name": "Satpol PP"}
    assert client.post(url, answers).status_code == 302
    assert Agency.objects.get(code="satpol").name == "Satpol PP"
