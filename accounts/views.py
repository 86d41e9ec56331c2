"""Pages about accounts: one's own, and those an admin looks after."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import services
from common.http import AuthedRequest


def profile(request: AuthedRequest) -> HttpResponse:
    return render(request, "accounts/profile.html")


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: kept with the account, or in a cookie for people not signed in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            services.choose_language(language=chosen, by=request.user)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 60 * 60,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
