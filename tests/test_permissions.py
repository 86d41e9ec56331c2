"""Every address x every role x own and other kelurahan, against ``tests/policy.py``."""

import re
from typing import Any

import pytest
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


def ask(user: User | None, entry: Entry, address: str) -> Any:
    """Open an address as somebody; a POST carries nothing, so it can at most be refused."""
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    response = client.post(address) if entry.post else client.get(address)
    if response.streaming:
        list(response)  # a file is closed when it has been read to its end
    return response


def was_let_in(response: Any) -> bool:
    sent_to_sign_in = response.status_code == 302 and SIGN_IN in response.headers["Location"]
    return response.status_code not in {401, 403, 404, 405, 500} and not sent_to_sign_in


def test_every_address_has_a_policy_and_every_policy_an_address() -> None:
    assert sorted(POLICY) == OWN_URLS


@pytest.mark.once
@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_what_the_policy_says(role: Role, world: World) -> None:
    wrong = {}
    for name in OWN_URLS:
        entry = POLICY[name]
        response = ask(world.staff[role], entry, world.address(name))
        if role not in entry.roles:
            right = response.status_code == 403
        elif entry.owned and role != Role.CLERK and role not in entry.watchers:
            right = response.status_code == 404
        else:
            right = was_let_in(response)
        if not right:
            wrong[name] = response.status_code
    assert wrong == {}


def test_a_stranger_is_sent_to_sign_in(world: World) -> None:
    wrong = {}
    for name in OWN_URLS:
        response = ask(None, POLICY[name], world.address(name))
        if POLICY[name].public:
            right = response.status_code in {200, 302, 400, 422}
        else:
            right = response.status_code == 302 and SIGN_IN in response.headers["Location"]
        if not right:
            wrong[name] = response.status_code
    assert wrong == {}


def test_rows_of_another_scope_look_absent(world: World) -> None:
    seen = {}
    for name in OWN_URLS:
        if POLICY[name].names_a_row:
            for stranger in (world.neighbour, world.department):
                response = ask(stranger, POLICY[name], world.address(name))
                if response.status_code != 404:
                    seen[name] = response.status_code
    assert seen == {}


def test_an_address_that_writes_does_not_answer_reading(world: World) -> None:
    client = Client()
    client.force_login(world.staff[Role.ADMIN])
    answers = {
        name: client.get(world.address(name)).status_code for name in OWN_URLS if POLICY[name].post
    }
    assert set(answers.values()) <= {403, 404, 405}, answers


def test_a_form_without_its_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.staff[Role.CLERK])
    answers = {
        name: client.post(world.address(name)).status_code
        for name in OWN_URLS
        if POLICY[name].post
    }
    assert set(answers.values()) == {403}, answers


@pytest.mark.once
@pytest.mark.parametrize("role", list(Role))
def test_the_django_admin_is_open_to_the_admin_role_alone(role: Role, world: World) -> None:
    wrong = {}
    for name in ADMIN_URLS:
        kwargs = dict.fromkeys(named_urls()[name].pattern.converters, "1")
        if name == "admin:app_list":
            kwargs = {"app_label": "accounts"}
        response = ask(world.staff[role], Entry(), reverse(name, kwargs=kwargs or None))
        shut = response.status_code in {302, 403, 404}
        if response.status_code >= 500 or (role != Role.ADMIN and not shut):
            wrong[name] = response.status_code
    assert wrong == {}
