"""Cells that read fine and would hurt later: they are stored, checked and saved like others."""

import json
import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from tests import make
from tests.intake import files_made
from tests.intake.made_shapes import MadeList, MadeSheet
from tests.intake.sheets import HEADINGS
from workers.models import Worker

pytestmark = pytest.mark.django_db

POISON: list[Any] = [
    *("a\x00b", "\x1f\x7f\x9f", "\u202eterbalik", "\u200b\u200d\ufeff", "\ufffe\uffff", "\ue000"),
    *("x" * 3000, "ÿ" * 300, "e" + "\u0301" * 120, "🧔🏽‍♂️" * 40, "\u2028baris\u2029"),
    *("=1+1", "+62", "@SUM(A1)", "-", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7 * 7 }}"),
    *("9" * 400, "-1", "0", "1e308", "NaN", "Infinity", "%s %(nik)s", "\\u0000", "\t\r\n", "NULL"),
    *("¹", "²", "²/³", "٣", "³⁵⁷²"),  # digits that are no numbers, numbers in other digits
]
NUMBERS: list[Any] = [1e300, -1e300, 2**63, -5, 0.1, date(9999, 12, 31), date(1900, 1, 1)]
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def rows_with(poison: list[Any]) -> list[list[Any]]:
    """Every poison in every column, each in a row of somebody else."""
    born = date(1965, 1, 1)
    rows: list[list[Any]] = [[*HEADINGS, "TTL", "NO HP", "NO KK", "UPAH", "KET", "HOBI"]]
    for value in poison:
        for column in range(1, len(rows[0])):
            born += timedelta(days=13)
            nik = make.nik(birth_date=born, sex="M")
            row = [len(rows), nik, f"Orang {len(rows)}", born.isoformat(), "L", 1, 2, "Turi"]
            row += ["becak", f"Blitar, {born}", "081234567890", "3572021911196671", 1000, "", ""]
            row[column] = f"{value} {row[column]}" if column % 2 else value
            rows.append(row)
    return rows


def stage(made: MadeList, period: EnrollmentPeriod, by: User) -> ImportBatch:
    batch, _created = services.stage_file(
        file=SimpleUploadedFile("daftar.bin", files_made.bytes_of(made)),
        file_name=made.file_name,
        period=period,
        village=None,
        by=by,
        on=period.starts_on,
    )
    return batch


def unclean(value: Any) -> set[str]:
    """The characters of a stored value that no screen, file or database should see."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return {char for char in text if unicodedata.category(char) in UNWANTED}


@pytest.mark.parametrize("kind", ["csv", "xls", "xlsx", "ods"])
def test_poisonous_cells_are_stored_checked_and_saved(kind, period, tmp_path):
    admin = make.admin()
    poison = POISON + (NUMBERS if kind != "csv" else [])
    rows = rows_with(poison)
    if kind != "csv":
        # No writer puts these into a workbook.
        rows = [[_writable(cell) for cell in row] for row in rows]
    name = f"\u202edaftar\x00{'x' * 300}.{kind}"
    sheet = MadeSheet("" if kind == "csv" else "Data", rows)
    batch = stage(MadeList(name, kind, [sheet], {}, ";", "utf-16"), period, admin)
    assert batch.state == ImportBatch.State.CHECKED
    people = batch.rows.filter(kind=StagedRow.Kind.PERSON)
    assert people.count() >= 0.98 * (len(rows) - 1)
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    assert Worker.objects.exists()
    for stored in [batch, *batch.rows.all(), *Worker.objects.all()]:
        values = model_to_dict(stored, exclude=["file"])
        assert not unclean(values), values


def test_a_footnote_mark_is_no_day(period):
    admin = make.admin()
    headings = ["NIK", "NAMA", "TGL LAHIR", "L/P", "KELURAHAN", "PEKERJAAN"]
    row = [make.nik(sex="M"), "Slamet", "²", "L", "Turi", "becak"]
    batch = stage(
        MadeList("daftar.csv", "csv", [MadeSheet("", [headings, row])], {}), period, admin
    )
    assert batch.rows.people().get().kind == StagedRow.Kind.PERSON


def test_sheets_of_one_name_or_a_name_without_end_are_kept_apart(period, tmp_path):
    admin = make.admin()
    born = date(1970, 1, 1)
    sheets = []
    for number, name in enumerate(["Turi", "Turi ", "T" * 300, "T" * 300 + "x", "\u202eTuri"]):
        nik = make.nik(birth_date=born + timedelta(days=400 * number), sex="M")
        sheets.append(
            MadeSheet(name, [["NIK", "NAMA", "KEL"], [nik, f"Orang ke-{number} {nik}", "Turi"]])
        )
    batch = stage(MadeList("a.ods", "ods", sheets, {}), period, admin)
    names = set(batch.rows.values_list("sheet", flat=True))
    assert len(names) == 5
    assert max(map(len, names)) <= 100
    assert not unclean(sorted(names))
    assert batch.rows.filter(kind=StagedRow.Kind.PERSON).count() == 5


def _writable(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return (
        "".join(char for char in cell if char in "\t\n\r" or char >= " ")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
