"""Sign-in, session life and language of every request."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from accounts.unsaved import put_aside, remember_owner

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Indonesian first: the user's setting, then the cookie; the browser's wish is ignored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = getattr(request.user, "language", None) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLifeMiddleware:
    """End a session after half an hour without use and after a working day at most.

    The last use is stored once a minute, so that reading pages stays nearly free of writes. A
    session whose owner may no longer sign in (deactivated, past the last day) ends as well.
    """

    STORE_EVERY = 60

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            used = request.session.get("used", 0)
            too_long = now - started > settings.SESSION_ABSOLUTE_AGE
            too_quiet = used and now - used > settings.SESSION_COOKIE_AGE
            if too_long or too_quiet:
                logout(request)
            elif now - used > self.STORE_EVERY:
                request.session["used"] = now
        elif SESSION_KEY in request.session:
            logout(request)
        response = self.get_response(request)
        remember_owner(request, response)
        return response


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise; nothing typed gets lost."""

    def handle_no_permission(  # type: ignore[override]  # htmx needs a header, not a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return self._leave_fragment(request)
        if request.method == "POST":
            if getattr(view_func, "keeps_form", False):
                put_aside(request)
                return redirect_to_login(request.path)
            return redirect_to_login("/")
        return super().handle_no_permission(request, view_func)

    @staticmethod
    def _leave_fragment(request: HttpRequest) -> HttpResponse:
        """Send the whole window to the sign-in page: a sign-in form inside a list helps nobody."""
        shown = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        response = HttpResponse()
        response["HX-Redirect"] = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': shown})}"
        patch_vary_headers(response, ["HX-Request"])
        return response
