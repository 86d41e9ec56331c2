"""Every kind of list and document looks as it looked when somebody last approved of it.

``docs/pictures/paper`` holds the first sheet of each. After a change that is meant to be seen,
``pytest tests/reporting/test_page_pictures.py --new-pictures`` draws them anew, to be looked at.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.utils.translation import override
from PIL import Image, ImageChops

from accounts.models import User
from audit.context import acting
from ceremonies.models import Ceremony
from ceremonies.selectors import recipients_of
from ceremonies.services.cards import hand_over_card_many
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from reporting.build import build_roster
from reporting.catalogue import CATALOGUE
from reporting.documents.handovers import HANDOVER, Parties, build_minutes, cards_at
from reporting.documents.invitations import INVITATIONS, build_invitations
from reporting.documents.name_cards import NAME_TAGS, TABLE_CARDS, build_name_cards
from reporting.documents.printing import render_document
from reporting.documents.running_orders import RUNNING_ORDER, build_running_order
from reporting.documents.slips import SLIP, build_slips
from reporting.documents.speeches import SPEECH, build_speech
from reporting.kinds import RosterKind
from reporting.models import LabelSheet
from reporting.papers import F4
from reporting.pdf import render_pdf
from reporting.rosters import Frame, Stamp
from tests import make
from tests.reporting.papers import one_of_each

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PICTURES = Path(__file__).parents[2] / "docs/pictures/paper"
ON = date(2025, 5, 8)
# Readable enough to see what stands where, small enough to be kept.
WIDTH = 720
GREYS = 8
# Both are compared at this width: a hair's difference of a letter is none.
COARSE = 120
# Of 255; a missing line of text differs by more.
MOST_APART = 40
STAMP = Stamp(
    "CETAK 2025/000123 · kode ABCD-EFGH · periksa di contoh.go.id/periksa/ABCDEFGH",
    "https://contoh.go.id/periksa/ABCDEFGH/",
)
NAMES = (
    ("Agus Santoso", "M"),
    ("Bambang Wijayanto Kusumo", "M"),
    ("Dewi Lestari", "F"),
    ("Endang Sri Wahyuningsih", "F"),
    ("H. Fathur Rohman, S.Pd.I.", "M"),
    ("Gatot Subroto", "M"),
    ("Hesti Purwaningrum", "F"),
    ("Imam Mahfud Ali Rifa'i", "M"),
    ("Joko Prasetyo", "M"),
    ("Raden Roro Kusumaningtyas Cahyaningrum Puspitasari", "F"),
    ("Lilik Handayani", "F"),
    ("Mujiono", "M"),
)
WORK = ("pedicab_driver", "parking_attendant", "mosque_caretaker")
VILLAGES = ("Tlumpu", "Bendo", "Kauman")


@pytest.fixture
def sheets() -> dict[str, Image.Image]:
    """Draw the first sheet of every kind, with the same thirty-six people in every run."""
    period = make.period(code="2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))
    proposer = make.clerk(full_name="Petugas Contoh")
    checker = make.checker(full_name="Verifikator Contoh")
    people = [_person(period, number, proposer, checker) for number in range(36)]
    named = one_of_each(*people)
    with override("id"):
        lists = {slug: _sheet(kind, dict(named)) for slug, kind in CATALOGUE.items()}
        return lists | dict(_documents(people, named["acara"]))


def _person(period: EnrollmentPeriod, number: int, proposer: User, checker: User) -> Enrollment:
    name, sex = NAMES[number % len(NAMES)]
    born = date(1962 + number, 1 + number % 12, 1 + number % 28)
    worker = make.worker(
        full_name=name,
        birth_date=born,
        sex=sex,
        nik=f"357202{born.day + (40 if sex == 'F' else 0):02}{born:%m%y}{number + 1:04}",
        village=make.village(VILLAGES[number % 3]),
        occupation=make.occupation(WORK[number % 5 % 3]),
        address=f"Jl. Melati Gang {number % 7 + 1} No. {number + 3}",
        rt=f"{number % 9 + 1:03}",
        rw=f"{number % 4 + 1:03}",
        phone=f"+62812345678{number:02}",
    )
    with acting("tests"):
        worker.member_number = f"250412345{number:02}"
        worker.save()
    return make.enrollment(
        worker=worker,
        period=period,
        status=Status.REGISTERED,
        starts_on=period.starts_on,
        proposed_by=proposer,
        proposed_at=datetime(2025, 3, 10, 2, tzinfo=UTC),
        verified_by=checker,
        verified_at=datetime(2025, 3, 12, 2, tzinfo=UTC),
    )


def _sheet(kind: RosterKind, chosen: dict[str, Any]) -> Image.Image:
    rows = kind.source._meta.model.objects.all()
    if kind.slug == "amendment-annex":
        rows = rows.filter(decree=chosen["sk"]).with_sight_of_replaced(make.admin())
    elif kind.slug == "decree-annex":
        chosen["sk"] = chosen["sk"].amends
        rows = rows.filter(decree=chosen["sk"])
    caption = (("Periode", "2025"),)
    roster = build_roster(kind, rows=rows, caption=caption, on=ON, chosen=chosen)
    frame = _as_printed(roster.frame, official=kind.official)
    return _drawn(render_pdf(replace(roster, frame=frame)))


def _documents(people: list[Enrollment], ceremony: Ceremony) -> Iterator[tuple[str, Image.Image]]:
    admin, period = make.admin(), people[0].period
    everybody = Enrollment.objects.filter(pk__in=[row.pk for row in people])
    hand_over_card_many(
        enrollment_ids=[row.pk for row in people], handed_on=ceremony.held_on, by=admin
    )
    guests = list(recipients_of(ceremony, admin))
    sheets = {use: LabelSheet.objects.filter(use=use)[0] for use in LabelSheet.Use.values}
    invitations = build_invitations(ceremony, guests, on=ON)
    # Every code is another one in every registry.
    letters = [replace(one, address=STAMP.address) for one in invitations.content["letters"]]
    papers = {
        SLIP: build_slips(everybody, on=ON, paper=F4),
        HANDOVER: build_minutes(
            cards_at(admin, ceremony),
            day=ceremony.held_on,
            place="",
            on=ON,
            paper=F4,
            parties=Parties(),
        ),
        SPEECH: build_speech(
            period, day=ceremony.held_on, on=ON, user=admin, paper=F4, ceremony=ceremony
        ),
        RUNNING_ORDER: build_running_order(ceremony, called=30, reserves=6, covered=36, on=ON),
        INVITATIONS: replace(invitations, content={**invitations.content, "letters": letters}),
        NAME_TAGS: build_name_cards(ceremony, guests, sheet=sheets["name_tag"], on=ON),
        TABLE_CARDS: build_name_cards(ceremony, guests, sheet=sheets["table_card"], on=ON),
    }
    for kind, document in papers.items():
        frame = _as_printed(document.frame, official=kind.official)
        yield kind.slug, _drawn(render_document(replace(document, frame=frame)))


def _as_printed(frame: Frame, *, official: bool) -> Frame:
    note = frame.note or "Dibuat Kamis, 8 Mei 2025"
    return replace(frame, note=note, stamp=STAMP if official else None)


def _drawn(content: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(content)[0]
    drawn = page.render(scale=WIDTH / page.get_width()).to_pil().convert("L")
    return drawn.quantize(GREYS)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Give the greatest difference of two pictures in any place, 0 to 255."""
    if one.size != other.size:
        return 255
    coarse = (COARSE, COARSE * one.height // one.width)
    pair = [each.convert("L").resize(coarse, Image.Resampling.BOX) for each in (one, other)]
    return max(ImageChops.difference(*pair).tobytes())


def test_every_kind_looks_like_its_picture(sheets, request):
    if request.config.getoption("--new-pictures"):
        for slug, sheet in sheets.items():
            sheet.save(PICTURES / f"{slug}.png", optimize=True)
    assert {file.stem for file in PICTURES.glob("*.png")} == set(sheets)
    differences = {slug: apart(sheet, _kept(slug)) for slug, sheet in sheets.items()}
    assert {slug: most for slug, most in differences.items() if most > MOST_APART} == {}


def test_a_missing_line_of_text_counts_as_a_difference():
    sheet = _kept("wall-list").convert("L")
    lacking = sheet.copy()
    lacking.paste(255, (0, 238, sheet.width, 252))
    assert apart(sheet, lacking) > MOST_APART


def _kept(slug: str) -> Image.Image:
    with Image.open(PICTURES / f"{slug}.png") as kept:
        return kept.copy()
