"""Pages about accounts: one's own, and those an admin looks after."""

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import selectors, services
from accounts.forms.users import ChangeUserForm, InviteForm, UserForm
from accounts.invitations import invitation_path
from accounts.models import User
from accounts.unsaved import keeps_form, take_unsaved
from common.dates import today
from common.http import AuthedRequest
from common.paging import keyset_page
from common.text import clean_text

# A fresh link waits here for the one page that shows it.
LINK_KEY = "invitation_link"


@require_safe
def profile(request: AuthedRequest) -> HttpResponse:
    """Show people their own account; what it may do is the admin's to change."""
    return render(request, "accounts/profile.html", {"on": today()})


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: kept with the account, or in a cookie for people not signed in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        return response
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


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and have the browser forget the pages it has shown: office computers are shared."""
    response: HttpResponse = allauth_views.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
@permission_required("accounts.view_user", raise_exception=True)
def user_list(request: AuthedRequest) -> HttpResponse:
    """List the staff, found by name or user name."""
    words = clean_text(request.GET.get("q"), limit=100)
    staff = selectors.find_staff(words)
    page = keyset_page(
        staff,
        order=["full_name"],
        cursor=request.GET.get("halaman", ""),
        total=staff.count(),
    )
    on = today()
    rows = [(user, selectors.standing_of(user, on)) for user in page.rows]
    context = {"page": page, "rows": rows, "words": words}
    return render(request, "accounts/user_list.html", context)


@keeps_form
@permission_required("accounts.add_user", raise_exception=True)
def user_invite(request: AuthedRequest) -> HttpResponse:
    """Make an account and show the link of its invitation once."""
    form = InviteForm(request.POST if request.method == "POST" else take_unsaved(request))
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form)
    data = form.cleaned_data
    try:
        user = services.invite_user(
            username=data["username"], data=data, villages=data["villages"], by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _show_form(request, form)
    return _issue_link(request, user)


@keeps_form
@permission_required("accounts.change_user", raise_exception=True)
def user_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change what an account may do, or switch it off."""
    user = get_object_or_404(User, pk=pk)
    answers = request.POST if request.method == "POST" else take_unsaved(request)
    form = ChangeUserForm(answers, instance=user)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, person=User.objects.get(pk=pk))
    data = form.cleaned_data
    services.change_user(
        user_id=pk,
        data=data,
        villages=data["villages"],
        is_active=data["is_active"],
        by=request.user,
    )
    messages.success(request, _("Perubahan disimpan dan langsung berlaku."))
    return redirect("accounts:user_list")


@require_POST
@permission_required("accounts.change_user", raise_exception=True)
def user_link(request: AuthedRequest, pk: int) -> HttpResponse:
    """Make a new one-time link for somebody who lost the invitation or the password."""
    user = get_object_or_404(User, pk=pk)
    services.renew_invitation(user=user, by=request.user)
    return _issue_link(request, user)


def _issue_link(request: AuthedRequest, user: User) -> HttpResponse:
    link = request.build_absolute_uri(invitation_path(user))
    request.session[LINK_KEY] = {"user": user.pk, "link": link}
    if services.send_invitation(user=user, link=link):
        messages.success(request, _("Tautan dikirim ke alamat surel pengguna."))
    return redirect("accounts:user_edit", pk=user.pk)


def _show_form(request: AuthedRequest, form: UserForm, **context: Any) -> HttpResponse:
    """Answer with the form, and once with the link that was just made for this person."""
    kept = request.session.get(LINK_KEY)
    if kept and kept["user"] == form.instance.pk and request.method == "GET":
        del request.session[LINK_KEY]
        context["link"] = kept["link"]
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/user_form.html", {"form": form, **context}, status=status)
