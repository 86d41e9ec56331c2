"""Screens of official prints: the check that is open to all, and the ledger."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from audit.models import AuditEvent
from blitar_registry.settings import production
from reporting.models import RosterIssue
from tests import make

pytestmark = pytest.mark.django_db
State = RosterIssue.State
NAMES = {"title": "Daftar milik Siti Aminah", "filter": {"kelurahan": "3572011001"}}


def check(client, code):
    return client.get(reverse("reporting:issue_check", args=[code]))


def ledger(client, **values):
    return client.get(reverse("reporting:issue_list"), values).content.decode()


class TestCheck:
    def test_a_stranger_learns_that_a_print_is_current_and_nothing_about_people(self, client):
        officer = make.official(full_name="Bambang Sutejo")
        issue = make.roster_issue(rows=37, issued_by=officer, **NAMES)
        page = check(client, issue.code).content.decode()
        assert "Asli dan berlaku" in page
        assert issue.full_number in page
        assert "Daftar Peserta per Kelurahan" in page
        assert "37" in page
        for secret in ("Bambang", "Siti Aminah", "3572011001", issue.sha256[:12]):
            assert secret not in page

    def test_a_print_with_older_content_names_its_successor(self, client):
        new = make.roster_issue()
        old = make.roster_issue(state=State.SUPERSEDED, superseded_by=new)
        page = check(client, old.code).content.decode()
        assert "sudah digantikan" in page
        assert new.full_number in page
        assert "Asli dan berlaku" not in page

    def test_a_revoked_print_is_said_to_be_so_without_the_reason(self, client):
        issue = make.roster_issue(state=State.REVOKED, reason="Nama Siti keliru")
        page = check(client, issue.code).content.decode()
        assert "Sudah dicabut" in page
        assert "Siti" not in page

    @pytest.mark.parametrize("code", ["ABCDEFGH", "salah", "<b>tebal", "1" * 300])
    def test_an_unknown_code_is_unknown(self, client, code):
        answer = check(client, code)
        assert answer.status_code == 404
        assert "tidak dikenal" in answer.content.decode()

    def test_a_code_may_be_typed_in_halves_and_small_letters(self, client):
        issue = make.roster_issue()
        assert check(client, issue.spoken_code.lower()).status_code == 200

    def test_staff_see_who_printed_what_and_can_open_the_list(self, client):
        period = make.period(code="2025")
        issue = make.roster_issue(
            issued_by=make.official(full_name="Bambang Sutejo"), filter={"periode": period.code}
        )
        client.force_login(make.checker())
        page = check(client, issue.code).content.decode()
        assert "Bambang Sutejo" in page
        assert reverse("reporting:roster", args=[issue.kind]) in page
        assert period.name in page

    def test_a_list_of_people_can_be_printed_again_as_it_was_then(self, client):
        issue = make.roster_issue(
            filter={"kelurahan": "3572011001", "per": "2025-04-08"}, as_of=date(2025, 4, 8)
        )
        client.force_login(make.checker())
        page = check(client, issue.code).content.decode()
        assert "per=2025-04-08" in page
        today = page.partition("Cetak lagi, keadaan hari ini")[0].rpartition('href="')[2]
        assert "kelurahan=3572011001" in today
        assert "per=" not in today

    def test_a_number_whose_file_never_came_about_is_no_paper_of_ours(self, client):
        issue = make.roster_issue(state=State.VOID, reason="Berkasnya tidak selesai dibuat.")
        page = check(client, issue.code).content.decode()
        assert "batal dicetak" in page
        assert "Asli" not in page
        client.force_login(make.admin())
        assert "Cabut cetakan" not in check(client, issue.code).content.decode()

    def test_money_stays_with_those_who_may_see_it(self, client):
        issue = make.roster_issue(
            kind="payment-list", issued_by=make.official(full_name="Bambang Sutejo")
        )
        client.force_login(make.clerk(villages=[make.village()]))
        assert "Bambang" not in check(client, issue.code).content.decode()

    def test_guessing_is_slowed_down(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = production.ACCOUNT_RATE_LIMITS
        cache.clear()
        answers = [check(client, "ABCDEFGH").status_code for _try in range(31)]
        assert answers == [404] * 30 + [429]


class TestSeeking:
    def seek(self, client, **values):
        return client.get(reverse("reporting:issue_seek"), values)

    def test_a_stranger_types_the_code_of_a_paper_and_is_led_to_its_check(self, client):
        issue = make.roster_issue()
        page = self.seek(client)
        assert page.status_code == 200
        assert "field bad" not in page.content.decode()
        for typed in (
            issue.code,
            issue.spoken_code.lower(),
            f"  {issue.code[:2]} {issue.code[2:5]}\u2013{issue.code[5:]} ",
        ):
            answer = client.get(reverse("reporting:issue_seek"), {"kode": typed}, follow=True)
            assert answer.redirect_chain == [(issue.get_absolute_url(), 302)]
            assert "Asli dan berlaku" in answer.content.decode()

    @pytest.mark.parametrize("typed", ["ABCD", "ABCD-EFG0", "<b>tebal</b>", "x" * 300])
    def test_what_is_no_code_is_called_unknown_beside_its_field(self, client, typed):
        answer = self.seek(client, kode=typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<b>tebal" not in page
        assert "id_kode_error" in page

    def test_nothing_typed_is_asked_for_again(self, client):
        assert "Ketik kode yang ada" in self.seek(client, kode=" ").content.decode()

    def test_a_code_that_nobody_printed_is_unknown_and_may_be_typed_again(self, client):
        answer = client.get(reverse("reporting:issue_seek"), {"kode": "abcd efgh"}, follow=True)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "Kode ini tidak dikenal" in page
        assert f'href="{reverse("reporting:issue_seek")}"' in page

    def test_guessing_is_slowed_down_whatever_is_typed(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = production.ACCOUNT_RATE_LIMITS
        cache.clear()
        tries = ["ABCDEFGH", "salah"] * 15
        assert {self.follow(client, typed) for typed in tries} == {404, 422}
        assert [self.follow(client, typed) for typed in tries[:2]] == [429, 429]
        assert self.seek(client).status_code == 200

    def follow(self, client, typed):
        address = reverse("reporting:issue_seek")
        return client.get(address, {"kode": typed}, follow=True).status_code


class TestLedger:
    def test_the_auditor_sees_all_prints_and_others_their_own(self, client):
        officer = make.official()
        own, other = make.roster_issue(issued_by=officer), make.roster_issue()
        client.force_login(officer)
        page = ledger(client)
        assert own.full_number in page
        assert other.full_number not in page
        client.force_login(make.auditor())
        page = ledger(client)
        assert own.full_number in page
        assert other.full_number in page

    def test_it_is_searched_by_what_stands_on_the_paper(self, client):
        first = make.roster_issue(number=123)
        second = make.roster_issue(number=7, kind="payment-list", year=2026)
        client.force_login(make.admin())
        for typed in ("CETAK 2025/000123", "2025/123", "123", first.spoken_code.lower()):
            page = ledger(client, cari=typed)
            assert first.full_number in page
            assert second.full_number not in page
        assert "Tidak ada cetakan yang cocok" in ledger(client, cari="entah")
        assert first.full_number not in ledger(client, jenis="payment-list")


class TestRevoking:
    def revoke(self, client, issue, reason):
        address = reverse("reporting:issue_revoke", args=[issue.pk])
        return client.post(address, {"alasan": reason})

    def test_the_admin_takes_a_print_back_and_says_why(self, client):
        issue, admin = make.roster_issue(), make.admin()
        client.force_login(admin)
        assert self.revoke(client, issue, "Salah cetak").status_code == 302
        issue.refresh_from_db()
        assert (issue.state, issue.reason) == (State.REVOKED, "Salah cetak")
        event = AuditEvent.objects.filter(table="reporting_rosterissue").latest("pk")
        assert (event.actor, event.reason) == (admin.username, "Salah cetak")

    @pytest.mark.parametrize("reason", ["", "  ", "ya"])
    def test_without_a_reason_nothing_happens(self, client, reason):
        issue = make.roster_issue()
        client.force_login(make.admin())
        answer = self.revoke(client, issue, reason)
        assert answer.status_code == 422
        assert "Tulis mengapa" in answer.content.decode()
        issue.refresh_from_db()
        assert issue.state == State.VALID
