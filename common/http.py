"""Requests and refusals: what every room's views share."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User


logger = logging.getLogger(__name__)

# How the databases say that two steps stood in each other's way, and one of them was given up.
_LOST_TURN = ("deadlock detected", "lock timeout", "could not serialize", "database is locked")


class AuthedRequest(HttpRequest):
    """A request that has passed the sign-in middleware; for annotations."""

    user: "User"
    htmx: "HtmxDetails"


class ActionDenied(Exception):
    """A step that is not allowed now; its text is fit for the screen."""


class StaleVersion(ActionDenied):
    """Somebody else has saved the row since the person at the screen saw it."""


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether the browser asks for a piece of the page it already shows.

    A history restore carries the same header but needs the whole page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Answer with a whole page, or with the part of it that the browser asks for.

    Takes   page, part: names of templates; a part may be a partial, ``page.html#results``.
    """
    template = part if wants_fragment(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def with_address(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the address bar say what a swapped list is narrowed to; empty values are left out."""
    if wants_fragment(request) and request.method in {"GET", "HEAD"}:
        asked = [(name, one) for name, many in request.GET.lists() for one in many if one]
        address = f"{request.path}?{urlencode(asked)}" if asked else request.path
        response.headers["HX-Push-Url"] = address
    return response


def page_before(request: HttpRequest) -> str:
    """Give the address of the page that a request came from, when it is one of ours."""
    referrer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure()):
        return referrer
    return "/"


def _has_lost_its_turn(error: OperationalError) -> bool:
    said = str(error)
    return any(words in said for words in _LOST_TURN)


class RefusalMiddleware:
    """Answer with a sentence when a service, or the database behind it, refuses a step.

    The database has the last word where two people (or two presses) pass every check at the same
    moment, or wait for each other; and some nonsense in an address only it notices. All of these
    are logged as errors.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return self._explain_button(request, response)
        return response

    @staticmethod
    def _explain_button(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say what an address is that only a button may call; people land there by reloading."""
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError):
            logger.error("The database cannot read what was sent.", exc_info=error)
            return render(request, "400.html", status=400)
        if isinstance(error, IntegrityError):
            logger.error("The database refused what every check let pass.", exc_info=error)
            sentence = _("Data yang sama baru saja disimpan. Kembali, muat ulang, lalu periksa.")
        elif isinstance(error, OperationalError) and _has_lost_its_turn(error):
            logger.error("Somebody else's step held the rows too long.", exc_info=error)
            sentence = _("Data ini sedang dipakai orang lain. Belum ada yang berubah; coba lagi.")
        elif isinstance(error, ActionDenied):
            sentence = str(error)
        else:
            return None
        if request.htmx:  # type: ignore[attr-defined]
            return self._refuse_fragment(request, sentence)
        context = {"sentence": sentence, "back": page_before(request)}
        return render(request, "409.html", context, status=409)

    @staticmethod
    def _refuse_fragment(request: HttpRequest, sentence: str) -> HttpResponse:
        """Put the sentence on top of the page that is shown, whatever part was asked for."""
        context = {"kind": "error", "text": sentence}
        response = render(request, "ui/_note.html", context, status=409)
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:window:top"
        return response
