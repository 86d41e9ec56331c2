"""A cover ends on a phone, somebody takes over, and many are met at once."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from common.dates import today
from enrollment.models import Enrollment
from enrollment.queue_tabs import TABS
from enrollment.transitions import ENDABLE, Status
from tests import make
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.world import World

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def covered(world: World, **values: Any) -> Enrollment:
    values.setdefault("worker", make.worker(full_name="Sukirman"))
    return make.enrollment(period=world.period, status=Status.REGISTERED, **values)


def fine(page: Page) -> None:
    assert faults_of(page) == []


@BOTH
def test_a_death_and_a_replacement(world: World, visit: SignIn, size: dict[str, int]) -> None:
    row = covered(world)
    make.worker(full_name="Sumiati Rahayu")
    page = visit(world.staff[Role.CLERK], size=size)
    page.goto(f"/pekerja/{row.worker_id}/")
    page.get_by_text("Akhiri perlindungan").click()
    fine(page)
    page.get_by_label("Alasan").select_option("died")
    page.get_by_label("Tanggal kejadian").fill(f"{today():%d-%m-%Y}")
    page.get_by_role("button", name="Akhiri", exact=True).click()
    expect(page.get_by_text("Perlindungan Sukirman berakhir.")).to_be_visible()
    fine(page)
    if today().month == 12:  # no month is left in this year's period
        return
    page.get_by_role("link", name="Cari pengganti").click()
    page.get_by_label("Cari nama atau NIK").fill("sumiati")
    page.get_by_role("button", name="Cari").click()
    replace = page.get_by_role("button", name="Jadikan pengganti Sumiati Rahayu")
    expect(replace).to_be_visible()
    fine(page)
    replace.click()
    expect(page.get_by_text("Menggantikan Sukirman mulai")).to_be_visible()
    fine(page)


@BOTH
def test_all_of_a_filter_are_told_before_they_are_met(
    world: World, visit: SignIn, size: dict[str, int]
) -> None:
    for number in range(12):
        make.enrollment(
            period=world.period,
            worker=make.worker(full_name=f"Poniran {number}"),
            proposed_by=world.staff[Role.CLERK],
        )
    page = visit(world.staff[Role.CHECKER], size=size)
    page.goto("/kepesertaan/verifikasi/")
    fine(page)
    page.get_by_text("Langkah lain").click()
    expect(page.get_by_text("Semua 13 yang cocok")).to_be_visible()
    fine(page)
    page.get_by_role("link", name="Kembalikan", exact=True).click()
    expect(page.get_by_text("13 orang. Belum ada yang berubah")).to_be_visible()
    fine(page)
    page.get_by_label("Alasan").select_option("incomplete")
    page.get_by_role("button", name="Kembalikan: 13 orang").click()
    expect(page.get_by_text("Kembalikan: 13 orang selesai.")).to_be_visible()
    page.get_by_role("link", name="Dikembalikan").click()
    expect(page.get_by_role("link", name="Poniran 0", exact=True)).to_be_visible()
    fine(page)


@BOTH
def test_a_visit_is_noted(world: World, visit: SignIn, size: dict[str, int]) -> None:
    page = visit(world.staff[Role.CHECKER], size=size)
    page.goto(f"/pekerja/{world.enrollment.worker_id}/")
    page.get_by_text("Catat periksa lapangan").click()
    page.get_by_label("benar bekerja").check()
    fine(page)
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    expect(page.get_by_text("tulis apa yang ditemukan")).to_be_visible()
    fine(page)
    page.get_by_label("mampu bekerja").check()
    page.get_by_label("surat keterangan kerja ada").check()
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    expect(page.get_by_text("Diperiksa di lapangan")).to_be_visible()


@BOTH
def test_every_tab_of_the_queue_is_fine(world: World, visit: SignIn, size: dict[str, int]) -> None:
    for status in Status:
        make.enrollment(period=world.period, status=status)
    page = visit(world.staff[Role.ADMIN], size=size)
    for tab in TABS:
        page.goto(f"/kepesertaan/verifikasi/?tab={tab.value}")
        page.get_by_text("Langkah lain").click()
        fine(page)
    page.goto("/kepesertaan/langkah/end/?tab=dilindungi")
    covered = Enrollment.objects.filter(status__in=ENDABLE).count()
    expect(page.get_by_text(f"{covered} orang. Belum ada yang berubah")).to_be_visible()
    fine(page)
