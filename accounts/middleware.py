"""Sign-in, session life and language of every request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from common.dates import today

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Indonesian first: the user's setting, then the cookie; the browser's wish is ignored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = getattr(request.user, "language", None) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        language = (
            wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        )
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLifeMiddleware:
    """End a session after half an hour without use and after a working day at most.

    The last use is stored once a minute, so that reading pages stays free of writes.
    """

    STORE_EVERY = 60

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            if (
                now - started > settings.SESSION_ABSOLUTE_AGE
                or request.user.has_expired(today())
            ):
                logout(request)
            elif now - request.session.get("used", 0) > self.STORE_EVERY:
                request.session["used"] = now
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise."""
