"""Keeps what somebody typed when the session ended before they pressed the button.

The answers wait in the stranger's session, under the address of their form, until the same person
signs in again in the same browser; they leave it when the form takes them or the session ends.
Office computers are shared, so a signed cookie remembers who was last at this browser.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

SESSION_KEY = "unsaved_form"
OWNER_COOKIE = "owner"
LIMIT = 100_000
NOT_KEPT = frozenset({"csrfmiddlewaretoken"})

View = TypeVar("View", bound=Callable[..., Any])


def keeps_form(view: View) -> View:
    """Mark a view whose posted form must survive an expired session."""
    view.keeps_form = True  # type: ignore[attr-defined]
    return view


def remember_owner(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who is signed in, so that only they get their answers back."""
    if request.user.is_authenticated and _owner(request) != str(request.user.pk):
        response.set_signed_cookie(
            OWNER_COOKIE,
            str(request.user.pk),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _owner(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(OWNER_COOKIE, default=""))


def put_aside(request: HttpRequest) -> None:
    """Keep the answers of a posted form, files aside, unless they are too long to be a form."""
    answers = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    length = sum(len(value) for values in answers.values() for value in values)
    if length <= LIMIT:
        request.session[SESSION_KEY] = {
            "owner": _owner(request),
            "path": request.path,
            "answers": answers,
        }


def take_unsaved(request: HttpRequest) -> QueryDict | None:
    """Give the answers kept for this page, once, and say so in a message; None without any.

    Call it in the GET branch of a view marked ``keeps_form`` and bind the form with it.
    """
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[SESSION_KEY]
    if kept["owner"] != str(request.user.pk):
        return None
    answers = QueryDict(mutable=True)
    for name, values in kept["answers"].items():
        answers.setlist(name, values)
    messages.warning(
        request, _("Sesi Anda sempat berakhir. Isian Anda masih ada; periksa lalu simpan.")
    )
    return answers
