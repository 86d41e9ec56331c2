"""Awkward lists of every layout go out row by row and come back."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch
from intake.workbooks.keys import RowKey, read_key
from intake.workbooks.refused import build_refused
from intake.workbooks.sent import sheets_of
from tests import make
from tests.intake import files_made, lists_made
from tests.intake.made_shapes import MadeList
from tests.intake.unseen.forms import forms
from tests.intake.unseen.parted import parted
from tests.intake.unseen.slips import slips
from tests.intake.unseen.structure import structure

pytestmark = pytest.mark.django_db

AWKWARD = [
    MadeList(f"{one.file_name}.{one.kind}", one.kind, one.sheets, {}, one.delimiter, one.encoding)
    for one in (*structure(), *parted(), *slips(), *forms())
]
MADE = [lists_made.make_list(seed) for seed in range(100, 105)]


def send(name: str, content: bytes, period: EnrollmentPeriod, by: User) -> ImportBatch:
    batch, _created = services.stage_file(
        file=SimpleUploadedFile(name, content),
        file_name=name,
        period=period,
        village=make.village(),
        by=by,
        on=period.starts_on,
    )
    return batch


def values_of(batch: ImportBatch) -> dict[tuple[str, int], dict[str, Any]]:
    rows = batch.rows.people().order_by("pk").values_list("sheet", "row", "values")
    return {(sheet, row): values for sheet, row, values in rows}


def held(batch: ImportBatch) -> Any:
    """The whole list as rows to correct, as if each were blocked."""
    batch.rows.people().update(verdict="error", ready=False)
    return openpyxl.load_workbook(BytesIO(build_refused(batch).content))


def keys_in(page: Any) -> dict[int, RowKey]:
    found = {row[0].row: read_key(row[-1].value) for row in page.iter_rows()}
    return {number: key for number, key in found.items() if key}


def content_of(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", [*AWKWARD, *MADE], ids=lambda made: made.file_name)
def test_a_list_comes_back_as_it_left_and_takes_new_names(
    made: MadeList, period: EnrollmentPeriod, tmp_path: Path
) -> None:
    admin = make.admin()
    content = files_made.write(made, tmp_path).read_bytes()
    batch = send(made.file_name, content, period, admin)
    before = values_of(batch)
    book = held(batch)
    if not before:
        return
    assert send("sama.xlsx", content_of(book), period, admin) == batch
    counts = batch.corrections.latest("pk").counts
    told = {name: n for name, n in counts.items() if n and name != "received"}
    assert told == {"unchanged": len(before)}
    assert values_of(batch) == before

    sheets = {sheet.number: sheet for sheet in sheets_of(batch)}
    renamed = {}
    book = held(batch)
    for page in book.worksheets:
        for number, key in keys_in(page).items():
            sheet = sheets[key.sheet].at(key.row)
            row = batch.rows.get(sheet=sheet.name, row=key.row)
            for place in sheet.places_of("full_name") if sheet.fits(row) else []:
                name = f"Nama Betul {'abcdefghij'[key.row % 10]}"
                page.cell(number, place + 1).value = name
                renamed[sheet.name, key.row] = name
    assert len(renamed) == len(before)
    send("betul.xlsx", content_of(book), period, admin)
    assert batch.corrections.latest("pk").counts["changed"] == len(renamed)
    after = values_of(batch)
    assert after == {
        place: values | {"full_name": renamed[place]} for place, values in before.items()
    }
