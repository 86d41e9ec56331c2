"""Signed sheets under the number of their print: filing, order, replacing, looking."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from django.db.models import QuerySet
from django.urls import reverse

from audit.context import acting
from audit.models import AccessEvent, AuditEvent
from common.http import ActionDenied
from reporting.issuing import area_of
from reporting.models import RosterIssue, SignedSheet
from reporting.signed import limits
from reporting.signed.services import (
    Filing,
    file_sheets,
    number_sheets,
    remove_sheet,
    replace_sheet,
)
from tests import make
from tests.racing import at_once
from tests.reporting.scans import photo, scan, sent, upload

pytestmark = pytest.mark.django_db
State = RosterIssue.State


@pytest.fixture
def officer(client):
    user = make.official()
    client.force_login(user)
    return user


@pytest.fixture
def issue(officer):
    return make.roster_issue(issued_by=officer, pages=4, area=[])


def file(issue, *contents: bytes, first: int = 1, by=None) -> Filing:
    files = [sent(content, f"foto{n}.jpg") for n, content in enumerate(contents, 1)]
    return file_sheets(issue_id=issue.pk, files=files, first_page=first, by=by or issue.issued_by)


def pages(issue) -> list[int]:
    return list(issue.sheets.current().order_by("page").values_list("page", flat=True))


def stored(settings) -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


class TestFiling:
    def test_pictures_take_the_next_free_pages(self, issue):
        file(issue, photo("red"), first=2)
        filing = file(issue, photo("white"), photo("blue"), photo("green"))
        assert [sheet.page for sheet in filing.sheets] == [1, 3, 4]
        assert pages(issue) == [1, 2, 3, 4]

    def test_a_scan_takes_a_page_for_each_of_its_own(self, issue):
        file(issue, scan(3), first=2)
        sheets = issue.sheets.current().order_by("page")
        assert [(sheet.page, sheet.page_in_file) for sheet in sheets] == [(2, 1), (3, 2), (4, 3)]
        assert len({sheet.file.name for sheet in sheets}) == 1

    def test_one_bad_file_keeps_no_other_from_being_filed(self, issue, settings):
        filing = file(issue, photo("white"), b"bukan foto", photo("blue"))
        assert pages(issue) == [1, 2]
        assert [name for name, _why in filing.refused] == ["foto2.jpg"]
        assert stored(settings) == 4

    def test_the_same_picture_is_not_filed_twice(self, issue, settings):
        file(issue, photo("white"))
        filing = file(issue, photo("white"), photo("blue"), photo("blue"))
        assert pages(issue) == [1, 2]
        assert ["halaman 1" in why for _name, why in filing.refused] == [True, False]
        assert stored(settings) == 4

    def test_a_scan_that_does_not_fit_leaves_nothing_behind(self, issue, settings):
        filing = file(issue, scan(5))
        assert pages(issue) == []
        assert "5 halaman" in filing.refused[0][1]
        assert stored(settings) == 0

    def test_an_earlier_print_of_unknown_length_takes_any_number(self, officer):
        issue = make.roster_issue(issued_by=officer)
        file(issue, photo("white"), photo("blue"), first=7)
        assert pages(issue) == [7, 8]

    def test_a_print_that_never_came_about_has_no_sheets(self, officer, settings):
        issue = make.roster_issue(issued_by=officer, state=State.VOID)
        with pytest.raises(ActionDenied):
            file(issue, photo())
        assert stored(settings) == 0

    def test_what_there_is_no_time_for_is_asked_for_again(self, issue, settings, monkeypatch):
        monkeypatch.setattr(limits, "REQUEST_SECONDS", 0)
        filing = file(issue, photo("red"))
        assert "sekali lagi" in filing.refused[0][1]
        assert (pages(issue), stored(settings)) == ([], 0)

    def test_a_failure_half_way_leaves_no_file_behind(self, issue, settings, monkeypatch):
        write = QuerySet.bulk_create

        def fail_on_the_second(rows, sheets):
            sheets = list(sheets)
            if sheets[0].page == 2:
                raise DatabaseError
            return write(rows, sheets)

        monkeypatch.setattr(QuerySet, "bulk_create", fail_on_the_second)
        with pytest.raises(DatabaseError):
            file(issue, photo("red"), photo("blue"))
        assert (pages(issue), stored(settings)) == ([], 0)

    def test_the_trail_says_who_filed(self, issue, officer):
        file(issue, photo())
        event = AuditEvent.objects.get(table="reporting_signedsheet")
        assert event.actor == officer.username

    def test_its_place_cannot_be_guessed(self, issue):
        file(issue, photo("white"), photo("blue"))
        names = [Path(name).stem for name in issue.sheets.values_list("file", flat=True)]
        assert all(len(name) >= 32 and "foto" not in name for name in names)


class TestOrder:
    def test_two_sheets_change_places(self, issue):
        first, second = file(issue, photo("white"), photo("blue")).sheets
        moved = number_sheets(
            issue_id=issue.pk, pages={first.pk: 2, second.pk: 1}, by=issue.issued_by
        )
        first.refresh_from_db()
        assert (moved, first.page, pages(issue)) == (2, 2, [1, 2])

    @pytest.mark.parametrize("wrong", [2, 5, 0])
    def test_none_goes_where_another_is_or_beyond_the_last(self, issue, wrong):
        first, _second = file(issue, photo("white"), photo("blue")).sheets
        with pytest.raises(ActionDenied):
            number_sheets(issue_id=issue.pk, pages={first.pk: wrong}, by=issue.issued_by)
        assert pages(issue) == [1, 2]


class TestWithdrawing:
    def test_a_better_picture_takes_the_page_and_the_earlier_stays(self, issue):
        (old,) = file(issue, photo("white")).sheets
        filing = replace_sheet(
            sheet_id=old.pk, file=sent(photo("blue")), reason="Foto buram", by=issue.issued_by
        )
        old.refresh_from_db()
        assert (old.reason, old.withdrawn_by) == ("Foto buram", issue.issued_by)
        assert Path(old.file.path).is_file()
        assert list(issue.sheets.current()) == filing.sheets

    def test_a_bad_one_changes_nothing(self, issue):
        (old,) = file(issue, photo("white")).sheets
        for bad in (b"rusak", scan(2)):
            filing = replace_sheet(
                sheet_id=old.pk, file=sent(bad), reason="Foto buram", by=issue.issued_by
            )
            assert filing.refused
        assert list(issue.sheets.current()) == [old]

    def test_a_page_that_is_taken_away_is_missing_again(self, issue):
        (old,) = file(issue, photo("white")).sheets
        remove_sheet(sheet_id=old.pk, reason="Halaman lain", by=issue.issued_by)
        assert pages(issue) == []
        event = AuditEvent.objects.filter(table="reporting_signedsheet").latest("pk")
        assert event.reason == "Halaman lain"
        with pytest.raises(ActionDenied):
            remove_sheet(sheet_id=old.pk, reason="Lagi", by=issue.issued_by)


@pytest.mark.usefixtures("crowded")
def test_two_people_at_the_same_moment_fill_different_pages():
    issue = make.roster_issue(issued_by=make.official(), pages=4)
    at_once([lambda: file(issue, photo("white")), lambda: file(issue, photo("blue"))])
    assert pages(issue) == [1, 2]


class TestScreens:
    def send(self, client, issue, **values):
        address = reverse("reporting:sheets_file", args=[issue.pk])
        return client.post(address, {"mulai": "1", **values}, follow=True)

    def test_several_are_filed_and_the_missing_ones_named(self, client, issue):
        answer = self.send(
            client, issue, berkas=[upload(photo("white")), upload(b"x", "salah.txt")]
        )
        text = answer.content.decode()
        assert "Diarsipkan: halaman 1." in text
        assert "salah.txt tidak tersimpan" in text
        assert "Belum ada: halaman 2–4" in text

    def test_the_camera_comes_first(self, client, issue):
        self.send(client, issue, kamera=upload(photo("red")), berkas=[upload(photo("blue"))])
        assert pages(issue) == [1, 2]

    def test_whoever_sends_nothing_is_told_so(self, client, issue):
        answer = self.send(client, issue)
        assert answer.status_code == 422
        assert "Ambil atau pilih fotonya dulu." in answer.content.decode()

    def test_more_than_fits_is_refused_with_a_sentence(self, client, issue, monkeypatch):
        monkeypatch.setattr("reporting.signed.views.sheets_file.upload_limit", 1000)
        answer = self.send(client, issue, berkas=[upload(photo() * 2)])
        assert answer.status_code == 413
        assert "lebih besar dari" in answer.content.decode()
        assert pages(issue) == []

    def test_a_list_of_photographs_may_be_larger_than_a_list_of_people(
        self, client, issue, settings
    ):
        settings.FILE_UPLOAD_LIMIT = 1000
        self.send(client, issue, berkas=[upload(photo("white"))])
        assert pages(issue) == [1]
        assert limits.REQUEST_BYTES > 1000

    def test_pages_are_put_right(self, client, issue):
        first, second = file(issue, photo("white"), photo("blue")).sheets
        address = reverse("reporting:sheets_number", args=[issue.pk])
        values = {f"halaman_{first.pk}": "2", f"halaman_{second.pk}": "1"}
        assert (
            "2 lembar pindah halaman."
            in client.post(address, values, follow=True).content.decode()
        )

    def test_a_sheet_is_replaced_and_another_taken_away(self, client, issue):
        first, second = file(issue, photo("white"), photo("blue")).sheets
        address = reverse("reporting:sheet_edit", args=[first.pk])
        values = {"alasan": "Foto buram", "ganti": "ya"}
        assert client.post(address, values).status_code == 422
        client.post(address, {**values, "berkas": upload(photo("green"))})
        client.post(
            reverse("reporting:sheet_edit", args=[second.pk]),
            {"alasan": "Halaman lain", "keluarkan": "ya"},
        )
        assert pages(issue) == [1]
        assert issue.sheets.count() == 3
        assert client.get(address).status_code == 404

    def test_it_is_closed_to_who_may_only_watch(self, client, issue):
        client.force_login(make.auditor())
        page = client.get(reverse("reporting:sheet_list", args=[issue.pk])).content.decode()
        assert "Arsipkan lembar" not in page
        assert self.send(client, issue, berkas=[upload(photo())]).status_code == 403


class TestLooking:
    def look(self, client, sheet: SignedSheet, name: str = "sheet_look"):
        return client.get(reverse(f"reporting:{name}", args=[sheet.pk]))

    def test_a_picture_is_shown_alone_and_the_look_is_noted(self, client, issue, officer):
        (sheet,) = file(issue, photo()).sheets
        answer = self.look(client, sheet)
        assert b"".join(answer.streaming_content) == Path(sheet.file.path).read_bytes()
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
        event = AccessEvent.objects.get()
        assert (event.actor, event.subject) == (
            officer.username,
            f"reporting_signedsheet:{sheet.pk}",
        )

    def test_a_scan_is_handed_over_as_a_file(self, client, issue):
        sheet = file(issue, scan(1)).sheets[0]
        answer = self.look(client, sheet)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert AccessEvent.objects.count() == 1
        answer.close()

    def test_a_small_one_shows_nothing_and_is_not_noted(self, client, issue):
        (sheet,) = file(issue, photo()).sheets
        answer = self.look(client, sheet, "sheet_small")
        assert len(b"".join(answer.streaming_content)) < 5000
        assert not AccessEvent.objects.exists()

    def test_nobody_elses_sheet_is_there(self, client, issue):
        (sheet,) = file(issue, photo()).sheets
        client.force_login(make.official())
        assert self.look(client, sheet).status_code == 404
        assert not AccessEvent.objects.exists()

    def test_who_moved_to_another_kelurahan_sees_them_no_more(self, client):
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        issue = make.roster_issue(issued_by=clerk, pages=1, area=[make.village("Tlumpu").code])
        (sheet,) = file(issue, photo()).sheets
        client.force_login(clerk)
        assert b"".join(self.look(client, sheet).streaming_content)
        with acting("tests"):
            clerk.villages.set([make.village("Kauman")])
        assert self.look(client, sheet).status_code == 404

    def test_an_office_that_lost_an_occupation_sees_them_no_more(self, client):
        clerk = make.department_clerk()
        issue = make.roster_issue(issued_by=clerk, pages=1, area=area_of(clerk))
        (sheet,) = file(issue, photo()).sheets
        client.force_login(clerk)
        assert b"".join(self.look(client, sheet).streaming_content)
        with acting("tests"):
            make.occupation().staff.remove(clerk)
            make.occupation("waste_collector").staff.add(clerk)
        assert self.look(client, sheet).status_code == 404

    def test_who_may_no_longer_see_money_sees_no_payment_list(self, client):
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        issue = make.roster_issue(issued_by=clerk, kind="payment-list", pages=1)
        client.force_login(clerk)
        page = client.get(reverse("reporting:sheet_list", args=[issue.pk]))
        assert page.status_code == 404


class TestLedger:
    def test_it_says_what_came_back_and_finds_what_did_not(self, client, officer):
        whole, part, none = (
            make.roster_issue(issued_by=officer, pages=pages) for pages in (1, 2, 3)
        )
        make.signed_sheet(whole)
        make.signed_sheet(part)

        def found(choice: str) -> list[bool]:
            page = client.get(reverse("reporting:issue_list"), {"kembali": choice})
            text = page.content.decode()
            return [issue.full_number in text for issue in (whole, part, none)]

        assert found("") == [True, True, True]
        assert found("lengkap") == [True, False, False]
        assert found("belum-lengkap") == [False, True, True]
        assert found("belum-ada") == [False, False, True]
        text = client.get(reverse("reporting:issue_list")).content.decode()
        for words in ("Lengkap, 1 halaman", "1 dari 2", "Belum ada dari 3"):
            assert words in text
