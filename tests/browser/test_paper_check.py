"""A stranger with a sheet in the hand checks its code, on any screen and without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import make
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_code_is_typed_mistyped_and_found(size: dict[str, int], visit: SignIn) -> None:
    issue = make.roster_issue()
    page = visit(size=size)
    page.goto(reverse("reporting:issue_seek"))
    for typed, answer in (
        ("salah", "Kode ini tidak dikenal"),
        ("abcd efgh", "Kode ini tidak dikenal."),
        (issue.spoken_code.lower(), "Asli dan berlaku."),
    ):
        assert faults_of(page) == []
        page.get_by_label("Kode di kaki kertas").fill(typed)
        page.get_by_role("button", name="Periksa").click()
        expect(page.get_by_text(answer, exact=False).first).to_be_visible()
        assert faults_of(page) == []
        if again := page.get_by_role("link", name="Ketik kode lain").all():
            again[0].click()
    expect(page.get_by_text(issue.full_number)).to_be_visible()
