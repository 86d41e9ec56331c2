"""Buttons about official prints and the signed sheets that came back of them."""

from dataclasses import dataclass

from django.urls import reverse

from reporting.models import SignedSheet
from reporting.signed.services import file_sheets
from tests import make
from tests.presses.base import Prepare, Press
from tests.reporting.scans import photo, sent

_REASON = "salah cetak"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that a form sends as often as it is sent."""

    content: bytes
    name: str = "foto.jpg"

    def read(self) -> bytes:
        return self.content


def revoke() -> Press:
    issue = make.roster_issue(issued_by=make.official())
    address = reverse("reporting:issue_revoke", args=[issue.pk])
    return Press(address, {"alasan": _REASON}, make.admin())


def file() -> Press:
    by = make.official()
    issue = make.roster_issue(issued_by=by, pages=4, area=[])
    data = {"berkas": [Picture(photo("red")), Picture(photo("blue"))], "mulai": "1"}
    return Press(reverse("reporting:sheets_file", args=[issue.pk]), data, by)


def number() -> Press:
    first, second = _filed("red", "blue")
    data = {f"halaman_{first.pk}": "2", f"halaman_{second.pk}": "1"}
    address = reverse("reporting:sheets_number", args=[first.issue_id])
    return Press(address, data, first.filed_by)


def replace() -> Press:
    (sheet,) = _filed("red")
    data = {"ganti": "1", "alasan": _REASON, "berkas": Picture(photo("green"))}
    return Press(reverse("reporting:sheet_edit", args=[sheet.pk]), data, sheet.filed_by)


def withdraw() -> Press:
    (sheet,) = _filed("red")
    data = {"cabut": "1", "alasan": _REASON}
    return Press(reverse("reporting:sheet_edit", args=[sheet.pk]), data, sheet.filed_by)


def erase() -> Press:
    (sheet,) = _filed("red")
    data = {"alasan": _REASON, "yakin": "on"}
    return Press(reverse("reporting:sheet_erase", args=[sheet.pk]), data, make.admin())


def _filed(*colours: str) -> list[SignedSheet]:
    by = make.official()
    issue = make.roster_issue(issued_by=by, pages=4, area=[])
    files = [sent(photo(colour)) for colour in colours]
    return file_sheets(issue_id=issue.pk, files=files, first_page=1, by=by).sheets


LEDGER: dict[str, Prepare] = {
    "reporting:issue_revoke": revoke,
    "reporting:sheets_file": file,
    "reporting:sheets_number": number,
    "reporting:sheet_edit replace": replace,
    "reporting:sheet_edit withdraw": withdraw,
    "reporting:sheet_erase": erase,
}
