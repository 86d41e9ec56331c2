"""Pages of the trail; they only read."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit import selectors
from audit.forms import AccessFilter, TrailFilter
from audit.models import AccessEvent, AuditEvent
from audit.wording import describe, record_title
from common.http import AuthedRequest, page_or_part
from common.paging import keyset_page
from common.tabs import Tab


@require_safe
@permission_required("audit.view_auditevent", raise_exception=True)
@never_cache
def trail_list(request: AuthedRequest) -> HttpResponse:
    """Show who changed what, newest first."""
    form = TrailFilter(request.GET)
    return _list(request, form, selectors.changes(request.user, **form.chosen()))


@require_safe
@permission_required("audit.view_accessevent", raise_exception=True)
@never_cache
def access_list(request: AuthedRequest) -> HttpResponse:
    """Show who looked at, downloaded or printed personal data, newest first."""
    form = AccessFilter(request.GET)
    return _list(request, form, selectors.looks(request.user, **form.chosen()))


@require_safe
@permission_required("audit.view_auditevent", raise_exception=True)
@never_cache
def record_trail(request: AuthedRequest, table: str, row: str) -> HttpResponse:
    """Show everything that happened to one record, looks at it in between."""
    changes = selectors.changes_of_record(request.user, table, row)
    newest = changes.filter(table=table).first()
    if newest is None:
        raise Http404
    page = keyset_page(changes, order=["-pk"], cursor=request.GET.get("halaman", ""))
    events: list[AuditEvent | AccessEvent] = [
        *page.rows,
        *selectors.looks_between(changes, page, table, row),
    ]
    events.sort(key=lambda event: event.at, reverse=True)
    context = {"title": record_title(newest), "page": page, "entries": describe(events)}
    return render(request, "audit/record_trail.html", context)


def _tabs(request: AuthedRequest) -> list[Tab]:
    """Give the two halves of the trail, as far as the reader may see them."""
    halves = (
        ("audit:trail_list", _("Perubahan data"), "audit.view_auditevent"),
        ("audit:access_list", _("Data pribadi dibuka"), "audit.view_accessevent"),
    )
    return [
        Tab(reverse(route), label, None, current=reverse(route) == request.path)
        for route, label, permission in halves
        if request.user.has_perm(permission)
    ]


def _list(request: AuthedRequest, form: AccessFilter, events: Any) -> HttpResponse:
    page = keyset_page(events, order=["-pk"], cursor=request.GET.get("halaman", ""))
    context = {
        "form": form,
        "tabs": _tabs(request),
        "is_narrowed": any(form.chosen().values()),
        "page": page,
        "entries": describe(page.rows),
    }
    return page_or_part(
        request,
        page="audit/trail_list.html",
        part="audit/trail_list.html#results",
        context=context,
    )
