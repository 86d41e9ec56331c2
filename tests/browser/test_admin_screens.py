"""Reference data in the admin: every page in both sizes, and paper shown while it is written."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role, User
from reporting.models import Letterhead
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.world import World

pytestmark = pytest.mark.browser


def addresses(user: User) -> Iterator[str]:
    """Give the list, the empty form and the form of one row of every table somebody may see."""
    request = RequestFactory().get("/")
    request.user = user
    yield reverse("admin:index")
    for model, pages in admin.site._registry.items():
        if not pages.has_view_permission(request):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if pages.has_add_permission(request):
            yield reverse(f"{name}_add")
        if row := model._default_manager.first():
            yield reverse(f"{name}_change", args=[row.pk])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_pages_are_accessible_and_fit(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    page = visit(world.staff[Role.ADMIN], size=size)
    problems: dict[str, list[str]] = {}
    for address in addresses(world.staff[Role.ADMIN]):
        page.goto(address)
        if found := faults_of(page):
            problems[address] = found
    assert problems == {}


def test_a_letterhead_is_shown_while_it_is_written(world: World, visit: SignIn) -> None:
    page = visit(world.staff[Role.ADMIN])
    row = Letterhead.objects.get()
    page.goto(reverse("admin:reporting_letterhead_change", args=[row.pk]))
    sample = page.locator("#sample")
    expect(sample.locator(".letterhead-2")).to_have_text(row.agency)
    page.fill("[name=agency]", "DINAS TENAGA KERJA BARU")
    expect(sample.locator(".letterhead-2")).to_have_text("DINAS TENAGA KERJA BARU")
    page.fill("[name=agency]", "")
    expect(sample).to_contain_text("Perangkat daerah: Bidang ini tidak boleh kosong.")
    page.fill("[name=agency]", "DINAS LAIN")
    page.get_by_role("button", name="Pratinjau").click()
    expect(sample.locator(".letterhead-2")).to_have_text("DINAS LAIN")
    assert Letterhead.objects.get().agency == row.agency
