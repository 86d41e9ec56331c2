"""The whole story of a bad list: explained, mended, saved, corrected in Excel, undone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Role
from audit.context import acting
from audit.models import AccessEvent, AuditEvent
from enrollment.models import Enrollment
from enrollment.transitions import Status
from intake.models import ImportBatch, SavedRow, StagedRow
from tests import make
from tests.browser.bad_list import (
    BLURRED_ROW,
    DEAD_ROW,
    EMPTY,
    EMPTY_ROW,
    NAMELESS_ROW,
    PEOPLE,
    SHORT_ROW,
    UNKNOWN_WORD,
    correct,
    nik_of,
    write_bad_list,
)
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.world import World
from workers.models import Heir, OccupationAlias, Worker, WorkerWord

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
REGISTRY = (Worker, WorkerWord, Heir, Enrollment, OccupationAlias)


def registry() -> dict[str, list[Any]]:
    """Give every row of the registry as it stands."""
    rows: dict[str, Any] = {
        model.__name__: model._default_manager.order_by("pk").values() for model in REGISTRY
    }
    return {name: list(found) for name, found in rows.items()}


def upload(page: Page, label: str, path: Path, button: str) -> None:
    page.get_by_label(label).set_input_files(path)
    page.get_by_role("button", name=button).click()


def line(page: Page, row: int) -> Locator:
    """Find a row of the review by its number in the file."""
    return page.locator("tr", has=page.get_by_role("link", name=f"Baris {row}", exact=True))


def mend(page: Page, row: int, label: str, text: str) -> None:
    """Type into one cell of the review and wait until the row is checked anew."""
    line(page, row).get_by_role("link", name=f"Ubah {label}:").click()
    field = line(page, row).get_by_label(label, exact=True)
    expect(field).to_be_focused()
    field.fill(text)
    line(page, row).get_by_role("button", name="Simpan").click()
    expect(line(page, row).get_by_text("diperbaiki")).to_be_visible()
    expect(line(page, row).get_by_text("Baru", exact=True)).to_be_visible()


def save(page: Page, rows: int) -> None:
    page.get_by_role("button", name=f"Simpan {rows} baris yang lolos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil simpan")


@SIZES
def test_a_bad_list_is_mended_saved_corrected_and_undone(
    size: dict[str, int], world: World, visit: SignIn, tmp_path: Path
) -> None:
    admin, before = world.staff[Role.ADMIN], registry()
    sent, refused = tmp_path / "usulan tlumpu.xlsx", tmp_path / "perbaikan.xlsx"
    write_bad_list(sent)
    page = visit(admin, size=size)

    page.goto("/impor/")
    upload(page, "Berkas", sent, "Unggah dan periksa")
    expect(page.get_by_role("heading", level=1)).to_have_text(sent.name)
    batch = ImportBatch.objects.get(file_name=sent.name)
    address = re.compile(rf"/impor/{batch.pk}/($|\?)")
    expect(page).to_have_url(address)
    assert batch.rows.people().count() == len(PEOPLE)
    assert codes_of(batch, SHORT_ROW) == {"nik_length"}
    assert codes_of(batch, BLURRED_ROW) == {"nik_lost"}
    assert "address" not in batch.rows.get(row=SHORT_ROW).values
    assert registry() == before

    page.get_by_role("link", name="Arti kolom").click()
    page.get_by_label("Arti kolom I di lembar Usulan").select_option(label="Alamat")
    page.get_by_role("button", name="Simpan dan periksa ulang").click()
    expect(page.get_by_text("Arti kolom disimpan")).to_be_visible()
    assert batch.rows.get(row=SHORT_ROW).values["address"] == "MAWAR 2"

    mend(page, SHORT_ROW, "NIK", nik_of(2))
    mend(page, BLURRED_ROW, "NIK", nik_of(3))
    mend(page, NAMELESS_ROW, "Nama lengkap", "Wagiman")
    assert not codes_of(batch, SHORT_ROW) | codes_of(batch, BLURRED_ROW)
    assert registry() == before

    page.get_by_role("link", name=re.compile("^Pekerjaan belum dikenal")).click()
    expect(page.get_by_text(f"Pekerjaan “{UNKNOWN_WORD}” belum dikenal").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Terima semua")).click()
    expect(page.get_by_text("Peringatan di 2 baris diterima.")).to_be_visible()

    save(page, 8)
    made = SavedRow.objects.filter(row__batch=batch, made_enrollment=True)
    saved = Enrollment.objects.filter(pk__in=made.values("enrollment"))
    niks = {nik_of(number) for number in range(1, len(PEOPLE) + 1)}
    assert set(saved.values_list("worker__nik", flat=True)) == niks - {nik_of(6), nik_of(10)}
    assert set(saved.values_list("status", flat=True)) == {Status.PROPOSED}
    wagiman = Worker.objects.get(nik=nik_of(9))
    assert (wagiman.full_name, wagiman.address) == ("Wagiman", "MAWAR 9")

    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh baris yang tertahan").click()
    download.value.save_as(refused)
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT, rows=2).count() == 1
    assert correct(refused) == ["Joko Susilo (Alm.)", EMPTY]

    upload(page, "Berkas perbaikan", refused, "Unggah perbaikan")
    expect(page.get_by_text(f"Daftar {sent.name} dilanjutkan")).to_be_visible()
    expect(page).to_have_url(address)
    assert not codes_of(batch, DEAD_ROW) | codes_of(batch, EMPTY_ROW)
    save(page, 2)
    assert set(saved.values_list("worker__nik", flat=True)) == niks
    assert Worker.objects.get(nik=nik_of(6)).full_name == "Joko Susilo"

    page.get_by_role("link", name="Batalkan impor").click()
    page.get_by_role("button", name="Batalkan seluruh daftar").click()
    expect(page.get_by_text("10 orang dihapus")).to_be_visible()
    assert registry() == before
    assert batch.rows.in_tab("saved").count() == 0
    for kind in (AuditEvent.Kind.INSERT, AuditEvent.Kind.DELETE):
        events = AuditEvent.objects.filter(table="workers_worker", kind=kind, actor=admin.username)
        assert events.count() == len(PEOPLE)


def codes_of(batch: ImportBatch, row: int) -> set[str]:
    """Give the codes of the problems of one row of a list."""
    return set(StagedRow.objects.get(batch=batch, row=row).codes.split())


@SIZES
def test_a_list_that_needs_a_second_person_waits_for_one(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    asker, other = world.staff[Role.ADMIN], make.admin()
    with acting("tests"):
        world.period.second_person = True
        world.period.save()
    before, at_first = registry(), Enrollment.objects.count()
    page = visit(asker, size=size)
    page.goto("/impor/")
    lists = Path(__file__).parents[1] / "intake" / "lists"
    upload(page, "Berkas", lists / "usulan-kelurahan-tlumpu.xlsx", "Unggah dan periksa")
    page.get_by_role("button", name="Mintakan persetujuan untuk 26 baris").click()
    expect(page.get_by_text("Persetujuan diminta.")).to_be_visible()
    expect(page.get_by_role("button", name="Tarik permintaan")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Setujui"))).to_have_count(0)
    batch = ImportBatch.objects.get(state=ImportBatch.State.ASKED)
    assert registry() == before

    page = visit(other, size=size)
    page.goto(f"/impor/{batch.pk}/persetujuan/")
    expect(page.get_by_text(f"Diajukan {asker}")).to_be_visible()
    page.get_by_role("button", name="Setujui dan simpan 26 baris").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil simpan")
    expect(page.get_by_text(f"Disetujui {other}; diajukan {asker}.")).to_be_visible()
    batch.refresh_from_db()
    assert (batch.asked_by, batch.approved_by) == (asker, other)
    assert Enrollment.objects.filter(period=world.period).count() == at_first + 26
