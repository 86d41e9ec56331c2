"""Text that tries to be more than text, in every field, on every kind of list, in each form."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.db import models

from audit.context import acting
from ceremonies.models import Ceremony, Recipient
from contributions.models import BillLine
from enrollment.models import Decree, DecreeLine, EnrollmentPeriod, FieldCheck
from places.models import Signatory
from reporting.build import build_roster
from reporting.catalogue import CATALOGUE
from reporting.kinds import RosterKind
from reporting.models import Letterhead
from reporting.pdf import render_tagged
from reporting.pouring import Unpourable, pour_pdf
from reporting.rosters import Roster
from reporting.xlsx import render_xlsx
from tests import make
from tests.reporting.asking import registered
from tests.reporting.papers import one_of_each
from tests.reporting.reading import workbook
from workers.models import OccupationCategory, Worker

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ON = date(2025, 5, 1)
# What reads the same from left to right must be found again as it was written.
PLAIN = [
    "=cmd|'/c calc'!A0",
    "+62+1",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    '"><img src=file:///etc/passwd>',
    "<link rel=attachment href=file:///etc/passwd>",
    "<script>alert(1)</script>{{7*7}}{% now %}",
    '=HYPERLINK("http://127.0.0.1:9/","klik")',
    "A & B <b>tebal</b>",
    "Śri Ćwik Đặng Nguyễn",
]
OTHERS = [
    "مُحَمَّد بن عبد الله",
    "Siti \u202egnp.exe\u202c Aminah",
    "Budi 👷🏽\u200d♀️🛺",
    "Bel\x07 dan\x1b[31m merah",
    "Z̸̧̛͙̯͚̙̱̠͋̈́͘a̷̡͔̘͗l̶̨̛̖g̵̢̈́o̸͍͊",
    "Panjang" * 43,
    "Kata yang panjang sekali " * 12,
]
# Every text that a member of staff can write and paper may show.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Worker: ("full_name", "birth_place", "address", "work_place", "note"),
    FieldCheck: ("officer", "note"),
    DecreeLine: ("full_name", "birth_place", "address", "occupation_name", "replaced_name"),
    BillLine: ("full_name", "village_name", "occupation_name"),
    Recipient: ("pronounced_name", "escort"),
    Ceremony: ("title", "place", "dress", "note"),
    Decree: ("title",),
    EnrollmentPeriod: ("name",),
    OccupationCategory: ("name",),
    Signatory: ("name", "position", "rank"),
    Letterhead: ("government", "agency", "address", "contact"),
}


def write_everywhere() -> None:
    """Put a hostile text into every text field, around all that forms would have cleaned."""
    with acting("tests"):
        for model, names in FIELDS.items():
            held: dict[str, Any] = {name: model._meta.get_field(name) for name in names}
            for place, row in enumerate(model._default_manager.order_by("pk")):
                text = (PLAIN + OTHERS)[place % len(PLAIN + OTHERS)]
                values = {}
                for name, field in held.items():
                    ending = f" {row.pk}" if field.unique else ""
                    limit = (field.max_length or 500) - len(ending)
                    values[name] = text[:limit] + ending
                model._default_manager.filter(pk=row.pk).update(**values)


def hostile(kind: RosterKind) -> Roster:
    """Build a list in which every text is hostile."""
    period = make.period()
    people = [registered(period) for _text in PLAIN + OTHERS]
    chosen = one_of_each(*people)
    write_everywhere()
    for row in chosen.values():
        row.refresh_from_db()
    rows = kind.source._meta.model.objects.all()
    if kind.slug == "amendment-annex":
        rows = rows.with_sight_of_replaced(make.admin())
    return build_roster(
        kind, rows=rows, caption=(("Saringan", PLAIN[5]),), on=ON, chosen=chosen, full_nik=True
    )


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts_of(roster: Roster) -> set[str]:
    return {value for row in roster.rows() for value in row if isinstance(value, str)}


def check_paper(content: bytes, roster: Roster) -> None:
    """Look for what acts, for what is attached, for text beside the sheet, for what is lost."""
    with pikepdf.open(BytesIO(content)) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary):
                forbidden = {"/JS", "/JavaScript", "/EmbeddedFiles", "/AF", "/URI", "/Launch"}
                assert not forbidden & {str(key) for key in item}
                assert item.get("/S") not in ("/URI", "/Launch", "/JavaScript", "/GoToR")
        assert "/OpenAction" not in file.Root
    document = pypdfium2.PdfDocument(content)
    read = ""
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        said = text.get_text_range()
        read += said
        assert f"Halaman {number} dari {len(document)}" in said
        width, height = page.get_size()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            # Some signs have no width or no height.
            if right > left and top > bottom:
                around = text.get_text_range(max(place - 9, 0), 20)
                assert min(left, bottom) >= -1, (number, around)
                assert right <= width + 1, (number, around)
                assert top <= height + 1, (number, around)
    shown = bare(read)
    for wanted in texts_of(roster) & set(PLAIN):
        assert bare(wanted) in shown, wanted


@pytest.mark.parametrize("slug", [slug for slug in CATALOGUE if "pdf" in CATALOGUE[slug].formats])
def test_on_paper_it_is_only_text_inside_the_sheet(slug):
    roster = hostile(CATALOGUE[slug])
    check_paper(render_tagged(roster), roster)
    try:
        poured = pour_pdf(roster)
    except Unpourable:
        return
    check_paper(poured, roster)


@pytest.mark.parametrize("slug", [slug for slug in CATALOGUE if "xlsx" in CATALOGUE[slug].formats])
def test_in_a_workbook_it_is_only_text(slug):
    roster = hostile(CATALOGUE[slug])
    content = render_xlsx(roster)
    parts = zipfile.ZipFile(BytesIO(content)).namelist()
    assert not [part for part in parts if re.search("external|vba|comment|drawing", part)]
    cells = [cell for sheet in workbook(content) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    told = {cell.value for cell in cells if isinstance(cell.value, str)}
    assert texts_of(roster) & set(PLAIN) <= told
    assert not [text for text in told if re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)]
