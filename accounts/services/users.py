"""Staff accounts: invite, change, send a new link. Nobody but their owner ever sets a password."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Scope, User
from audit.context import acting
from common.http import ActionDenied
from places.models import Village

FIELDS = ("full_name", "email", "role", "agency", "scope", "expires_on")


@transaction.atomic
def invite_user(
    *, username: str, data: dict[str, Any], villages: Iterable[Village], by: User
) -> User:
    """Make an account without a password; its owner chooses one by the link of an invitation.

    Takes   data: values for ``FIELDS``; villages: of a clerk narrowed to kelurahan.
    Gives   the saved user.
    Raises  ValidationError.
    Costs   full_clean(), one insert, one write of villages.
    """
    user = User(username=username, **{name: data[name] for name in FIELDS if name in data})
    user.set_unusable_password()
    user.full_clean()
    with acting(by, reason=gettext_noop("Pengguna diundang")):
        user.save()
        user.villages.set(villages if user.scope == Scope.VILLAGE else [])
    return user


@transaction.atomic
def change_user(
    *,
    user_id: int,
    data: dict[str, Any],
    villages: Iterable[Village],
    is_active: bool,
    by: User,
) -> User:
    """Change what an account may do; open sessions follow at their next request.

    Takes   data: values for ``FIELDS``; those left out stay as they are.
    Gives   the saved user, locked until the surrounding transaction ends.
    Raises  ActionDenied when people would shut themselves out; ValidationError.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.pk == by.pk and (not is_active or data.get("role", user.role) != user.role):
        raise ActionDenied(
            _("Anda tidak dapat menonaktifkan atau mengubah peran akun sendiri.")
            + " "
            + _("Minta admin program yang lain.")
        )
    for name in FIELDS:
        if name in data:
            setattr(user, name, data[name])
    user.is_active = is_active
    user.full_clean()
    with acting(by, reason=gettext_noop("Pengguna diubah")):
        user.save(update_fields=[*FIELDS, "is_active"])
        user.villages.set(villages if user.scope == Scope.VILLAGE else [])
    return user


@transaction.atomic
def renew_invitation(*, user: User, by: User) -> None:
    """Make earlier links void when the person has not chosen a password yet.

    Raises  ActionDenied for an account that is not in use.
    """
    if not user.is_active:
        raise ActionDenied(_("Akun ini nonaktif. Aktifkan dahulu, lalu buat tautan baru."))
    if not user.has_usable_password():
        user.set_unusable_password()
        with acting(by, reason=gettext_noop("Tautan kata sandi baru")):
            user.save(update_fields=["password"])


def send_invitation(*, user: User, link: str) -> bool:
    """Mail the link to the person; tells whether there was an address to mail it to."""
    if not user.email:
        return False
    context = {"user": user, "link": link, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
    with translation.override(user.language):
        send_mail(
            subject=_("Undangan Registri Pekerja"),
            message=render_to_string("accounts/invitation.txt", context),
            from_email=None,
            recipient_list=[user.email],
        )
    return True


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Remember the language in which somebody reads the screens."""
    by.language = language
    with acting(by, reason=gettext_noop("Bahasa diganti")):
        by.save(update_fields=["language"])
