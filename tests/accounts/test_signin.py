"""Signing in and out, forgotten passwords, and what strangers can and cannot learn."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from blitar_registry.settings import production
from tests import make

pytestmark = pytest.mark.django_db

SIGN_IN = "/akun/masuk/"
WRONG = "Nama pengguna atau kata sandi salah."


def sign_in(
    client: Client, username: str, password: str = make.PASSWORD, address: str = "127.0.0.1"
) -> Any:
    answers = {"login": username, "password": password}
    return client.post(SIGN_IN, answers, REMOTE_ADDR=address)


def signed_in(client: Client) -> User | AnonymousUser:
    return client.get("/akun/").wsgi_request.user


@pytest.fixture
def limits(settings):
    """The limits of production, which the test settings switch off."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = production.ACCOUNT_RATE_LIMITS
    yield
    cache.clear()


class TestSigningIn:
    def test_the_right_password_opens_the_dashboard(self, client):
        clerk = make.clerk()
        response = sign_in(client, clerk.username)
        assert (response.status_code, response.headers["Location"]) == (302, "/")
        assert signed_in(client) == clerk

    def test_the_user_name_may_be_typed_in_capitals(self, client):
        clerk = make.clerk()
        sign_in(client, clerk.username.upper())
        assert signed_in(client) == clerk

    def test_the_page_asked_for_comes_after_it(self, client):
        clerk = make.clerk()
        response = client.get("/pengguna/?q=a")
        assert response.headers["Location"] == "/akun/masuk/?next=/pengguna/%3Fq%3Da"
        response = client.post(
            SIGN_IN,
            {"login": clerk.username, "password": make.PASSWORD, "next": "/pengguna/?q=a"},
        )
        assert response.headers["Location"] == "/pengguna/?q=a"

    @pytest.mark.parametrize(
        "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "javascript:x"]
    )
    def test_nobody_is_led_to_another_site(self, client, elsewhere):
        clerk = make.clerk()
        response = client.post(
            SIGN_IN, {"login": clerk.username, "password": make.PASSWORD, "next": elsewhere}
        )
        assert response.headers["Location"] == "/"

    def test_the_answer_does_not_tell_whether_the_user_exists(self, client):
        clerk = make.clerk()
        answers = [
            sign_in(client, name, "bukan kata sandinya").content.decode()
            for name in (clerk.username, "tidak.ada")
        ]
        known, unknown = (re.sub(r'value="[^"]*"', "", answer) for answer in answers)
        assert WRONG in known
        assert known == unknown

    def test_an_empty_form_says_what_to_fill_in(self, client):
        text = client.post(SIGN_IN, {}).content.decode()
        assert "Isi nama pengguna." in text
        assert "Isi kata sandi." in text

    def test_a_deactivated_account_is_told_so_only_after_the_right_password(self, client):
        clerk = make.clerk(is_active=False)
        assert sign_in(client, clerk.username).headers["Location"] == "/akun/nonaktif/"
        assert WRONG in sign_in(client, clerk.username, "bukan itu").content.decode()

    def test_an_account_past_its_last_day_stays_shut(self, client):
        auditor = make.auditor(expires_on=date(2020, 1, 1))
        assert sign_in(client, auditor.username).headers["Location"] == "/akun/nonaktif/"
        assert signed_in(client).is_anonymous

    def test_signing_up_is_closed(self, client):
        response = client.get("/akun/daftar/")
        assert "Pendaftaran mandiri ditutup" in response.content.decode()
        client.post("/akun/daftar/", {"username": "x", "password1": "y", "password2": "y"})
        assert not User.objects.filter(username="x").exists()


class TestGuessing:
    def test_five_wrong_answers_close_the_door_for_that_name(self, client, limits):
        clerk = make.clerk()
        for _ in range(5):
            assert WRONG in sign_in(client, clerk.username, "bukan itu").content.decode()
        response = sign_in(client, clerk.username)
        assert "Terlalu banyak percobaan yang salah" in response.content.decode()
        assert signed_in(client).is_anonymous

    def test_a_colleague_at_the_same_address_still_gets_in(self, client, limits):
        attacked, colleague = make.clerk(), make.clerk()
        for _ in range(8):
            sign_in(client, attacked.username, "bukan itu")
        sign_in(client, colleague.username)
        assert signed_in(client) == colleague

    def test_an_outsider_cannot_keep_the_owner_out(self, client, limits):
        clerk = make.clerk()
        for _ in range(8):
            sign_in(Client(), clerk.username, "bukan itu", address="203.0.113.9")
        sign_in(client, clerk.username)
        assert signed_in(client) == clerk

    def test_right_answers_are_not_counted(self, client, limits):
        clerk = make.clerk()
        for _ in range(8):
            sign_in(Client(), clerk.username)
        sign_in(client, clerk.username)
        assert signed_in(client) == clerk


class TestSigningOut:
    def test_it_takes_a_button_not_a_link(self, client):
        client.force_login(make.clerk())
        assert "Keluar sekarang?" in client.get("/akun/keluar/").content.decode()
        assert signed_in(client).is_authenticated
        response = client.post("/akun/keluar/")
        assert response.headers["Location"] == SIGN_IN
        assert response.headers["Clear-Site-Data"] == '"cache"'
        assert signed_in(client).is_anonymous


class TestPasswords:
    def test_changing_it_needs_the_old_one_and_ends_other_sessions(self, client):
        clerk = make.clerk()
        other = Client()
        for browser in (client, other):
            browser.force_login(clerk)
        new = "becak biru lewat alun alun"
        answers = {"oldpassword": "salah", "password1": new, "password2": new}
        text = client.post("/akun/kata-sandi/", answers).content.decode()
        assert "Kata sandi Anda yang sekarang tidak cocok." in text
        client.post("/akun/kata-sandi/", answers | {"oldpassword": make.PASSWORD})
        clerk.refresh_from_db()
        assert clerk.check_password(new)
        assert signed_in(client) == clerk
        assert signed_in(other).is_anonymous

    @pytest.mark.parametrize(
        "weak",
        ["singkat", "password12345", "kotablitar2026", "bpjsketenagakerjaan", "111111111111"],
    )
    def test_weak_ones_are_refused(self, client, weak):
        client.force_login(make.clerk())
        answers = {"oldpassword": make.PASSWORD, "password1": weak, "password2": weak}
        response = client.post("/akun/kata-sandi/", answers)
        assert response.status_code == 200
        assert 'class="error"' in response.content.decode()

    def test_a_forgotten_one_is_replaced_by_mail(self, client):
        clerk = make.clerk(email="sri@example.test")
        client.post("/akun/lupa-kata-sandi/", {"email": "sri@example.test"})
        (message,) = mail.outbox
        assert clerk.full_name not in message.body
        found = re.search(r"http://testserver(/\S+)", str(message.body))
        assert found
        page = client.get(found[1], follow=True)
        assert "Buat kata sandi" in page.content.decode()

    def test_an_unknown_address_gets_the_same_answer_and_no_mail(self, client):
        make.clerk(email="sri@example.test")
        known = client.post("/akun/lupa-kata-sandi/", {"email": "sri@example.test"})
        unknown = client.post("/akun/lupa-kata-sandi/", {"email": "lain@example.test"})
        assert known.headers["Location"] == unknown.headers["Location"]
        assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_set_password", "account_reauthenticate", "account_confirm_email"],
)
def test_pages_a_city_office_does_not_need_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
