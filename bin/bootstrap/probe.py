"""Asks a running registry what a person would ask of it first."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser

from bootstrap.console import Halt, step

ANSWER_SECONDS = 60.0
FRONT = "/"
LIST = "/pekerja/"
PDF = "/laporan/participants-by-village/unduh/?format=pdf"


@dataclass(frozen=True)
class Answer:
    """One answer: where redirects led, its status, type and body."""

    url: str
    status: int
    kind: str
    body: bytes

    def must_be(self, kind: str, *, contains: bytes) -> None:
        """Raise Halt unless the answer is a good one of this type with these bytes in it."""
        if self.status != 200 or self.kind != kind or contains not in self.body:
            raise Halt(
                f"{self.url} answered status {self.status}, {self.kind},"
                f" {len(self.body)} bytes; expected 200, {kind}, with {contains.decode()!r} in it."
            )


class Visitor:
    """A browser's manners without a browser: keeps cookies, sends the hidden fields back."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def get(self, path: str) -> Answer:
        return self._ask(path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask(path, urllib.parse.urlencode(fields).encode())

    def _ask(self, path: str, data: bytes | None = None) -> Answer:
        url = urllib.parse.urljoin(self.base, path)
        try:
            with self.opener.open(url, data, timeout=ANSWER_SECONDS) as response:
                return _read(response)
        except urllib.error.HTTPError as refusal:
            return _read(refusal)
        except OSError as error:
            raise Halt(f"{url} did not answer: {error}") from error


def ask_the_product(base: str, *, username: str, password: str) -> None:
    """Ask for health, sign-in page, one list and one PDF.

    Raises  Halt with what was answered instead of what was expected.
    """
    visitor = Visitor(base)
    with step("Asking whether it is healthy"):
        visitor.get("/healthz").must_be("application/json", contains=b"")
    with step("Asking for the sign-in page"):
        page = visitor.get(FRONT)  # a stranger is led there from any page
        page.must_be("text/html", contains=b"csrfmiddlewaretoken")
    with step(f"Signing in as {username}"):
        fields = {**hidden_fields(page), "login": username, "password": password}
        entered = visitor.post(page.url, fields)
        entered.must_be("text/html", contains=b"<h1")
        if urllib.parse.urlsplit(entered.url).path != FRONT:
            raise Halt(f"the demo account {username} was led to {entered.url}, not in.")
    with step("Asking for the list of workers"):
        visitor.get(LIST).must_be("text/html", contains=b"<table")
    with step("Asking for a PDF"):
        visitor.get(PDF).must_be("application/pdf", contains=b"%PDF-")


def _read(response: urllib.response.addinfourl) -> Answer:
    return Answer(
        url=response.url,
        status=response.status or 0,
        kind=response.headers.get_content_type(),
        body=response.read(),
    )


def hidden_fields(page: Answer) -> dict[str, str]:
    """Give what a form sends along without showing it."""
    finder = _HiddenFields()
    finder.feed(page.body.decode())
    return finder.found


class _HiddenFields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("type") == "hidden" and values.get("name"):
            self.found[values["name"] or ""] = values.get("value") or ""
