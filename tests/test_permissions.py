"""Every address x every role x own and other kelurahan, against ``tests/policy.py``."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from common.dates import today
from tests.policy import POLICY, Entry
from tests.urls_found import named_urls
from tests.world import World, build

pytestmark = pytest.mark.django_db

OWN_URLS = sorted(name for name in named_urls() if not name.startswith("admin:"))
# Two more of the admin's patterns have no name: old addresses and the one for what is not there.
ADMIN_URLS = sorted(name for name in named_urls() if re.fullmatch(r"admin:\w+", name))
SIGN_IN = "/akun/masuk/"


@pytest.fixture
def world(db: None) -> World:
    return build(today())


def ask(user: User | None, entry: Entry, address: str) -> HttpResponse:
    """Open an address as somebody; a POST carries nothing, so it can at most be refused."""
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    response = client.post(address) if entry.post else client.get(address)
    if response.streaming:
        list(response)  # a file is closed when it has been read to its end
    return response


def was_let_in(response: HttpResponse) -> bool:
    sent_to_sign_in = response.status_code == 302 and SIGN_IN in response.headers["Location"]
    return response.status_code not in {401, 403, 404, 405, 500} and not sent_to_sign_in


def test_every_address_has_a_policy_and_every_policy_an_address() -> None:
    assert sorted(POLICY) == OWN_URLS


@pytest.mark.parametrize("name", OWN_URLS)
class TestEveryAddress:
    def test_each_role_gets_what_the_policy_says(self, name: str, world: World) -> None:
        entry = POLICY[name]
        address = world.address(name)
        for role in Role:
            response = ask(world.staff[role], entry, address)
            if entry.owned and role != Role.CLERK:
                assert response.status_code == 404, role
            elif role in entry.roles:
                assert was_let_in(response), (role, response.status_code)
            else:
                assert response.status_code == 403, (role, response.status_code)

    def test_a_stranger_is_sent_to_sign_in(self, name: str, world: World) -> None:
        entry = POLICY[name]
        response = ask(None, entry, world.address(name))
        if entry.public:
            assert response.status_code in {200, 302, 400, 422}
        else:
            assert response.status_code == 302
            assert SIGN_IN in response.headers["Location"]


@pytest.mark.parametrize("name", [name for name in OWN_URLS if POLICY[name].names_a_row])
def test_rows_of_another_scope_look_absent(name: str, world: World) -> None:
    for stranger in (world.neighbour, world.department):
        assert ask(stranger, POLICY[name], world.address(name)).status_code == 404


@pytest.mark.parametrize("name", [name for name in OWN_URLS if POLICY[name].post])
class TestAddressThatWrites:
    def test_it_does_not_answer_reading(self, name: str, world: World) -> None:
        client = Client()
        client.force_login(world.staff[Role.ADMIN])
        assert client.get(world.address(name)).status_code in {403, 404, 405}

    def test_a_form_without_its_token_is_refused(self, name: str, world: World) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.staff[Role.CLERK])
        assert client.post(world.address(name)).status_code == 403


@pytest.mark.parametrize("name", ADMIN_URLS)
class TestDjangoAdmin:
    def test_it_is_open_to_the_admin_role_alone(self, name: str, world: World) -> None:
        pattern = named_urls()[name].pattern
        kwargs = dict.fromkeys(pattern.converters, "1")
        if name == "admin:app_list":
            kwargs = {"app_label": "accounts"}
        address = reverse(name, kwargs=kwargs) if kwargs else reverse(name)
        for role in set(Role) - {Role.ADMIN}:
            response = ask(world.staff[role], Entry(), address)
            assert response.status_code in {302, 403, 404}, (role, response.status_code)
        response = ask(world.staff[Role.ADMIN], Entry(), address)
        assert response.status_code != 500
