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
    field = page.get_by_label("Kode di kaki kertas")

    def check(typed: str, answer: str) -> None:
        field.fill(typed)
        page.get_by_role("button", name="Periksa").click()
        expect(page.get_by_text(answer).first).to_be_visible()
        assert faults_of(page) == []

    assert faults_of(page) == []
    check("salah", "Kode kami terdiri dari delapan huruf dan angka")
    check("abcd efgh", "Bila sudah benar, kertas itu tidak dicetak dari registri ini.")
    page.get_by_role("link", name="Ketik kode lain").click()
    expect(field).to_be_visible()
    assert faults_of(page) == []
    check(issue.spoken_code.lower(), "Asli dan berlaku.")
    expect(page.get_by_text(issue.full_number)).to_be_visible()
