"""A session lives half an hour unused and ten hours at most; changes of an account reach it."""

import time
from collections.abc import Iterable

import pytest
from django.test import Client

from accounts.models import Role, Scope, User
from accounts.services import change_user
from audit.context import acting
from places.models import Village
from tests import make

pytestmark = pytest.mark.django_db

MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture
def clerk(client: Client) -> User:
    user = make.clerk()
    client.force_login(user)
    client.get("/akun/")
    return user


def move_back(client: Client, **seconds: int) -> None:
    """Let time pass: set marks of the session back."""
    session = client.session
    for mark, ago in seconds.items():
        session[mark] = int(time.time()) - ago
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def change(
    user: User, *, villages: Iterable[Village] = (), is_active: bool = True, **data: str
) -> None:
    """Change an account by the service; a clerk without villages keeps the ones there are."""
    kept = villages or list(user.villages.all())
    change_user(user_id=user.pk, data=data, villages=kept, is_active=is_active, by=make.admin())


class TestTime:
    def test_it_lives_while_it_is_used(self, client, clerk):
        move_back(client, used=29 * MINUTE, started=9 * HOUR)
        assert is_in(client)
        assert time.time() - client.session["used"] < MINUTE

    def test_half_an_hour_unused_ends_it(self, client, clerk):
        move_back(client, used=31 * MINUTE, started=31 * MINUTE)
        assert not is_in(client)

    def test_ten_hours_end_it_however_busy(self, client, clerk):
        move_back(client, used=1, started=10 * HOUR + 1)
        assert not is_in(client)

    def test_reading_again_within_a_minute_writes_nothing(self, client, clerk):
        marks = dict(client.session)
        client.get("/akun/")
        assert dict(client.session) == marks

    def test_the_server_forgets_it_after_half_an_hour_too(self, client, settings):
        clerk = make.clerk()
        client.post("/akun/masuk/", {"login": clerk.username, "password": make.PASSWORD})
        assert client.session.get_expiry_age() == 30 * MINUTE
        assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


class TestChanges:
    def test_a_deactivated_person_is_out_at_the_next_request(self, client, clerk):
        change(clerk, is_active=False)
        assert not is_in(client)
        change(clerk, is_active=True)
        assert not is_in(client), "the session must have ended, not paused"

    def test_a_person_past_the_last_day_is_out(self, client, clerk):
        with acting("tests"):
            User.objects.filter(pk=clerk.pk).update(expires_on="2020-01-01")
        assert not is_in(client)

    def test_a_new_role_counts_at_the_next_request(self, client, clerk):
        assert client.get("/pengguna/").status_code == 403
        change(clerk, role=Role.ADMIN, scope=Scope.CITY)
        assert client.get("/pengguna/").status_code == 200
        change(clerk, role=Role.OFFICIAL, scope=Scope.CITY)
        assert client.get("/pengguna/").status_code == 403

    def test_a_new_scope_counts_at_the_next_request(self, client, clerk):
        row = make.worker(village=make.village("Turi"))
        path = f"/pekerja/{row.pk}/"
        assert client.get(path).status_code == 404
        change(clerk, villages=[make.village("Turi")])
        assert client.get(path).status_code == 200

    def test_signing_in_makes_a_new_session_key(self, client):
        client.get("/akun/masuk/")
        session = client.session
        session["mark"] = "before"
        session.save()
        client.cookies["sessionid"] = session.session_key
        clerk = make.clerk()
        client.post("/akun/masuk/", {"login": clerk.username, "password": make.PASSWORD})
        assert client.session.session_key != session.session_key
