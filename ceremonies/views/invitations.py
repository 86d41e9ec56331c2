"""What the code on an invitation opens: for staff the guest and one button, for others no name."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ceremonies.invitations import Guest, read_token
from ceremonies.models import Ceremony
from ceremonies.policies import why_not_change
from ceremonies.selectors import recipients_of


@require_safe
@login_not_required
@never_cache
def invitation(request: Any, token: str) -> HttpResponse:
    """Show whether an invitation is good, and to staff whose it is."""
    guest = read_token(token)
    ceremony = _ceremony(guest) if guest else None
    user = request.user
    context: dict[str, Any] = {
        "frame": "page.html" if user.is_authenticated else "base_guest.html",
        "ceremony": ceremony,
        "is_staff": user.has_perm("ceremonies.view_ceremony"),
    }
    if guest and ceremony and context["is_staff"]:
        rows = recipients_of(ceremony, user)
        context["row"] = rows.filter(enrollment=guest.enrollment_id).first()
        context["may_mark"] = why_not_change(user) is None
    status = 200 if ceremony else 404
    return render(request, "ceremonies/invitation.html", context, status=status)


def _ceremony(guest: Guest) -> Ceremony | None:
    return Ceremony.objects.filter(pk=guest.ceremony_id).first()
