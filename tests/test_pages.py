"""What holds for every page: plain HTML, nothing inline, no writes on reading, safe headers."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Role
from common.dates import today
from tests.policy import POLICY
from tests.world import World, build

pytestmark = pytest.mark.django_db

PAGES = sorted(name for name, entry in POLICY.items() if not entry.post)
ROLES_TRIED = (Role.CLERK, Role.ADMIN, Role.AUDITOR)
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|COPY)\b", re.IGNORECASE)
# Reading may touch the session and must note each look at personal data; the sign-in that the
# test client does on the way stores its moment.
MAY_BE_WRITTEN = ("django_session", "audit_accessevent", '"last_login"')


class PageReader(HTMLParser):
    """Collects what must not be in a page, and what each input is called by."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = 0
        self.inline: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.labelled: set[str | None] = set()
        self.ids: list[str] = []
        self._inside_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.headings += tag == "h1"
        self.inline += [f"{tag} {name}" for name in values if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(tag)
        if tag == "label":
            self._inside_label += 1
            self.labelled.add(values.get("for"))
        if tag in {"input", "select", "textarea"} and values.get("type") not in {
            "hidden",
            "submit",
            "button",
        }:
            named = self._inside_label or "aria-label" in values or "aria-labelledby" in values
            if not named:
                self.inputs.append(values)
        if values.get("id"):
            self.ids.append(str(values["id"]))

    def handle_endtag(self, tag: str) -> None:
        self._inside_label -= tag == "label"


@pytest.fixture
def world(db: None) -> World:
    return build(today())


@pytest.fixture
def written(world: World) -> Iterator[list[str]]:
    """The statements that changed a table while a page was read."""
    statements: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) and not any(table in sql for table in MAY_BE_WRITTEN):
            statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield statements


def pages(world: World) -> Iterator[tuple[str, Role | None, Any]]:
    """Open every page as the roles whose view of it differs most; public ones as a stranger."""
    clients = {role: Client() for role in ROLES_TRIED}
    for role, client in clients.items():
        client.force_login(world.staff[role])
    for name in PAGES:
        address = world.address(name)
        if POLICY[name].public:
            yield name, None, Client().get(address)
            continue
        for role, client in clients.items():
            response = client.get(address)
            if response.streaming:
                list(response)  # a file is closed when it has been read to its end
            yield name, role, response


def test_reading_changes_nothing(world: World, written: list[str]) -> None:
    broken = [name for name, _role, response in pages(world) if response.status_code >= 500]
    assert broken == []
    assert written == []


@pytest.mark.once
def test_pages_are_plain_and_labelled_html(world: World) -> None:
    faults = {}
    for name, role, response in pages(world):
        if "text/html" in response.headers.get("Content-Type", ""):
            found = faults_of(response.content.decode())
            if found:
                faults[name, role] = found
    assert faults == {}


def faults_of(text: str) -> list[str]:
    """List what is wrong with a page or a piece of one."""
    # Dashes are Django's name for choosing nothing.
    faults = [mark for mark in ("{%", "{{", "---------") if mark in text]
    faults += re.findall("⟦[^⟧]*⟧", text)
    if "<html" not in text:
        return faults
    reader = PageReader()
    reader.feed(text)
    faults += reader.inline
    if reader.headings != 1:
        faults.append(f"{reader.headings} headings of the first level")
    faults += [
        f"no label: {field}" for field in reader.inputs if field.get("id") not in reader.labelled
    ]
    if len(reader.ids) != len(set(reader.ids)):
        faults.append("an id stands twice")
    return faults


@pytest.mark.once
def test_headers_protect_the_reader(world: World) -> None:
    for name, role, response in pages(world):
        headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, (name, role)
        assert "unsafe" not in policy, (name, role)
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.once
def test_no_page_shows_a_full_nik(world: World) -> None:
    nik = world.enrollment.worker.nik
    shown = [
        name
        for name, _role, response in pages(world)
        # The form that changes a person shows what it changes; every opening of it is noted.
        if name != "enrollment:worker_edit"
        and not response.streaming
        and nik in response.content.decode("latin-1")
    ]
    assert shown == []
