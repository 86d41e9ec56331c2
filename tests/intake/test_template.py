"""The form that senders fill in: whatever is filled in is read as it was meant."""

import random
import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from enrollment.models import EnrollmentPeriod
from intake import services
from intake.headings import field_of
from intake.kinds import COVERS, RESULTS
from intake.services import preview_file
from intake.services.people import read_relation
from intake.shapes import Interpretation
from intake.workbooks.form_columns import Filling, form_columns
from intake.workbooks.template import build_template
from places.models import Village
from tests import make
from workers.models import Heir, OccupationCategory

pytestmark = pytest.mark.django_db


def everybody() -> list[Village]:
    return list(Village.objects.all())


def template(period: EnrollmentPeriod, *, villages: list[Village] | None = None) -> Any:
    content = build_template(period=period, villages=villages or everybody())
    return openpyxl.load_workbook(BytesIO(content))


def header_of(page: Any) -> tuple[int, dict[str, int]]:
    """The row of the headings and the column of each field."""
    for row in page.iter_rows():
        if row[0].value == "NIK":
            return row[0].row, {str(field_of(cell.value)): cell.column for cell in row}
    raise AssertionError("The form has no headings.")


def read(book: Any, period: EnrollmentPeriod, folder: Path) -> Interpretation:
    path = folder / "daftar.xlsx"
    book.save(path)
    return preview_file(path=path, period=period, village=None)


def person(number: int, chance: random.Random, villages: list[Village]) -> dict[str, Any]:
    """Somebody with a value in every field, as a careful sender would fill them in."""
    born = date(1965, 1, 1) + timedelta(days=number * 53)
    sex = chance.choice("MF")
    day = born.day + (40 if sex == "F" else 0)
    return {
        "nik": f"357202{day:02}{born:%m%y}{(number + 1) * 11:04}",
        "full_name": f"{chance.choice(FIRST)} {chance.choice(LAST)}{'abcdefgh'[number % 8]}",
        "birth_place": chance.choice(["Blitar", "Kediri", "Tulungagung"]),
        "birth_date": born.isoformat(),
        "sex": sex,
        "address": f"Jl. {chance.choice(LAST)} {number + 1}",
        "rt": f"{number % 9 + 1:03}",
        "rw": f"{number % 5 + 1:03}",
        "village": chance.choice(villages).code,
        "domicile_address": f"Jl. Domisili {number + 1}",
        "occupation": chance.choice(["pedicab_driver", "mosque_caretaker", "waste_collector"]),
        "work_place": "Pasar Legi",
        "income": chance.randrange(300_000, 4_000_000),
        "phone": f"+62812{34_000_000 + number}",
        "mother_name": f"Ibu {chance.choice(LAST)}",
        "family_card_number": f"357202170890{(number + 1) * 11:04}",
        "marital_status": chance.choice(["single", "married", "divorced", "widowed"]),
        "dtsen_decile": chance.randrange(1, 11),
        "member_number": f"25{number:09}",
        "heir_name": f"Waris {chance.choice(FIRST)}",
        "heir_relation": str(chance.choice(Heir.Relation.labels)),
        "note": f"catatan {number}",
    }


FIRST = ["Slamet", "Wagiman", "Juwariyah", "Bambang", "Kusnadi", "Endang", "Mujiono", "Partini"]
OTHER_SHEETS = ("Petunjuk", "Pilihan")
LAST = ["Prasetyo", "Nugroho", "Wijaya", "Santoso", "Hidayat", "Lestari", "Utomo", "Kasan"]


def written(values: dict[str, Any]) -> dict[str, Any]:
    """The same person in the words of the form."""
    marital = {"single": "Belum kawin", "married": "Kawin"}
    marital |= {"divorced": "Cerai hidup", "widowed": "Cerai mati"}
    return values | {
        "birth_date": date.fromisoformat(values["birth_date"]),
        "sex": {"M": "L", "F": "P"}[values["sex"]],
        "village": Village.objects.get(code=values["village"]).name,
        "occupation": OccupationCategory.objects.get(slug=values["occupation"]).name,
        "phone": "0" + values["phone"][3:],
        "marital_status": marital[values["marital_status"]],
    }


def test_two_hundred_people_with_every_field_are_read_exactly(
    period: EnrollmentPeriod, tmp_path: Path
) -> None:
    chance = random.Random(20250408)  # noqa: S311  made-up people, no secret
    people = [person(number, chance, everybody()) for number in range(200)]
    book = template(period)
    page = book["Daftar"]
    header, columns = header_of(page)
    for place, values in enumerate(people, start=header + 1):
        for name, value in written(values).items():
            page.cell(place, columns[name]).value = value
    found = read(book, period, tmp_path)
    rows = [row for row in found.rows if row.kind == "person"]
    assert [row.verdict for row in rows] == ["new"] * 200
    assert [row.problems for row in rows] == [[]] * 200
    for row, values in zip(rows, people, strict=True):
        assert {name: row.values.get(name) for name in values} == values
    assert found.notes == []


def test_the_untouched_form_holds_nobody_and_nothing_wrong(
    period: EnrollmentPeriod, tmp_path: Path
) -> None:
    for villages in (everybody(), [make.village()]):
        found = read(template(period, villages=villages), period, tmp_path)
        assert {row.kind for row in found.rows} == {"ignored"}
        assert not any(row.problems for row in found.rows)


def test_the_kelurahan_of_a_sender_is_in_the_title(
    period: EnrollmentPeriod, tmp_path: Path
) -> None:
    book = template(period, villages=[make.village("Turi")])
    header, columns = header_of(book["Daftar"])
    line = {"nik": make.nik(), "full_name": "Siti", "occupation": "Marbot"}
    for name, value in line.items():
        book["Daftar"].cell(header + 1, columns[name]).value = value
    (row,) = [row for row in read(book, period, tmp_path).rows if row.kind == "person"]
    assert (row.values["village"], row.verdict) == (make.village("Turi").code, "new")


def test_every_field_of_a_list_has_its_column(period: EnrollmentPeriod) -> None:
    _row, columns = header_of(template(period)["Daftar"])
    assert list(columns) == [column.field for column in form_columns()]


@pytest.mark.parametrize("kind", [RESULTS, COVERS])
def test_other_kinds_have_forms_whose_headings_are_read(
    period: EnrollmentPeriod, kind: str
) -> None:
    content = build_template(period=period, villages=everybody(), kind=kind)
    page = openpyxl.load_workbook(BytesIO(content))["Daftar"]
    row, _columns = header_of(page)
    read_as = [field_of(cell.value, kind) for cell in page[row] if cell.value]
    assert read_as == [column.field for column in form_columns(kind)]


def test_every_word_to_choose_from_is_understood() -> None:
    relations = next(column for column in form_columns() if column.field == "heir_relation")
    assert {read_relation(str(word)) for word in relations.words} == set(Heir.Relation)


def test_cells_are_prepared_for_their_values(period: EnrollmentPeriod) -> None:
    page = template(period)["Daftar"]
    row, columns = header_of(page)
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    for column in form_columns():
        letter = openpyxl.utils.get_column_letter(columns[column.field])
        rule = rules[f"{letter}{row + 1}:{letter}{row + 500}"]
        assert (rule.prompt, rule.showInputMessage) == (str(column.meaning), True)
        if column.filling == Filling.DIGITS:
            assert page.column_dimensions[letter].number_format == "@"
        if column.length:
            assert (rule.type, rule.formula1) == ("textLength", str(column.length))
            assert f"{column.length} angka" in rule.error
        if column.filling == Filling.CHOICE:
            assert rule.type == "list"
            assert "Pilih" in rule.error
    birth = openpyxl.utils.get_column_letter(columns["birth_date"])
    assert page.column_dimensions[birth].number_format == "dd-mm-yyyy"


def test_lists_to_choose_from_name_cells_that_hold_the_words(period: EnrollmentPeriod) -> None:
    book = template(period)
    _row, columns = header_of(book["Daftar"])
    words: dict[str, list[str]] = {}
    for rule in book["Daftar"].data_validations.dataValidation:
        if rule.type == "list":
            sheet, span = rule.formula1.split("!")
            cells = book[sheet.strip("'")][span.replace("$", "")]
            words[str(rule.sqref)[0]] = [cell.value for (cell,) in cells]
    by_field = {
        name: words[openpyxl.utils.get_column_letter(column)]
        for name, column in columns.items()
        if openpyxl.utils.get_column_letter(column) in words
    }
    assert by_field["sex"] == ["L", "P"]
    assert by_field["village"] == [village.name for village in everybody()]
    active = OccupationCategory.objects.active()
    assert by_field["occupation"] == list(active.values_list("name", flat=True))


def test_the_form_is_ready_for_screen_and_paper(period: EnrollmentPeriod) -> None:
    page = template(period)["Daftar"]
    row, _columns = header_of(page)
    assert page.freeze_panes == f"A{row + 1}"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (14, "landscape")
    assert page.max_row == row


def test_the_form_holds_no_formula(period: EnrollmentPeriod) -> None:
    content = build_template(period=period, villages=everybody())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(pages) == 3
        assert not any(b"<f>" in archive.read(name) for name in pages)


def test_a_clerk_gets_the_form_of_their_kelurahan(
    client: Client, period: EnrollmentPeriod
) -> None:
    client.force_login(make.clerk(villages=[make.village("Turi")]))
    response = client.get(reverse("intake:template"))
    assert "attachment" in response["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(response.getvalue()))
    texts = [row[0].value for row in book["Daftar"].iter_rows(max_row=6)]
    assert "Kelurahan Turi" in texts
    assert period.name in texts


def test_a_filled_form_is_taken_in_by_the_same_door(
    client: Client, period: EnrollmentPeriod
) -> None:
    clerk = make.clerk(villages=[make.village("Turi")])
    client.force_login(clerk)
    content = client.get(reverse("intake:template")).getvalue()
    book = openpyxl.load_workbook(BytesIO(content))
    header, columns = header_of(book["Daftar"])
    for place in range(3):
        line = {"nik": make.nik(), "full_name": f"{FIRST[place]} Form", "occupation": "Marbot"}
        for name, value in line.items():
            book["Daftar"].cell(header + 1 + place, columns[name]).value = value
    stream = BytesIO()
    book.save(stream)
    batch, _created = services.stage_file(
        file=SimpleUploadedFile("contoh.xlsx", stream.getvalue()),
        file_name="contoh.xlsx",
        period=period,
        village=None,
        by=clerk,
        on=period.starts_on,
    )
    assert (batch.ready, batch.waiting) == (3, 3)
    assert not any(name in note for note in batch.reading["notes"] for name in OTHER_SHEETS)
