"""Chromium against a live server, signed in as one of the staff of the test world."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from common.dates import today
from tests.world import World, build

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# A browser of a test talks to the test's own server and to nobody else.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is slow, not wrong.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)
SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db: None) -> World:
    return build(today())


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Open the product as somebody; the test fails on any error in the browser's console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A form sent back for mending is an answer like any other, so is a paper nobody knows.
        meant = "status of 422" in message.text or (
            "status of 404" in message.text and "/periksa/" in message.location["url"]
        )
        if message.type == "error" and not meant:
            complaints.append(message.text)

    def open_page(user: User | None = None, *, size: dict[str, int] | None = None) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=size or DESKTOP,  # type: ignore[arg-type]
            locale="en-US",
            accept_downloads=True,
        )
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
