"""An account is born by invitation: a link that works once, for a day."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Role, Scope, User
from audit.models import AuditEvent
from tests import make

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "pasar legi ramai sekali 4"
ANSWERS = {
    "username": "sri.wahyuni",
    "full_name": "Sri Wahyuni",
    "email": "",
    "role": Role.CLERK,
    "scope": Scope.VILLAGE,
}


@pytest.fixture
def admin(client: Client) -> User:
    user = make.admin()
    client.force_login(user)
    return user


def invite(client: Client, **answers: object) -> str:
    """Invite somebody and give the path of the link that the next page shows."""
    data = ANSWERS | {"villages": [make.village().pk]} | answers
    page = client.post("/pengguna/undang/", data, follow=True)
    return shown_link(page.content.decode())


def shown_link(text: str) -> str:
    found = re.search(r'value="http://testserver(/akun/kata-sandi-baru/[^"]+)"', text)
    assert found
    return found[1]


def choose_password(client: Client, path: str) -> User | AnonymousUser:
    page = client.get(path, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    return client.get("/akun/").wsgi_request.user


class TestInviting:
    def test_it_makes_an_account_without_a_password(self, client, admin):
        invite(client)
        user = User.objects.get(username="sri.wahyuni")
        assert not user.has_usable_password()
        assert list(user.villages.all()) == [make.village()]
        event = AuditEvent.objects.get(table="accounts_user", row=str(user.pk))
        assert (event.actor, event.reason) == (admin.username, "Pengguna diundang")

    def test_the_link_lets_its_holder_choose_a_password_and_in(self, client, admin):
        path = invite(client)
        guest = Client()
        assert choose_password(guest, path).get_username() == "sri.wahyuni"
        assert User.objects.get(username="sri.wahyuni").check_password(NEW_PASSWORD)

    def test_the_link_works_once(self, client, admin):
        path = invite(client)
        choose_password(Client(), path)
        assert "Tautan tidak berlaku lagi" in Client().get(path).content.decode()

    def test_the_link_ends_after_a_day(self, client, admin, settings):
        path = invite(client)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert "Tautan tidak berlaku lagi" in Client().get(path).content.decode()

    def test_a_day_is_what_the_setting_says(self, settings):
        assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(hours=24)

    def test_the_link_is_worth_nothing_once_the_account_is_switched_off(self, client, admin):
        path = invite(client)
        user = User.objects.get(username="sri.wahyuni")
        client.post(f"/pengguna/{user.pk}/", ANSWERS | {"villages": [make.village().pk]})
        assert "Tautan tidak berlaku lagi" in Client().get(path).content.decode()

    def test_the_link_is_shown_once_and_only_on_the_screen(self, client, admin):
        path = invite(client)
        user = User.objects.get(username="sri.wahyuni")
        assert path not in client.get(f"/pengguna/{user.pk}/").content.decode()
        assert mail.outbox == []

    def test_it_is_mailed_where_there_is_an_address(self, client, admin):
        path = invite(client, email="sri@example.test")
        (message,) = mail.outbox
        assert message.to == ["sri@example.test"]
        assert path in message.body
        assert "Sri Wahyuni" not in message.body

    def test_a_new_link_makes_the_first_one_void(self, client, admin):
        first = invite(client)
        user = User.objects.get(username="sri.wahyuni")
        page = client.post(f"/pengguna/{user.pk}/tautan/", follow=True)
        second = shown_link(page.content.decode())
        assert "Tautan tidak berlaku lagi" in Client().get(first).content.decode()
        assert choose_password(Client(), second) == user

    def test_a_new_link_leaves_a_password_alone_until_it_is_used(self, client, admin):
        clerk = make.clerk()
        client.post(f"/pengguna/{clerk.pk}/tautan/")
        clerk.refresh_from_db()
        assert clerk.check_password(make.PASSWORD)

    def test_no_link_for_an_account_that_is_switched_off(self, client, admin):
        clerk = make.clerk(is_active=False)
        response = client.post(f"/pengguna/{clerk.pk}/tautan/")
        assert response.status_code == 409
        assert "Akun ini nonaktif" in response.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"username": ""}, "Isi nama pengguna."),
        ({"username": "sri wahyuni"}, "Pakai huruf, angka, titik, atau garis saja"),
        ({"username": "sr\u0456.wahyuni"}, "Pakai huruf, angka, titik, atau garis saja"),
        ({"full_name": ""}, "Isi nama lengkap."),
        ({"email": "sri@"}, "Tulis alamat surel yang lengkap"),
        ({"villages": []}, "Pilih paling sedikit satu kelurahan."),
        ({"role": Role.AUDITOR}, "Isi tanggal berakhir"),
        ({"role": Role.AUDITOR, "expires_on": "31 Feb"}, "Tulis tanggal seperti 31-12-2026."),
    ],
)
def test_a_faulty_invitation_says_what_to_do(client, admin, answers, sentence):
    data = ANSWERS | {"villages": [make.village().pk]} | answers
    response = client.post("/pengguna/undang/", data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not User.objects.filter(full_name="Sri Wahyuni").exists()


def test_a_name_that_is_taken_is_refused_in_any_case(client, admin):
    make.clerk(username="sri.wahyuni")
    data = ANSWERS | {"username": "Sri.Wahyuni", "villages": [make.village().pk]}
    response = client.post("/pengguna/undang/", data)
    assert "sudah dipakai" in response.content.decode()


def test_only_clerks_are_narrowed(client, admin):
    invite(client, role=Role.CHECKER)
    user = User.objects.get(username="sri.wahyuni")
    assert (user.scope, user.villages.count()) == (Scope.CITY, 0)


def test_an_auditor_gets_a_last_day(client, admin):
    day = timezone.localdate() + timedelta(days=30)
    invite(client, role=Role.AUDITOR, expires_on=day.strftime("%d-%m-%Y"))
    assert User.objects.get(username="sri.wahyuni").expires_on == day
