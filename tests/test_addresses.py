"""A list that is narrowed without loading the page anew says in the address bar what it shows."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db

LISTS = (
    "enrollment:queue",
    "enrollment:waiting_list",
    "enrollment:submission_list",
    "enrollment:unsent_list",
    "enrollment:submission_add",
    "enrollment:renewal_answers",
    "contributions:month_grid",
    "contributions:watch_list",
    "contributions:renewal",
    "ceremonies:card_list",
)


@pytest.fixture
def narrowing(client: Client) -> Client:
    client.force_login(make.admin())
    return client


@pytest.mark.parametrize("name", LISTS)
def test_what_narrows_it_stands_there_and_what_is_empty_does_not(narrowing, name):
    make.period(starts_on=date(2024, 4, 1), ends_on=date(2024, 12, 31))  # to be continued
    code = make.enrollment(status=Status.REGISTERED).period.code
    address = reverse(name)
    asked = {"periode": code, "kelurahan": ""}
    answer = narrowing.get(address, asked, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == f"{address}?periode={code}"
    assert "HX-Push-Url" not in narrowing.get(address, asked).headers


def test_the_people_of_one_file_too(narrowing):
    sent = make.submission(make.enrollment(status=Status.DECREED))
    address = reverse("enrollment:submission_detail", args=[sent.pk])
    answer = narrowing.get(address, {"q": "Siti"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == f"{address}?q=Siti"


def test_the_table_of_quotas_that_reads_itself_anew_leaves_the_address_alone(narrowing):
    period = make.period()
    address = reverse("enrollment:quota_grid")
    answer = narrowing.get(address, {"periode": period.code}, headers={"HX-Request": "true"})
    assert "HX-Push-Url" not in answer.headers
