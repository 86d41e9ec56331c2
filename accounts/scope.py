"""Row scope: whose people a member of staff may see, as one filter for every room."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.models import Scope
from places.models import Village

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

NOBODY = Q(pk__in=[])


def scope_q(user: "User | AnonymousUser", *, village: str, category: str) -> Q:
    """Give the filter that keeps the rows of people whom a user may see.

    Takes   village, category: lookup paths from the filtered model to ``places.Village`` and
            to ``workers.OccupationCategory``.
    Gives   a Q without a query of its own; it matches nothing for strangers.
    """
    scope: Any = getattr(user, "scope", None)
    if not user.is_active or scope is None:
        return NOBODY
    if scope == Scope.CITY or user.is_superuser:
        return Q()
    if scope == Scope.VILLAGE:
        return Q(**{f"{village}__in": user.villages.all()})
    return Q(**{f"{category}__staff": user})


def villages_for(user: "User") -> QuerySet[Village]:
    """Give the kelurahan that a member of staff may choose from, by name."""
    villages = Village.objects.order_by("name")
    return villages.filter(pk__in=user.villages.all()) if user.scope == Scope.VILLAGE else villages
