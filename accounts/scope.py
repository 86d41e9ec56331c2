"""Row scope: whose people a member of staff may see, as one filter for every room."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from accounts.models import Scope

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
