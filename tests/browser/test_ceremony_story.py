"""The ceremony of the Hari Jadi for 2,000 people, from the choice to the cards that are left."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import Page, expect

from audit.context import acting
from audit.models import AccessEvent
from ceremonies.invitations import token_of
from ceremonies.models import CardHandover, Ceremony, Recipient
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from jobs.models import Job
from reporting.models import RosterIssue
from reporting.packs.chapters import Chapter
from reporting.packs.files import PDF, WORKBOOK
from tests import make
from tests.browser.conftest import PHONE, SignIn
from tests.browser.looks import faults_of
from tests.reporting.reading import bookmarks_below, pdf_file, pdf_pages, workbook
from tests.stories.office import Calendar
from workers.models import Worker, WorkerWord
from workers.names import name_key, words_of

pytestmark = pytest.mark.browser

VILLAGES = ("Tlumpu", "Turi", "Sentul", "Bendo")
OCCUPATIONS = ("pedicab_driver", "mosque_caretaker", "waste_collector", "parking_attendant")
PEOPLE = 2_000
DAY = date(2025, 4, 8)
FIRST_NAMES = ("Siti", "Slamet", "Wagiman", "Sri", "Katiman")
# Digits in a name would be looked for as a NIK.
SYLLABLES = ("ba", "ci", "du", "fe", "go", "hi", "ju", "ka", "lo", "mi")
Part = Recipient.Part


def surname(number: int) -> str:
    """Give a name of its own for each number below 10,000."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:04}").capitalize()


def many_people(period: EnrollmentPeriod) -> None:
    """Put 2,000 registered people on record, each place filled in the same order."""
    villages = [make.village(name) for name in VILLAGES]
    occupations = [make.occupation(slug) for slug in OCCUPATIONS]
    clerk, checker = make.clerk(), make.checker()
    now = timezone.now()
    with acting("tests"):
        workers = Worker.objects.bulk_create(
            Worker(
                full_name=(name := f"{FIRST_NAMES[number % 5]} {surname(number)}"),
                name_key=name_key(name),
                nik=f"3572021705{number // 100 + 50:02}{number % 100 + 1:04}",
                birth_date=date(1950 + number // 100, 5, 17),
                sex="MF"[number % 3 == 0],
                rt="001",
                rw="002",
                address=f"Jl. Melati {number}",
                village=villages[number % len(villages)],
                occupation=occupations[number // 4 % len(occupations)],
                member_number=make.member_number(),
            )
            for number in range(PEOPLE)
        )
        WorkerWord.objects.bulk_create(
            WorkerWord(worker=worker, word=word)
            for worker in workers
            for word in words_of(worker.full_name)
        )
        Enrollment.objects.bulk_create(
            Enrollment(
                worker=worker,
                period=period,
                status=Status.REGISTERED,
                starts_on=period.starts_on,
                proposed_at=now,
                proposed_by=clerk,
                verified_at=now,
                verified_by=checker,
            )
            for worker in workers
        )


@pytest.fixture
def period(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> EnrollmentPeriod:
    # The server of the test runs in this process and reads the same calendar.
    Calendar(monkeypatch).turn_to(DAY)
    row = make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))
    many_people(row)
    return row


@pytest.fixture
def faults() -> Iterator[dict[str, list[str]]]:
    """Hold what is wrong with the look of pages; the test fails on anything in it."""
    found: dict[str, list[str]] = {}
    yield found
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_the_hari_jadi_from_the_choice_to_the_cards_that_are_left(
    visit: SignIn, period: EnrollmentPeriod, faults: dict[str, list[str]], tmp_path: Path
) -> None:
    numbers = count(1)

    def look(page: Page) -> None:
        faults[f"{next(numbers)} {page.url} {page.viewport_size}"] = faults_of(page)

    protocol = make.official()
    page = visit(protocol)

    # The protocol plans the hour and chooses ten of 2,000.
    page.goto("/acara/baru/")
    page.get_by_label("Nama acara").fill("Hari Jadi Kota Blitar ke-119")
    page.get_by_label("Tanggal").fill("08-04-2025")
    page.get_by_label("Pukul").fill("08.00")
    page.get_by_label("Tempat").fill("Halaman Balai Kota")
    page.get_by_label("Pakaian").fill("Batik")
    page.get_by_label("Periode").select_option(label=str(period))
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Acara tersimpan.")).to_be_visible()
    look(page)
    ceremony = Ceremony.objects.get()
    page.goto(f"/acara/{ceremony.pk}/")
    page.get_by_label("Jumlah penerima").fill("10")
    page.get_by_label("Jumlah cadangan").fill("3")
    page.get_by_role("button", name="Pilih", exact=True).click()
    expect(page.get_by_text("10 penerima dan 3 cadangan terpilih.")).to_be_visible()
    look(page)
    called = list(ceremony.recipients.filter(part=Part.CALLED))
    assert len({row.enrollment.worker.occupation_id for row in called}) == len(OCCUPATIONS)
    assert len({row.enrollment.worker.village_id for row in called}) == len(VILLAGES)

    # One is ill; a reserve stands in at the same place.
    leaving = called[2]
    page.get_by_role("button", name=f"Tukar {leaving.enrollment.worker.full_name}").click()
    expect(page.get_by_text(f"menggantikan {leaving.enrollment.worker.full_name}")).to_be_visible()
    coming = ceremony.recipients.get(part=Part.CALLED, position=leaving.position)

    # Everything on paper, and the lists to work with, at one press.
    page.get_by_role("button", name="Semua berkas").click(timeout=120_000)
    expect(page.get_by_role("link", name="Unduh")).to_be_visible(timeout=120_000)
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").click()
    download.value.save_as(tmp_path / "berkas.zip")
    with ZipFile(tmp_path / "berkas.zip") as archive:
        papers, lists = (archive.read(name) for name in sorted(archive.namelist()))
    look_through(papers, ceremony, coming, leaving)
    book = workbook(lists)
    assert book.sheetnames == ["Penerima", "Cadangan", "Daftar hadir", "Kartu belum diambil"]
    assert book["Daftar hadir"].max_row >= PEOPLE
    assert AccessEvent.objects.filter(subject__in=(PDF, WORKBOOK)).count() == 2

    # Five come to the door: two by their invitation, three by name, on a phone.
    phone = visit(protocol, size=PHONE)
    guests = list(ceremony.recipients.filter(part=Part.CALLED).order_by("position")[:5])
    for guest in guests[:2]:
        phone.goto(f"/undangan/{token_of(guest)}/")
        expect(phone.get_by_role("heading", level=2)).to_have_text(
            guest.enrollment.worker.full_name
        )
        look(phone)
        phone.get_by_role("button", name="Hadir").click()
        expect(phone.get_by_role("status")).to_contain_text("Hadir")
    look(phone)
    phone.goto(f"/acara/{ceremony.pk}/hadir/")
    for guest in guests[2:]:
        name = guest.enrollment.worker.full_name
        phone.get_by_role("searchbox").fill(name)
        phone.get_by_role("searchbox").press("Enter")
        expect(phone.locator(".door li")).to_have_text([re.compile(name)])
        phone.get_by_role("button", name=f"Hadir {name}").click()
        expect(phone.get_by_role("button", name=f"Batalkan {name}")).to_be_visible()
    expect(phone.get_by_role("status").first).to_contain_text("5 dari 12 hadir")
    look(phone)
    assert ceremony.recipients.filter(arrived_by=protocol).count() == 5

    # A stranger who scans an invitation reads no name.
    stranger = visit(size=PHONE)
    stranger.goto(f"/undangan/{token_of(guests[0])}/")
    expect(stranger.get_by_text("Undangan ini asli.")).to_be_visible()
    expect(stranger.get_by_text(guests[0].enrollment.worker.full_name)).to_have_count(0)
    look(stranger)

    # The kelurahan hands out twenty cards and sees what is left.
    clerk = visit(make.clerk(villages=[make.village("Tlumpu")]))
    clerk.goto(f"/kartu/?periode={period.code}")
    look(clerk)
    boxes = clerk.locator("input[name=pk]")
    for place in range(20):
        boxes.nth(place).check()
    clerk.get_by_role("button", name="Catat diserahkan").click()
    expect(clerk.get_by_text("20 kartu tercatat diserahkan.")).to_be_visible()
    left = PEOPLE // len(VILLAGES) - 20
    expect(clerk.get_by_role("link", name=re.compile(rf"Belum diambil\s*{left}"))).to_be_visible()
    look(clerk)
    assert CardHandover.objects.filter(handed_on=DAY).count() == 20


def look_through(content: bytes, ceremony: Ceremony, coming: Recipient, gone: Recipient) -> None:
    """Open the pack page by page: bookmarks, names, page numbers, something on every page."""
    file = pdf_file(content)
    with file.open_outline() as outline:
        titles = [item.title for item in outline.root]
        villages = [item.title for item in outline.root[-2].children]
        (present,) = (item for item in outline.root if item.title == "Daftar hadir peserta")
        groups = list(bookmarks_below([present], list(file.pages)))
    assert titles == [str(one.label) for one in Chapter if one != Chapter.MINUTES]
    assert sorted(villages) == sorted(VILLAGES)
    pages = pdf_pages(content)
    assert len(groups) == len(VILLAGES)
    assert all(title in pages[place] for title, place, _up in groups)
    text = " ".join(pages)
    assert sum(surname(number) in text for number in range(PEOPLE)) == PEOPLE
    assert pages[0].count("Hari Jadi Kota Blitar ke-119") == 1
    letters = [page for page in pages if "Kepada Yth." in page]
    assert len(letters) == 12
    assert coming.enrollment.worker.full_name in " ".join(letters)
    assert gone.enrollment.worker.full_name not in " ".join(letters)
    # Letters and labels carry no page number; every list counts its own pages without a gap.
    counted = [re.search(r"Halaman (\d+) dari (\d+)", page) for page in pages]
    runs = [(int(found[1]), int(found[2])) for found in counted if found]
    expected: list[tuple[int, int]] = []
    while len(expected) < len(runs):
        whole = runs[len(expected)][1]
        expected += [(number, whole) for number in range(1, whole + 1)]
    assert runs == expected
    assert len(pages) - len(runs) <= len(letters) + 8
    issues = RosterIssue.objects.all()
    assert {issue.state for issue in issues} == {RosterIssue.State.VALID}
    assert all(issue.full_number in text for issue in issues)
    drawn = pypdfium2.PdfDocument(content)
    for number in range(0, len(drawn), 25):
        colours = set(bytes(drawn[number].render(scale=0.2).buffer))
        assert min(colours) < 128 < max(colours)
    job = Job.objects.get(kind="ceremony-pack")
    assert job.expires_at is not None
    assert default_storage.exists(str(job.result.name))
