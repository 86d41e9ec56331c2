"""Requests and refusals: what every room's views share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User


class AuthedRequest(HttpRequest):
    """A request that has passed the sign-in middleware; for annotations."""

    user: "User"  # type: ignore[assignment]
    htmx: "HtmxDetails"


class ActionDenied(Exception):
    """A step that is not allowed now; its text is fit for the screen."""


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether the browser asks for a piece of the page it already shows.

    A history restore carries the same header but needs the whole page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


class RefusalMiddleware:
    """Answer 409 with the sentence when a service refuses a step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if isinstance(error, ActionDenied):
            return render(request, "409.html", {"sentence": str(error)}, status=409)
        return None
