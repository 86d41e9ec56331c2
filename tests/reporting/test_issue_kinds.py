"""Every official kind: its print opens, takes signed sheets and is made again from the ledger."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.urls import reverse

import reporting.documents
from accounts.models import Scope
from audit.context import acting
from reporting.catalogue import CATALOGUE
from reporting.documents.kinds import DocumentKind
from reporting.issue_kinds import kind_of, official_kinds, title_of
from reporting.issuing import area_of
from tests import make
from tests.reporting.asking import registered
from tests.reporting.papers import one_of_each
from tests.reporting.scans import photo, upload

pytestmark = pytest.mark.django_db
KINDS = [kind.slug for kind in official_kinds()]
LINK = "Cetak lagi, keadaan hari ini"


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


def check(client, issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


def again(page: str) -> str:
    """Give the address behind the button that prints the same once more."""
    return page.partition(LINK)[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")


def sheets(client, issue):
    return client.get(reverse("reporting:sheet_list", args=[issue.pk]))


def test_every_kind_of_document_there_is_has_a_name_in_the_ledger():
    found = {
        kind.slug: kind
        for module in iter_modules(reporting.documents.__path__, "reporting.documents.")
        for kind in vars(import_module(module.name)).values()
        if isinstance(kind, DocumentKind)
    }
    assert len(found) >= 7
    for slug, kind in found.items():
        assert kind_of(make.roster_issue(kind=slug)) is kind


@pytest.mark.parametrize("slug", KINDS)
def test_a_print_opens_takes_a_sheet_and_is_made_again(client, admin, slug):
    one_of_each(registered(make.period()))
    issue = make.roster_issue(kind=slug, pages=2, area=[])
    page = check(client, issue)
    assert title_of(issue) != "Cetakan resmi"
    assert title_of(issue) in page
    assert client.get(again(page)).status_code == 200
    assert sheets(client, issue).status_code == 200
    filing = {"berkas": [upload(photo())], "mulai": 1}
    address = reverse("reporting:sheets_file", args=[issue.pk])
    assert client.post(address, filing).status_code == 302
    assert issue.sheets.count() == 1


@pytest.mark.parametrize("slug", KINDS)
def test_who_moved_elsewhere_no_longer_sees_its_sheets(client, slug):
    clerk = make.clerk(villages=[make.village("Tlumpu")])
    issue = make.roster_issue(kind=slug, issued_by=clerk, pages=1, area=area_of(clerk))
    client.force_login(clerk)
    before = sheets(client, issue).status_code
    kind = kind_of(issue)
    assert kind is not None
    assert before == (200 if kind.is_open_to(clerk) else 404)
    with acting("tests"):
        clerk.villages.set([make.village("Kauman")])
    assert sheets(client, issue).status_code == 404


class TestDocuments:
    def test_the_sheet_of_one_family_is_printed_again_from_its_own_page(self, client, admin):
        person = make.worker()
        issue = make.roster_issue(kind="participant-slip", filter={"pekerja": str(person.pk)})
        assert again(check(client, issue)) == reverse("reporting:slip", args=[person.pk])

    def test_a_person_elsewhere_is_not_led_to(self, client):
        person = make.worker(village=make.village("Kauman"))
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        issue = make.roster_issue(
            kind="participant-slip", filter={"pekerja": str(person.pk)}, issued_by=clerk
        )
        client.force_login(clerk)
        page = check(client, issue)
        assert "Lembar Peserta" in page
        assert LINK not in page

    def test_minutes_are_asked_for_with_what_they_were_about(self, client, admin):
        chosen = {"kelurahan": make.village("Tlumpu").code, "dari": "08-04-2025"}
        issue = make.roster_issue(kind="handover-minutes", filter=chosen)
        page = client.get(again(check(client, issue))).content.decode()
        assert 'value="08-04-2025"' in page
        assert f'value="{chosen["kelurahan"]}" selected' in page

    def test_many_slips_are_asked_for_with_their_filter(self, client, admin):
        chosen = {"kelurahan": make.village("Tlumpu").code}
        issue = make.roster_issue(kind="participant-slip", filter=chosen)
        address = again(check(client, issue))
        assert address == f"{reverse('reporting:slips')}?kelurahan={chosen['kelurahan']}"
        assert client.get(address).status_code == 200


class TestRetired:
    def test_what_is_not_printed_any_more_opens_for_who_watches_over_the_ledger(
        self, client, admin
    ):
        issue = make.roster_issue(kind="gone-for-good", pages=1, title="Daftar Lama")
        assert issue.kind not in CATALOGUE
        page = check(client, issue)
        assert "Daftar Lama" in page
        assert LINK not in page
        assert sheets(client, issue).status_code == 200

    def test_others_learn_no_more_than_strangers(self, client):
        officer = make.official(scope=Scope.CITY)
        issue = make.roster_issue(kind="gone-for-good", title="Daftar Lama", issued_by=officer)
        client.force_login(officer)
        page = check(client, issue)
        assert "Asli dan berlaku" in page
        assert "Daftar Lama" not in page
        assert sheets(client, issue).status_code == 404
