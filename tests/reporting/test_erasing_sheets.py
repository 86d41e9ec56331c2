"""A signed sheet that must not be here is erased for good; its row says who did it and why."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from reporting.models import SignedSheet
from reporting.signed.erasing import erase_sheet
from reporting.signed.services import file_sheets, remove_sheet
from tests import make
from tests.racing import at_once
from tests.reporting.scans import photo, scan, sent

pytestmark = pytest.mark.django_db
REASON = "Lembar milik orang lain"


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


@pytest.fixture
def issue():
    return make.roster_issue(issued_by=make.official(), pages=4, area=[])


def filed(issue, *contents: bytes, first: int = 1) -> list[SignedSheet]:
    files = [sent(content, f"foto{n}.jpg") for n, content in enumerate(contents, 1)]
    by = issue.issued_by
    return file_sheets(issue_id=issue.pk, files=files, first_page=first, by=by).sheets


def stored(settings) -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


class TestErasing:
    def test_file_and_small_picture_go_and_the_row_says_what_was_done(
        self, issue, admin, settings
    ):
        gone, left = filed(issue, photo("white"), photo("blue"))
        names = str(gone.file.name), str(gone.thumbnail.name)
        erase_sheet(sheet_id=gone.pk, reason=REASON, by=admin)
        assert not any(default_storage.exists(name) for name in names)
        assert stored(settings) == 2
        row = SignedSheet.objects.get(pk=gone.pk)
        assert (row.page, row.sha256, row.filed_by) == (1, gone.sha256, issue.issued_by)
        assert (row.erased_by, row.erased_reason, row.file.name) == (admin, REASON, "")
        assert row.erased_at
        assert default_storage.exists(str(left.file.name))
        assert list(issue.sheets.current()) == [left]
        event = AuditEvent.objects.filter(table="reporting_signedsheet", row=gone.pk).latest("pk")
        assert (event.actor, event.reason) == (admin.username, REASON)

    def test_one_withdrawn_before_keeps_the_reason_it_was_withdrawn_for(self, issue, admin):
        [sheet] = filed(issue, photo("white"))
        remove_sheet(sheet_id=sheet.pk, reason="Foto buram", by=issue.issued_by)
        erase_sheet(sheet_id=sheet.pk, reason=REASON, by=admin)
        sheet.refresh_from_db()
        assert (sheet.reason, sheet.withdrawn_by) == ("Foto buram", issue.issued_by)
        assert (sheet.erased_reason, sheet.erased_by) == (REASON, admin)

    def test_all_pages_of_a_scan_go_with_its_file(self, issue, admin, settings):
        [alone] = filed(issue, photo("white"))
        first, *_others = filed(issue, scan(3), first=2)
        erased = erase_sheet(sheet_id=first.pk, reason=REASON, by=admin)
        assert sorted(sheet.page for sheet in erased) == [2, 3, 4]
        assert list(issue.sheets.current()) == [alone]
        assert stored(settings) == 2

    def test_the_same_picture_may_be_filed_where_it_belongs(self, issue, admin):
        picture = photo("white")
        [wrong] = filed(issue, picture)
        erase_sheet(sheet_id=wrong.pk, reason=REASON, by=admin)
        right = make.roster_issue(issued_by=issue.issued_by, pages=1, area=[])
        [sheet] = filed(right, picture)
        assert sheet.sha256 == wrong.sha256
        assert default_storage.exists(str(sheet.file.name))

    def test_twice_is_refused(self, issue, admin):
        [sheet] = filed(issue, photo("white"))
        erase_sheet(sheet_id=sheet.pk, reason=REASON, by=admin)
        with pytest.raises(ActionDenied):
            erase_sheet(sheet_id=sheet.pk, reason=REASON, by=admin)

    def test_nothing_is_said_to_be_erased_while_its_file_is_there(self, issue, admin, settings):
        [sheet] = filed(issue, photo("white"))
        # A folder in the file's place cannot be deleted as long as something lies in it.
        path = Path(settings.MEDIA_ROOT) / str(sheet.file.name)
        path.unlink()
        path.mkdir()
        (path / "isi").touch()
        with pytest.raises(OSError, match="not empty"):
            erase_sheet(sheet_id=sheet.pk, reason=REASON, by=admin)
        sheet.refresh_from_db()
        assert (sheet.erased_at, sheet.withdrawn_at) == (None, None)
        assert sheet.file.name

    @pytest.mark.parametrize(
        "values", [{"file": ""}, {"erased_reason": REASON}, {"erased_at": "2026-11-21T00:00Z"}]
    )
    def test_the_table_keeps_no_sheet_that_is_half_erased(self, issue, values):
        [sheet] = filed(issue, photo("white"))
        with pytest.raises(IntegrityError), transaction.atomic(), acting("tests"):
            SignedSheet.objects.filter(pk=sheet.pk).update(**values)


@pytest.mark.usefixtures("crowded")
def test_of_two_who_erase_at_the_same_moment_one_is_told_so():
    issue = make.roster_issue(issued_by=make.official(), pages=4, area=[])
    [sheet] = filed(issue, photo("white"))
    by = make.admin()
    came = at_once([lambda: erase_sheet(sheet_id=sheet.pk, reason=REASON, by=by)] * 2)
    assert {type(result) for result in came} == {list, ActionDenied}


class TestScreens:
    def erase(self, client, sheet, **values):
        return client.post(reverse("reporting:sheet_erase", args=[sheet.pk]), values)

    def test_who_may_revoke_erases_with_a_reason_and_everybody_can_read_it(
        self, client, issue, admin
    ):
        first, _second = filed(issue, scan(2))
        page = client.get(reverse("reporting:sheet_erase", args=[first.pk])).content.decode()
        assert "juga memuat halaman 2" in page
        answer = self.erase(client, first, alasan=REASON, yakin="on")
        listed = reverse("reporting:sheet_list", args=[issue.pk])
        assert answer["Location"] == listed
        client.force_login(issue.issued_by)
        page = client.get(listed).content.decode()
        assert page.count(f"Berkas dihapus selamanya: {REASON}") == 2
        assert first.sha256[:12] in page
        assert reverse("reporting:sheet_look", args=[first.pk]) not in page

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"alasan": "ya", "yakin": "on"}, "paling sedikit lima huruf"),
            ({"alasan": REASON}, "Centang dulu"),
        ],
    )
    def test_without_a_reason_or_a_tick_nothing_happens(
        self, client, issue, admin, values, sentence
    ):
        [sheet] = filed(issue, photo("white"))
        answer = self.erase(client, sheet, **values)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert default_storage.exists(str(sheet.file.name))

    def test_who_may_only_file_cannot_erase(self, client, issue):
        [sheet] = filed(issue, photo("white"))
        client.force_login(issue.issued_by)
        assert self.erase(client, sheet, alasan=REASON, yakin="on").status_code == 403
        listed = client.get(reverse("reporting:sheet_list", args=[issue.pk])).content.decode()
        assert "Hapus selamanya" not in listed
        assert default_storage.exists(str(sheet.file.name))

    @pytest.mark.parametrize("name", ["sheet_look", "sheet_small", "sheet_edit", "sheet_erase"])
    def test_an_erased_sheet_is_nowhere_to_be_seen(self, client, issue, admin, name):
        [sheet] = filed(issue, photo("white"))
        erase_sheet(sheet_id=sheet.pk, reason=REASON, by=admin)
        assert client.get(reverse(f"reporting:{name}", args=[sheet.pk])).status_code == 404
