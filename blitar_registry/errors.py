"""Pages for requests that cannot be answered: a plain sentence, what to do, a reference code."""

import logging
import secrets

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger("blitar_registry.errors")


def reference_code() -> str:
    """Give a short code that a person can read out on the telephone."""
    return secrets.token_hex(3).upper()


def _answer(request: HttpRequest, template: str, status: int) -> HttpResponse:
    reference = reference_code()
    logger.warning("Answered %s, reference %s, at %s", status, reference, request.path)
    return render(request, template, {"reference": reference}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that nobody can read, or one that is too large."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, "413.html", 413)
    return _answer(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody whose role may not do this."""
    return _answer(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open for too long or came from elsewhere."""
    return _answer(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there, or not there for the reader."""
    return _answer(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without database, session or context of a page: one of them may be ill."""
    reference = reference_code()
    logger.error("Answered 500, reference %s, at %s", reference, request.path)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
