"""The office of a story: people at their screens, files on their desks, a calendar that moves."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from enrollment.models import Enrollment, EnrollmentPeriod
from intake.models import ImportBatch
from tests import make

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Sequence[Sequence[Any]]


class Calendar:
    """Sets what every part of the program takes for now, through Django's own clock."""

    def __init__(self, monkeypatch: Any) -> None:
        self._monkeypatch = monkeypatch

    def turn_to(self, day: date) -> None:
        # Ten in the morning in Blitar.
        moment = datetime.combine(day, time(3), UTC)
        self._monkeypatch.setattr(timezone, "now", lambda: moment)


class Desk:
    """One member of staff at a browser without script, signed in anew for each thing they do."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._client = Client()

    @property
    def client(self) -> Client:
        # Days pass between two things; no session lives that long.
        self._client.force_login(self.user)
        return self._client

    def open(self, name: str, *args: Any, **address: Any) -> str:
        response = self.client.get(reverse(name, args=args), address)
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def press(self, name: str, *args: Any, **fields: Any) -> Any:
        """Send a form, let workers do what it asks for, and give where it leads."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self.client.post(reverse(name, args=args), fields)
        assert response.status_code == 302, (name, response.status_code, _sentences(response))
        return response

    def fetch(self, name: str, *args: Any, **address: Any) -> bytes:
        """Download a file to the end."""
        response: Any = self.client.get(reverse(name, args=args), address)
        assert response.status_code == 200, (name, response.status_code)
        return b"".join(response.streaming_content)

    def send_list(
        self, file: SimpleUploadedFile, period: EnrollmentPeriod, kind: str = "people"
    ) -> ImportBatch:
        """Upload a list and save every row of it that is ready."""
        self.press("intake:batch_upload", file=file, period=period.pk, kind=kind)
        batch = ImportBatch.objects.latest("pk")
        self.press("intake:batch_commit", batch.pk)
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.DONE
        return batch

    def act(self, action: str, rows: Sequence[Enrollment], **fields: Any) -> None:
        """Tick rows in the queue and take one step on all of them."""
        self.press("enrollment:act_many", action=action, pk=[row.pk for row in rows], **fields)


def _sentences(response: Any) -> list[str]:
    context = response.context or {}
    form = context.get("form") if hasattr(context, "get") else None
    return [str(getattr(form, "errors", "")), str(context.get("refusal", ""))] if context else []


def workbook(name: str, rows: Rows) -> SimpleUploadedFile:
    """Write rows into a workbook file as an office would send it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type=XLSX)


def read(content: bytes) -> list[dict[str, Any]]:
    """Read the first sheet of a workbook as rows by heading."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def village_list(village: str, people: Sequence[Mapping[str, Any]]) -> SimpleUploadedFile:
    """The list of one kelurahan: titles, a numbering row, a total, a signature."""
    head: Rows = [
        ["DAFTAR USULAN PEKERJA RENTAN TAHUN 2025"],
        [f"KELURAHAN {village.upper()}"],
        [],
        ["NO", "NAMA LENGKAP", "NIK", "TEMPAT, TGL LAHIR", "L/P", "ALAMAT", "RT", "RW",
         "PEKERJAAN", "NO HP", "NAMA IBU KANDUNG"],
        list(range(1, 12)),
    ]  # fmt: skip
    body = [
        [
            number,
            person["name"],
            person["nik"],
            f"Blitar, {person['born']:%d-%m-%Y}",
            person["sex"],
            f"Jalan Melati {number}",
            "1",
            "2",
            "tukang becak",
            f"0812345678{number:02}",
            "Sumiati",
        ]
        for number, person in enumerate(people, 1)
    ]
    foot: Rows = [
        ["JUMLAH", f"{len(people)} orang"],
        [],
        [None, None, None, f"Lurah {village}"],
        [None, None, None, "NAMA LURAH, S.E."],
        [None, None, None, "NIP 197001011990031001"],
    ]
    return workbook(f"usulan {village.lower()}.xlsx", [*head, *body, *foot])


def made_people(village: str, number: int) -> list[dict[str, Any]]:
    """Synthetic people of a list, each with a name that says where and which."""
    return [
        {
            "name": f"{_GIVEN[at % len(_GIVEN)]} {_LETTERS[at]} {village}",
            "born": (born := date(1970 + at % 20, at % 12 + 1, at % 27 + 1)),
            "sex": "L",
            "nik": make.nik(birth_date=born),
        }
        for at in range(number)
    ]


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GIVEN = ("Slamet", "Sugeng", "Wagiman", "Katiman", "Paijo", "Tukimin", "Suroso")
