"""The first page after the sign-in."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest
from reporting.dashboard import build_dashboard


@require_safe
@permission_required("reporting.view_dashboard", raise_exception=True)
def home(request: AuthedRequest) -> HttpResponse:
    """Show the figures of the day and what waits for the reader."""
    on = today()
    context = {"dashboard": build_dashboard(user=request.user, on=on), "on": on}
    return render(request, "reporting/dashboard.html", context)
