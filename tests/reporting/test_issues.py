"""Official prints: numbers, codes, what takes over from what, and taking one back."""

import re
from datetime import date
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from audit.context import acting
from audit.models import AccessEvent, AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment
from reporting.catalogue import CATALOGUE
from reporting.issue_codes import ALPHABET, read_code
from reporting.issuing import complete_issue, reserve_issue, revoke_issue, stamp_of
from reporting.leaving import Departure, let_go
from reporting.models import RosterIssue
from reporting.pdf import render_tagged
from reporting.pouring import pour_pdf
from reporting.rosters import Roster
from tests import make
from tests.racing import at_once
from tests.reporting.asking import fetch, registered
from tests.reporting.reading import blank_pdf, pdf_pages
from tests.reporting.rosters import frame, roster

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
State = RosterIssue.State
DEPARTURE = Departure(
    kind="payment-list",
    shelf="roster",
    filters={},
    format="pdf",
    access=AccessEvent.Kind.PRINT,
    is_issued=True,
)


def reserved(printed: Roster) -> RosterIssue:
    return reserve_issue(
        printed,
        kind="payment-list",
        filters={},
        full_nik=False,
        format="pdf",
        reader=None,
        by="tests",
    )


def issued(printed: Roster) -> RosterIssue:
    issue = reserved(printed)
    complete_issue(issue, pages=1, by="tests")
    return issue


def newest() -> RosterIssue:
    return RosterIssue.objects.latest("pk")


def rename(enrollment: Enrollment, name: str) -> None:
    with acting("tests"):
        enrollment.worker.full_name = name
        enrollment.worker.save()


class TestPrinting:
    def test_a_print_enters_the_ledger(self, client, official, period):
        registered(period)
        fetch(client, format="pdf", kelurahan=make.village("Tlumpu").code)
        issue = RosterIssue.objects.get()
        assert (issue.year, issue.number, issue.rows) == (YEAR, 1, 1)
        assert (issue.kind, issue.format) == ("participants-by-village", "pdf")
        assert issue.issued_by == official
        assert issue.filter["kelurahan"] == make.village("Tlumpu").code
        assert issue.sha256 == AccessEvent.objects.get().sha256
        assert len(issue.code) == 8
        assert set(issue.code) <= set(ALPHABET)

    def test_the_trail_says_who_printed(self, client, official, period):
        fetch(client, format="pdf")
        events = AuditEvent.objects.filter(table="reporting_rosterissue", row=str(newest().pk))
        assert {event.actor for event in events} == {official.username}
        assert [(event.new or {})["state"] for event in events.order_by("pk")] == ["void", "valid"]

    def test_workbooks_and_working_papers_take_no_number(self, client, official, period):
        registered(period)
        fetch(client, format="xlsx")
        fetch(client, kind="wall-list", format="pdf")
        assert not RosterIssue.objects.exists()

    @pytest.mark.parametrize("slug", [slug for slug in CATALOGUE if CATALOGUE[slug].official])
    def test_every_official_kind_leaves_as_pdf(self, slug):
        assert "pdf" in CATALOGUE[slug].formats

    def test_a_print_that_fails_leaves_its_number_as_void(
        self, client, official, period, settings
    ):
        registered(period)
        # No QR code holds so long an address, which shows after the number was taken.
        settings.SITE_ADDRESS = "x" * 5000
        client.raise_request_exception = False
        assert fetch(client, format="pdf").status_code == 500
        settings.SITE_ADDRESS = "https://contoh.example"
        fetch(client, format="pdf")
        failed, made = RosterIssue.objects.order_by("number")
        assert (failed.number, failed.state, failed.pages) == (1, State.VOID, None)
        assert "tidak selesai" in failed.reason
        assert (made.number, made.state, made.reason) == (2, State.VALID, "")
        assert AccessEvent.objects.count() == 1

    @pytest.mark.parametrize("people", [3, 60])
    def test_its_sheets_are_counted(self, client, official, period, people):
        for number in range(people):
            registered(period, f"Orang {number}")
        content = fetch(client, format="pdf").content
        assert newest().pages == len(pdf_pages(content))


class TestTheFoot:
    @pytest.mark.parametrize("render", [render_tagged, pour_pdf])
    def test_every_sheet_holds_number_and_code(self, render):
        issue = make.roster_issue()
        printed = roster(70, 30, frame=frame(stamp=stamp_of(issue)))
        pages = pdf_pages(render(printed))
        assert len(pages) > 1
        for page in pages:
            assert f"{issue.full_number} · kode {issue.spoken_code}" in page
            assert f"/periksa/{issue.code}/" in re.sub(r"\s", "", page)
            assert "Dibuat" in page

    def test_the_reader_gets_it(self, client, official, period):
        registered(period)
        page = pdf_pages(fetch(client, format="pdf").content)[0]
        assert newest().full_number in page


class TestTakingOver:
    def test_other_rows_take_over_from_the_earlier_print(self, client, official, period):
        enrollment = registered(period, "Siti Aminah")
        fetch(client, format="pdf")
        first = newest()
        rename(enrollment, "Siti Fatimah")
        fetch(client, format="pdf")
        first.refresh_from_db()
        assert (first.state, first.superseded_by) == (State.SUPERSEDED, newest())
        assert newest().state == State.VALID

    def test_the_same_rows_leave_the_earlier_print_in_force(self, client, official, period):
        registered(period)
        fetch(client, format="pdf")
        fetch(client, format="pdf")
        assert set(RosterIssue.objects.values_list("state", flat=True)) == {"valid"}

    def test_another_filter_is_another_list(self, client, official, period):
        registered(period)
        fetch(client, format="pdf")
        fetch(client, format="pdf", kelurahan=make.village("Kauman").code)
        assert set(RosterIssue.objects.values_list("state", flat=True)) == {"valid"}

    def test_the_list_of_a_smaller_area_is_another_list(self, client, official, period):
        registered(period)
        registered(period, "Budi", village="Kauman")
        fetch(client, format="pdf")
        client.force_login(make.clerk(villages=[make.village("Kauman")]))
        fetch(client, format="pdf")
        assert [row.rows for row in RosterIssue.objects.order_by("pk")] == [2, 1]
        assert set(RosterIssue.objects.values_list("state", flat=True)) == {"valid"}

    def test_whoever_sees_nobody_takes_nothing_over_from_the_city(self, client, official, period):
        registered(period)
        fetch(client, format="pdf")
        client.force_login(make.clerk(villages=[]))
        fetch(client, format="pdf")
        assert [row.rows for row in RosterIssue.objects.order_by("pk")] == [1, 0]
        assert set(RosterIssue.objects.values_list("state", flat=True)) == {"valid"}

    def test_two_clerks_of_one_office_print_the_same_list(self, client, period):
        registered(period)
        client.force_login(make.department_clerk())
        fetch(client, format="pdf")
        registered(period, "Budi")
        client.force_login(make.department_clerk())
        fetch(client, format="pdf")
        states = RosterIssue.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [State.SUPERSEDED, State.VALID]

    def test_a_list_as_of_an_earlier_day_takes_nothing_over(self):
        made = [issued(roster(2, on=date(2025, 4, 8))), issued(roster(3, on=date(2025, 4, 7)))]
        made[0].refresh_from_db()
        assert made[0].state == State.VALID

    def test_a_print_that_never_came_about_takes_nothing_over(self):
        first = issued(roster(2))
        reserved(roster(3))
        first.refresh_from_db()
        assert first.state == State.VALID

    def test_a_print_overtaken_while_its_file_was_made_is_superseded(self):
        slow = reserved(roster(2))
        quick = issued(roster(3))
        complete_issue(slow, pages=1, by="tests")
        slow.refresh_from_db()
        quick.refresh_from_db()
        assert (slow.state, slow.superseded_by) == (State.SUPERSEDED, quick)
        assert quick.state == State.VALID

    def test_a_print_is_completed_once(self):
        issue = issued(roster(2))
        with pytest.raises(ActionDenied):
            complete_issue(issue, pages=1, by="tests")


class TestTakingBack:
    def test_a_revoked_print_keeps_its_reason_and_the_trail_too(self):
        issue, admin = make.roster_issue(), make.admin()
        revoke_issue(issue_id=issue.pk, reason="Salah cetak", by=admin)
        issue.refresh_from_db()
        assert (issue.state, issue.reason) == (State.REVOKED, "Salah cetak")
        event = AuditEvent.objects.filter(table="reporting_rosterissue").latest("pk")
        assert (event.actor, event.reason) == (admin.username, "Salah cetak")

    def test_it_cannot_be_revoked_twice(self):
        issue, admin = make.roster_issue(), make.admin()
        revoke_issue(issue_id=issue.pk, reason="Salah cetak", by=admin)
        with pytest.raises(ActionDenied):
            revoke_issue(issue_id=issue.pk, reason="Salah lagi", by=admin)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("abcd-efgh", "ABCDEFGH"), (" AB CD EF GH ", "ABCDEFGH"), ("ABCD", ""), ("ABCD0000", "")],
)
def test_a_code_is_read_however_it_was_typed(typed, read):
    assert read_code(typed) == read


@pytest.mark.usefixtures("crowded")
class TestAtTheSameMoment:
    def test_there_is_no_gap(self):
        results = at_once([lambda: issued(roster(1)).number] * 6)
        assert sorted(results) == list(range(1, 7))
        assert set(RosterIssue.objects.values_list("number", flat=True)) == set(range(1, 7))

    def test_one_of_two_different_lists_takes_over(self):
        at_once([lambda: issued(roster(1)), lambda: issued(roster(2))])
        first, second = RosterIssue.objects.order_by("pk")
        assert (first.state, first.superseded_by) == (State.SUPERSEDED, second)
        assert second.state == State.VALID

    def test_nobody_waits_while_the_file_of_another_is_made(self):
        began, done, blank = Event(), Event(), blank_pdf()

        def print_slowly() -> None:
            let_go(roster(1), DEPARTURE, render=render_slowly, by="pelan")

        def render_slowly(printed) -> bytes:
            began.set()
            assert done.wait(20), "The other print waited for this one."
            return blank

        def print_meanwhile() -> None:
            assert began.wait(20)
            let_go(roster(2), DEPARTURE, render=lambda _printed: blank, by="cepat")
            done.set()

        assert at_once([print_slowly, print_meanwhile]) == [None, None]
        slow, quick = RosterIssue.objects.order_by("number")
        assert (slow.state, slow.superseded_by) == (State.SUPERSEDED, quick)
        assert quick.state == State.VALID


@pytest.mark.django_db(transaction=True)
def test_a_number_is_never_taken_inside_the_transaction_of_somebody_else():
    with pytest.raises(RuntimeError), transaction.atomic():
        reserved(roster(1))
