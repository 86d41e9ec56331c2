"""Screens of the lists: the catalogue, one list with its filters, its files."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part, wants_fragment
from reporting import services
from reporting.catalogue import CATALOGUE, SHELVES
from reporting.documents.catalogue import DOCUMENTS
from reporting.filters.base import RosterFilter
from reporting.forms import DownloadForm
from reporting.kinds import RosterKind
from reporting.past import registry_as_of
from reporting.preview import build_preview
from reporting.services import RosterFile

MAY_PRINT = "reporting.print_roster"


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
def report_list(request: AuthedRequest) -> HttpResponse:
    """Show every kind of list and of document that its reader may open."""
    shelves = [
        (title, [kind for kind in kinds if kind.is_open_to(request.user)])
        for title, kinds in SHELVES
    ]
    documents = [kind for kind in DOCUMENTS if kind.is_open_to(request.user)]
    context = {"shelves": shelves, "documents": documents}
    return render(request, "reporting/report_list.html", context)


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
def roster(request: AuthedRequest, kind: str) -> HttpResponse:
    """Show a list on the screen, one group at a time, with its filters and its files."""
    roster_kind = _kind(request, kind)
    filters = _filters(request, roster_kind, request.GET)
    return _show(request, roster_kind, filters, _download(request, roster_kind))


@require_http_methods(["GET", "POST"])
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
def roster_file(request: AuthedRequest, kind: str) -> HttpResponse:
    """Hand over the file of a list, or start the job that makes a long one."""
    roster_kind = _kind(request, kind)
    data = request.POST if request.method == "POST" else request.GET
    filters = _filters(request, roster_kind, data)
    download = _download(request, roster_kind, data)
    if not (filters.form.is_valid() and download.is_valid()):
        return _show(request, roster_kind, filters, download, status=400)
    order = filters.order(roster_kind, **download.wishes)
    if not order.is_long:
        return attachment(services.make_file(order, by=request.user))
    if request.method != "POST":
        # Starting a job writes, and a link that is only followed must not.
        return _show(request, roster_kind, filters, download, status=409)
    page = reverse("reporting:roster", args=[kind]) + filters.address
    job = services.request_file(order, by=request.user, page=page)
    return redirect("jobs:job_detail", pk=job.pk)


def _kind(request: AuthedRequest, slug: str) -> RosterKind:
    kind = CATALOGUE.get(slug)
    if kind is None:
        raise Http404
    if not kind.is_open_to(request.user):
        raise PermissionDenied
    return kind


def _filters(request: AuthedRequest, kind: RosterKind, data: Any) -> RosterFilter:
    filters = kind.filters(data, user=request.user, on=today())
    if filters.names_unknown:
        raise Http404
    return filters


def _download(request: AuthedRequest, kind: RosterKind, data: Any = None) -> DownloadForm:
    return DownloadForm(data, user=request.user, kind=kind)


def _show(
    request: AuthedRequest,
    kind: RosterKind,
    filters: RosterFilter,
    download: DownloadForm,
    status: int = 200,
) -> HttpResponse:
    """Show a list with whatever is wrong with the request for it."""
    context: dict[str, Any] = {"kind": kind, "filters": filters, "download": download}
    wanted, section = request.GET.get("bagian", ""), ""
    if filters.form.is_valid():
        with registry_as_of(filters.as_of):
            preview = build_preview(kind, rows=filters.qs, on=filters.day, group_key=wanted)
        context["preview"] = preview
        if preview.current and preview.current.key == wanted:
            section = f"&bagian={wanted}"
    elif status == 200:
        # In place of the list a browser shows what was refused; anything else it would drop.
        status = 422 if wants_fragment(request) else 400
    context["is_too_long"] = status == 409
    response = page_or_part(
        request,
        page="reporting/roster.html",
        part="reporting/_roster.html",
        context=context,
        status=status,
    )
    if wants_fragment(request):
        response["HX-Push-Url"] = request.path + filters.address + section
    return response


def attachment(file: RosterFile) -> HttpResponse:
    """Hand over a finished file as one to keep."""
    return HttpResponse(
        file.content,
        content_type=file.mime_type,
        headers={
            "Content-Disposition": content_disposition_header(True, file.name),
            "X-Content-Type-Options": "nosniff",
        },
    )
