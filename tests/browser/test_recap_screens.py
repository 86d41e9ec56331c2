"""Recaps on the screen: whole tables with bars beside, in both sizes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role
from reporting.catalogue import recaps
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_recaps_are_accessible_and_fit(size: dict[str, int], world: World, visit: SignIn) -> None:
    page = visit(world.staff[Role.ADMIN], size=size)
    problems: dict[str, list[str]] = {}
    for kind in recaps.KINDS:
        page.goto(f"{reverse('reporting:roster', args=[kind.slug])}?status=semua")
        expect(page.locator(".bar-cell svg").first).to_be_attached()
        if found := faults_of(page):
            problems[kind.slug] = found
    assert problems == {}
