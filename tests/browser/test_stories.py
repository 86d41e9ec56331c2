"""The three stories of the product in a real browser: enrol, import, print."""

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from enrollment.models import Enrollment
from enrollment.transitions import Status
from tests import make
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.world import World
from workers.models import Worker

pytestmark = pytest.mark.browser

LISTS = Path(__file__).parents[1] / "intake" / "lists"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def type_and_leave(page: Page, text: str) -> None:
    """Write into the field that has the focus and go on to the next with the Tab key."""
    page.keyboard.type(text)
    page.keyboard.press("Tab")


@SIZES
class TestEnrolling:
    def test_a_clerk_enrols_a_worker_and_goes_on_to_the_next(
        self, size: dict[str, int], world: World, visit: SignIn
    ) -> None:
        nik = make.nik(birth_date=date(1990, 4, 5), sex="F")
        page = visit(world.staff[Role.CLERK], size=size)
        page.goto("/pekerja/")
        page.get_by_role("link", name="Tambah pekerja").click()
        page.get_by_label("NIK", exact=True).first.fill(nik)
        expect(page.get_by_text("NIK sah")).to_be_visible()
        expect(page.locator("#id_birth_date")).to_have_value("05-04-1990")
        expect(page.get_by_label("Perempuan")).to_be_checked()
        page.get_by_label("Nama lengkap").fill("Siti Aminah")
        page.get_by_label("RT (opsional)").fill("1")
        page.get_by_label("RW (opsional)").fill("2")
        page.get_by_label("Kategori pekerjaan").select_option(label="Tukang becak")
        page.get_by_label("Nama ahli waris").first.fill("Slamet")
        page.get_by_label("Hubungan").first.select_option(label="Anak")
        page.get_by_role("button", name=re.compile("^Simpan, lalu tambah")).click()
        expect(page.get_by_role("heading", name="Tambah pekerja")).to_be_visible()
        expect(page.get_by_text("Siti Aminah")).to_be_visible()
        expect(page.get_by_label("Nama lengkap")).to_have_value("")
        expect(page.get_by_label("RW (opsional)")).to_have_value("002")

        person = Worker.objects.get(nik=nik)
        assert (person.full_name, person.sex, person.rt) == ("Siti Aminah", "F", "001")
        assert person.birth_date == date(1990, 4, 5)
        assert [heir.full_name for heir in person.heirs.all()] == ["Slamet"]
        assert Enrollment.objects.get(worker=person).status == Status.PROPOSED

    def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(
        self, size: dict[str, int], world: World, visit: SignIn
    ) -> None:
        page = visit(world.staff[Role.CLERK], size=size)
        page.goto("/pekerja/tambah/")
        page.get_by_label("NIK", exact=True).first.fill("357202")
        page.get_by_label("Nama lengkap").fill("Siti Aminah")
        page.get_by_role("button", name="Simpan", exact=True).last.click()
        summary = page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("NIK harus 16 angka")
        expect(page.get_by_label("Nama lengkap")).to_have_value("Siti Aminah")


def test_a_clerk_enrols_a_worker_by_keyboard_alone(world: World, visit: SignIn) -> None:
    clerk = world.staff[Role.CLERK]
    nik = make.nik(birth_date=date(1985, 8, 17))
    page = visit()
    page.goto("/pekerja/tambah/")
    page.get_by_label("Nama pengguna").focus()
    type_and_leave(page, clerk.username)
    page.keyboard.type(make.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tambah pekerja")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.id") != "id_nik":
        page.keyboard.press("Tab")
    page.keyboard.type(nik)
    expect(page.get_by_text("NIK sah")).to_be_visible()
    page.keyboard.press("Tab")
    type_and_leave(page, "Budi Santoso")
    while page.evaluate("document.activeElement.id") != "id_occupation":
        page.keyboard.press("Tab")
    page.keyboard.type("Marbot")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pekerja/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Budi Santoso")
    assert Worker.objects.get(nik=nik).occupation.slug == "mosque_caretaker"


@SIZES
def test_an_admin_imports_a_list_and_finds_a_person(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    at_first = Enrollment.objects.count()
    page = visit(world.staff[Role.ADMIN], size=size)
    page.goto("/impor/")
    page.get_by_label("Berkas").set_input_files(LISTS / "usulan-kelurahan-tlumpu.xlsx")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("button", name="Simpan 26 baris yang lolos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil simpan")
    assert Enrollment.objects.filter(period=world.period).count() == at_first + 26

    page.goto("/pekerja/")
    page.get_by_role("searchbox").fill("sumiati puspita")
    expect(page.get_by_role("link", name="Endang Sumiati Puspitasari")).to_be_visible()
    expect(page).to_have_url(re.compile("q=sumiati"))
    page.get_by_role("link", name="Endang Sumiati Puspitasari").click()
    expect(page.get_by_text("Menunggu verifikasi")).to_be_visible()
    expect(page.get_by_text("3572********4290")).to_be_visible()


@SIZES
def test_an_official_prints_the_roster(
    size: dict[str, int], world: World, visit: SignIn, tmp_path: Path
) -> None:
    names = ["Slamet Riyadi", "Sri Wahyuni", "H. Moh. Sya'roni, S.Pd.I"]
    for name in names:
        worker = make.worker(full_name=name)
        make.enrollment(worker=worker, period=world.period, status=Status.REGISTERED)
    registered = Enrollment.objects.filter(period=world.period, status=Status.REGISTERED)
    page = visit(world.staff[Role.OFFICIAL], size=size)
    page.goto("/laporan/")
    page.get_by_role("link", name="Daftar Peserta per Kelurahan", exact=True).click()
    expect(page.get_by_text(f"{registered.count()} peserta").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    path = tmp_path / "daftar.pdf"
    download.value.save_as(path)
    text = text_of(path)
    for name in names:
        assert name in text
    assert "Kelurahan Tlumpu" in text
    assert "Halaman 1 dari 1" in text
    assert not re.search(
        r"\d{16}", text.replace("NIP 000000000000000001", "").replace("NIP 000000000000000002", "")
    )


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
