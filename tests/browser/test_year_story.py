"""A year of the programme in a browser: from three lists to a replacement, right to the name."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from accounts.models import User
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod, SubmissionLine
from enrollment.transitions import Status
from places.models import Signatory
from tests import make
from tests.browser.conftest import PHONE, SignIn
from tests.browser.looks import faults_of
from tests.stories.office import Calendar, made_people, read, village_list, workbook
from workers.models import Worker

pytestmark = pytest.mark.browser

VILLAGES = ("Tlumpu", "Turi", "Sentul")
DEAD, REFUSED = "Sugeng B Tlumpu", "Slamet A Tlumpu"
# The last two of the last list: nobody's decile is known, so the earlier proposal goes first.
NEXT_IN_LINE, LAST_IN_LINE = "Wagiman C Sentul", "Katiman D Sentul"
SENTENCE = "NIK tidak ditemukan di Dukcapil"


class Desk:
    """One member of staff at a browser; notes what is wrong with the look of each page."""

    page: Page

    def __init__(
        self, visit: SignIn, user: User, tmp_path: Path, faults: dict[str, list[str]]
    ) -> None:
        self._visit, self._user, self._tmp_path, self._faults = visit, user, tmp_path, faults

    def sit_down(self, **window: Any) -> Page:
        """Open a browser; days pass between two things, and no session lives that long."""
        self.page = self._visit(self._user, **window)
        return self.page

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """Note the faults of a page, once for each address and what it offers to press."""
        offers = self.page.get_by_role("button").all_inner_texts()
        kind = re.sub(r"\d+", "0", f"{self.page.url} {self.page.viewport_size} {offers}")
        if kind not in self._faults:
            self._faults[kind] = faults_of(self.page)

    def press(self, button: str, said: str) -> None:
        """Press a button and wait for what the office is told, which stood nowhere before."""
        answer = self.page.get_by_text(said)
        expect(answer).to_have_count(0)
        self.page.get_by_role("button", name=button).click()
        expect(answer.first).to_be_visible()
        self.look()

    def follow(self, link: str, heading: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.look()

    def upload(self, file: SimpleUploadedFile, rows: int, kind: str = "people") -> None:
        """Send a list through the import and save every row of it."""
        path = self._tmp_path / str(file.name)
        path.write_bytes(file.read())
        self.open("/impor/")
        kinds = self.page.get_by_label("Jenis daftar")
        if kinds.count():
            kinds.select_option(kind)
        self.page.get_by_label("Berkas daftar").set_input_files(path)
        self.page.get_by_role("button", name="Unggah dan periksa").click()
        save = self.page.get_by_role("button", name=f"Simpan {rows} baris yang lolos")
        expect(save).to_be_enabled()
        self.look()
        save.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Hasil simpan")
        self.look()

    def download(self, link: str) -> list[dict[str, Any]]:
        """Fetch a workbook and read its rows by heading."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link).click()
        path = self._tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return read(path.read_bytes())


Seat = Callable[[User], Desk]


@pytest.fixture
def seat(visit: SignIn, tmp_path: Path) -> Iterator[Seat]:
    """Give desks to staff; the test fails on anything wrong with the look of a page."""
    faults: dict[str, list[str]] = {}
    yield lambda user: Desk(visit, user, tmp_path, faults)
    assert {kind: found for kind, found in faults.items() if found} == {}


def standing(status: Status) -> set[str]:
    rows = Enrollment.objects.filter(status=status, ended_on__isnull=True)
    return set(rows.values_list("worker__full_name", flat=True))


def send_to_bpjs(desk: Desk, period: EnrollmentPeriod, content: str = "") -> list[dict[str, Any]]:
    """Make a file for BPJS on the screen and read what it holds."""
    desk.open(f"/bpjs/?periode={period.code}")
    desk.follow("Buat pengajuan", "Buat pengajuan ke BPJS")
    if content:
        desk.page.get_by_label("Isi berkas").select_option(label=content)
        # The form below holds the choice as soon as the page has followed it.
        expect(desk.page.locator("#results input[name=isi]")).to_have_value(re.compile(r"\d"))
    desk.press("Buat berkas untuk", "Unduh berkasnya")
    return desk.download("Unduh berkas")


def answers(name: str, sent: list[dict[str, Any]], refused: str = "") -> SimpleUploadedFile:
    """What BPJS sends back: a number for everybody but the one it refuses."""
    rows: list[list[Any]] = [["NIK", "NAMA", "KPJ", "STATUS", "KETERANGAN"]]
    for row in sent:
        if row["NAMA"].casefold() == refused.casefold():
            rows.append([row["NIK"], row["NAMA"], "", "DITOLAK", SENTENCE])
        else:
            rows.append([row["NIK"], row["NAMA"], make.member_number(), "BERHASIL", ""])
    return workbook(name, rows)


def sign(desk: Desk, number: str, day: str) -> None:
    """Sign the draft whose page is open."""
    desk.follow("Tandatangani", "Tandatangani SK")
    desk.page.get_by_label("Nomor SK").fill(number)
    desk.page.get_by_label("Tanggal SK").fill(day)
    mayor = Signatory.objects.get(signs=Signatory.Signs.DECREES)
    desk.page.get_by_label("Penanda tangan").select_option(str(mayor.pk))
    desk.press("Tetapkan SK", "Utuh")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(number)


@pytest.mark.usefixtures("transactional_db")
def test_a_year_from_three_lists_to_a_replacement(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server of the test runs in this process and reads the same calendar.
    calendar = Calendar(monkeypatch)
    calendar.turn_to(date(2025, 3, 10))
    admin, checker = seat(make.admin()), seat(make.checker())
    clerks = {name: seat(make.clerk(villages=[make.village(name)])) for name in VILLAGES}
    period = make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))

    # Ten places.
    page = admin.sit_down()
    admin.open(f"/kuota/?periode={period.code}")
    admin.follow("Ubah kuota", "Ubah kuota")
    page.get_by_label("Seluruh periode").fill("10")
    page.get_by_label("Alasan perubahan").fill("Pagu DBHCHT 2025")
    admin.press("Simpan", "0/10")

    # Three kelurahan send what they have: twelve people.
    for name, desk in clerks.items():
        desk.sit_down()
        desk.upload(village_list(name, made_people(name, 4)), 4)
    assert len(standing(Status.PROPOSED)) == 12

    # Another person verifies; two wait, because the quota is full.
    calendar.turn_to(date(2025, 3, 18))
    page = checker.sit_down()
    checker.open("/kepesertaan/verifikasi/")
    page.get_by_label("Centang semua di halaman ini").check()
    checker.press("Verifikasi yang dicentang", "2 orang menjadi cadangan")
    assert len(standing(Status.VERIFIED)) == 10
    assert standing(Status.WAITLISTED) == {NEXT_IN_LINE, LAST_IN_LINE}
    checker.open(f"/cadangan/?periode={period.code}")
    expect(page.locator("tbody tr").first).to_contain_text(NEXT_IN_LINE)
    checker.open(f"/kuota/?periode={period.code}")
    expect(page.locator("tfoot")).to_contain_text("10/10")

    # The decree names the ten and is frozen.
    calendar.turn_to(date(2025, 3, 25))
    page = admin.sit_down()
    admin.open("/sk/")
    admin.follow("Rancangan SK", "Rancangan SK baru")
    expect(page.get_by_text("10 orang dapat ditetapkan")).to_be_visible()
    page.get_by_label("Tentang").fill("Penetapan penerima bantuan iuran 2025")
    admin.press("Buat rancangan", "Tandatangani")
    sign(admin, "188/45/HK/2025", "25-03-2025")
    decree = Decree.objects.get()
    assert len(standing(Status.DECREED)) == 10

    # BPJS takes nine and turns one away, in words of its own.
    sent = send_to_bpjs(admin, period)
    assert {row["NAMA"].casefold() for row in sent} == {
        name.casefold() for name in standing(Status.DECREED)
    }
    calendar.turn_to(date(2025, 3, 28))
    page = admin.sit_down()
    admin.upload(answers("hasil 1.xlsx", sent, REFUSED), 10, "bpjs_result")
    assert len(standing(Status.REGISTERED)) == 9
    assert standing(Status.REJECTED) == {REFUSED}
    page = clerks["Tlumpu"].sit_down()
    clerks["Tlumpu"].open("/kepesertaan/verifikasi/?tab=ditolak-bpjs")
    expect(page.get_by_role("link", name=REFUSED)).to_be_visible()
    clerks["Tlumpu"].follow(REFUSED, REFUSED)
    expect(page.get_by_text(SENTENCE).first).to_be_visible()

    # The number is put right, the one is sent again, and nobody else.
    worker = Worker.objects.get(full_name=REFUSED)
    fixed = make.nik(birth_date=worker.birth_date)
    page = admin.page
    admin.open(f"/pekerja/{worker.pk}/ubah/")
    page.get_by_label("NIK", exact=True).first.fill(fixed)
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
    admin.open("/kepesertaan/verifikasi/?tab=ditolak-bpjs")
    expect(page.get_by_text("Sudah diubah sejak ditolak: NIK")).to_be_visible()
    admin.press(f"Ajukan ulang {REFUSED}", "Ajukan ulang: 1 orang selesai.")
    resent = send_to_bpjs(admin, period, "Perbaikan pengajuan 1")
    assert [row["NIK"] for row in resent] == [fixed]
    admin.upload(answers("hasil 2.xlsx", resent), 1, "bpjs_result")
    assert len(standing(Status.REGISTERED)) == 10
    outcomes = SubmissionLine.objects.values_list("outcome", flat=True)
    assert sorted(outcomes) == ["accepted"] * 10 + ["rejected"]

    # The annex says what was signed; the page says what differs today.
    admin.open(f"/sk/{decree.pk}/?tab=berbeda")
    expect(page.locator("#annex tbody")).to_contain_text(REFUSED)

    # April is billed and paid.
    calendar.turn_to(date(2025, 4, 10))
    page = admin.sit_down()
    admin.open(f"/iuran/?periode={period.code}")
    admin.press("Susun tagihan April 2025", "Rp168.000")
    page.get_by_role("textbox", name="Kode iuran").fill("2504-0001-7788")
    page.get_by_label("Ditagih pada").fill("05-04-2025")
    admin.press("Catat kode iuran", "Kode iuran tercatat")
    page.get_by_label("Dibayar pada").fill("09-04-2025")
    page.get_by_label("Bukti bayar").fill("SP2D 0412")
    admin.press("Catat pembayaran", "Pembayaran tercatat")

    # In May somebody dies; the kelurahan reports it on a phone.
    calendar.turn_to(date(2025, 5, 12))
    dead = Enrollment.objects.get(worker__full_name=DEAD)
    clerk = clerks["Tlumpu"]
    page = clerk.sit_down(size=PHONE)
    clerk.open("/pekerja/")
    page.get_by_role("searchbox").fill("sugeng b")
    page.get_by_role("link", name=DEAD).click()
    page.get_by_text("Akhiri perlindungan").click()
    clerk.look()
    page.get_by_label("Alasan").select_option("died")
    page.get_by_label("Tanggal kejadian").fill("10-05-2025")
    page.get_by_role("button", name="Akhiri", exact=True).click()
    expect(page.get_by_text(f"Perlindungan {DEAD} berakhir.")).to_be_visible()
    clerk.look()
    dead.refresh_from_db()
    assert (dead.ended_on, dead.worker.died_on) == (date(2025, 5, 10), date(2025, 5, 10))

    # The first of the waiting list takes the place over from June.
    page = admin.sit_down()
    admin.open(f"/pekerja/{dead.worker_id}/")
    admin.follow("Cari pengganti", "Cari pengganti")
    admin.press(f"Jadikan pengganti {NEXT_IN_LINE}", f"{NEXT_IN_LINE} menggantikan {DEAD}")
    newcomer = Enrollment.objects.get(worker__full_name=NEXT_IN_LINE)
    assert (newcomer.status, newcomer.replaces) == (Status.VERIFIED, dead)
    assert newcomer.starts_on == date(2025, 6, 1)

    # The decree is amended, not edited.
    admin.open(f"/sk/{decree.pk}/")
    admin.follow("Buat perubahan", "Perubahan SK")
    expect(page.get_by_text(f"Diganti: {DEAD}")).to_be_visible()
    page.get_by_label("Tentang").fill("Perubahan pertama")
    admin.press("Buat rancangan perubahan", "Tandatangani")
    sign(admin, "188/61/HK/2025", "12-05-2025")
    line = Decree.objects.get(amends=decree).lines.get()
    assert (line.change, line.enrollment, line.replaced) == (
        DecreeLine.Change.REPLACED,
        newcomer,
        dead,
    )
    assert decree.lines.count() == 10

    # Months and the four sides, to the name.
    strips = {
        DEAD: ["Apr 2025: Dibayar", "Mei 2025: Direncanakan", "Jun 2025: Di luar perlindungan"],
        NEXT_IN_LINE: ["Mei 2025: Di luar perlindungan", "Jun 2025: Direncanakan"],
    }
    for name, months in strips.items():
        admin.open(f"/iuran/bulan/?periode={period.code}")
        admin.follow(name.split()[-1], "Bulan iuran")
        row = page.get_by_role("row", name=re.compile(name))
        expect(row.get_by_role("listitem")).to_contain_text(months)
    admin.open(f"/iuran/periksa/?periode={period.code}&bulan=2025-04")
    expect(page.get_by_text("sama sampai ke namanya")).to_be_visible()
    admin.open(
        f"/iuran/periksa/?periode={period.code}&bulan=2025-05&jenis=meninggal-belum-dibayar"
    )
    expect(page.locator("tbody th")).to_contain_text([DEAD])
    admin.open(f"/iuran/periksa/?periode={period.code}&bulan=2025-06&jenis=sk-belum-terdaftar")
    expect(page.locator("tbody th")).to_contain_text([NEXT_IN_LINE])
