"""Small workbooks for tests, written cell by cell."""

from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch

LISTS = Path(__file__).parent / "lists"
HEADINGS = ["NO", "NIK", "NAMA", "TGL LAHIR", "L/P", "RT", "RW", "KELURAHAN", "PEKERJAAN"]

# Names far enough apart that nobody is taken for somebody else, and none that a test types.
_FIRST = ["Ponirin", "Legiman", "Warsinah", "Ngatijo", "Kasinem", "Rubinah", "Tumijan", "Sutarmi"]
_LAST = ["Hadikusumo", "Ronggolawe", "Tejamukti", "Brotoseno", "Pangestika", "Sulaksmono", "Giri"]
_names = cycle(f"{first} {last}" for last in _LAST for first in _FIRST)


def row_of(nik: str, name: str = "", **values: Any) -> list[Any]:
    """One row of a person under HEADINGS, its date of birth and sex as the NIK says."""
    name = name or next(_names)
    day = int(nik[6:8])
    born = f"{day % 40:02}-{nik[8:10]}-19{nik[10:12]}"
    plain = {
        "NO": 1,
        "NIK": nik,
        "NAMA": name,
        "TGL LAHIR": born,
        "L/P": "P" if day > 40 else "L",
        "RT": "001",
        "RW": "002",
        "KELURAHAN": "Tlumpu",
        "PEKERJAAN": "tukang becak",
    }
    plain |= {key.replace("_", " "): value for key, value in values.items()}
    return [plain[heading] for heading in HEADINGS]


def workbook(rows: list[list[Any]], *, title: str = "Daftar") -> bytes:
    """An .xlsx with HEADINGS and rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(rows: list[list[Any]], name: str = "daftar.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(rows))


def staged(period: EnrollmentPeriod, by: User, rows: list[list[Any]]) -> ImportBatch:
    """A batch of those rows, checked as on the first day of the period."""
    return staged_bytes(period, by, workbook(rows))


def staged_bytes(period: EnrollmentPeriod, by: User, content: bytes) -> ImportBatch:
    """As ``staged``, of a workbook that is there already."""
    batch, _created = services.stage_file(
        file=SimpleUploadedFile("daftar.xlsx", content),
        file_name="daftar.xlsx",
        period=period,
        village=None,
        by=by,
        on=period.starts_on,
    )
    return batch


def sample(name: str) -> SimpleUploadedFile:
    """One of the eight lists as an upload."""
    return SimpleUploadedFile(name, (LISTS / name).read_bytes())


def plain_workbook(rows: list[list[Any]], *, title: str = "Daftar") -> bytes:
    """An .xlsx of rows as they are."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
