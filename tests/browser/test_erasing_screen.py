"""An admin erases a sheet that was filed on the wrong print, on any screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_sheet_is_erased_and_the_reason_stays(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    page = visit(world.staff[Role.ADMIN], size=size)
    page.goto(reverse("reporting:sheet_list", args=[world.issue.pk]))
    page.get_by_role("link", name="Hapus selamanya halaman 1").click()
    expect(page.get_by_label("Saya mengerti")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Alasan").fill("Lembar milik orang lain")
    page.get_by_label("Saya mengerti").check()
    page.get_by_role("button", name="Hapus selamanya").click()
    page.get_by_text("1 lembar pernah diganti atau ditarik").click()
    reason = page.get_by_text("Berkas dihapus selamanya: Lembar milik orang lain")
    expect(reason).to_be_visible()
    assert faults_of(page) == []
    world.sheet.refresh_from_db()
    assert not world.sheet.file
