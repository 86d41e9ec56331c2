"""The year as one page: what waits in each step, and only links that open."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from enrollment.transitions import Status
from enrollment.year import year_of
from tests import make

pytestmark = pytest.mark.django_db

YEAR = "/tahun/"


def test_it_counts_people_by_status(client, period):
    for status in (Status.PROPOSED, Status.PROPOSED, Status.VERIFIED, Status.REJECTED):
        make.enrollment(period=period, status=status)
    found = year_of(period, make.admin())
    assert found.people == {Status.PROPOSED: 2, Status.VERIFIED: 1, Status.REJECTED: 1}
    assert found.wanted == 4


def test_a_clerk_counts_own_people(period):
    make.enrollment(period=period, worker=make.worker(village=make.village("Kauman")))
    assert year_of(period, make.clerk()).people.total() == 0
    assert year_of(period, make.clerk(villages=[make.village("Kauman")])).people.total() == 1


def test_papers_are_counted(period):
    make.signed(
        make.decree(make.enrollment(period=period, status=Status.VERIFIED)),
        signed_on=period.starts_on,
    )
    make.decree(make.enrollment(period=period, status=Status.VERIFIED), title="Lain")
    found = year_of(period, make.admin())
    assert (found.drafts, found.signed) == (1, 1)


@pytest.mark.parametrize("role", list(Role))
def test_every_link_on_it_opens(client, period, role):
    client.force_login(make.user(role))
    make.enrollment(period=period)
    make.period("depan", starts_on=date(2999, 1, 1), ends_on=date(2999, 12, 31), state="draft")
    text = client.get(YEAR).content.decode().partition('id="steps"')[2]
    links = set(re.findall(r'href="(/[^"]*)"', text.partition("</ol>")[0]))
    assert reverse("enrollment:decree_list") in links
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_money_is_not_offered_to_a_clerk(client, period):
    client.force_login(make.clerk())
    assert 'href="/iuran/"' not in client.get(YEAR).content.decode()


def test_another_year_is_chosen_and_nonsense_is_not(client, period):
    other = make.period("lama", starts_on=period.starts_on.replace(year=2020), state="closed")
    client.force_login(make.admin())
    for _number in range(3):
        make.enrollment(period=other)
    for code, waiting in (("lama", "3 menunggu"), ("tidak-ada", "")):
        text = client.get(YEAR, {"periode": code}).content.decode()
        assert ("3 menunggu" in text) == bool(waiting)


def test_without_a_period_it_says_so(client):
    client.force_login(make.admin())
    assert "Belum ada periode" in client.get(YEAR).content.decode()
