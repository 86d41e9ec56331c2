"""Questions about staff accounts."""

from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import is_password_usable
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Standing(NamedTuple):
    """Whether an account can be used on a day: the kind of its badge, and words."""

    kind: str
    label: str | Promise


IN_USE = Standing("aktif", _("Aktif"))
INVITED = Standing("menunggu", _("Diundang"))
EXPIRED = Standing("berakhir", _("Masa berlaku habis"))
SWITCHED_OFF = Standing("berakhir", _("Nonaktif"))


def standing_of(user: User, on: date) -> Standing:
    """Tell whether an account can be used on a day."""
    if not user.is_active:
        return SWITCHED_OFF
    if user.has_expired(on):
        return EXPIRED
    return IN_USE if is_password_usable(user.password) else INVITED


def find_staff(words: str) -> QuerySet[User]:
    """Give staff with their kelurahan and agency; every word must be in the name or user name.

    Costs   two queries for a page of them.
    """
    staff = User.objects.select_related("agency").prefetch_related("villages")
    for word in words.split():
        staff = staff.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    return staff
