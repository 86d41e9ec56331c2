"""Screens that ask for documents; each hands over a PDF, or starts the job that makes it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.dates import today
from common.http import AuthedRequest, page_or_part
from common.text import clean_text
from reporting.documents.event_forms import HandoverForm, SpeechForm
from reporting.documents.forms import DocumentForm
from reporting.documents.handovers import HANDOVER
from reporting.documents.kinds import DocumentKind
from reporting.documents.services import make_document, request_document
from reporting.documents.slip_forms import SlipForm, SlipsForm
from reporting.documents.slips import SLIP
from reporting.documents.speeches import SPEECH
from reporting.filters.people import LivePeopleFilter
from reporting.views import attachment
from workers.models import Worker

_OF_AN_EVENT = "reporting/documents/of_an_event.html"


@require_http_methods(["GET", "POST"])
@never_cache
def slip(request: AuthedRequest, pk: int) -> HttpResponse:
    """Print the sheet of one family."""
    _guard(request, SLIP)
    worker = get_object_or_404(Worker.objects.in_scope(request.user), pk=pk)
    form = SlipForm(_data(request), worker=worker, user=request.user, on=today())
    return _print_or_ask(request, form, "reporting/documents/slip.html", {"worker": worker})


@require_http_methods(["GET", "POST"])
@never_cache
def slips(request: AuthedRequest) -> HttpResponse:
    """Print the sheets of everybody whom a filter finds."""
    _guard(request, SLIP)
    given = request.POST if request.method == "POST" else request.GET
    people = LivePeopleFilter(given, user=request.user, on=today(), usual={})
    if people.names_unknown:
        raise Http404
    form = SlipsForm(_data(request), people=people)
    context = {"people": people, "count": form.count() if people.form.is_valid() else 0}
    return _print_or_ask(request, form, "reporting/documents/slips.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def handover_minutes(request: AuthedRequest) -> HttpResponse:
    """Print minutes of the cards given at a ceremony or on some days."""
    _guard(request, HANDOVER)
    form = HandoverForm(_data(request), user=request.user, on=today(), initial=_asked(request))
    fields = {"fields": "reporting/documents/_handover_fields.html"}
    return _print_or_ask(request, form, _OF_AN_EVENT, fields)


@require_http_methods(["GET", "POST"])
@never_cache
def speech_figures(request: AuthedRequest) -> HttpResponse:
    """Print figures to speak from at a ceremony or on a day."""
    _guard(request, SPEECH)
    form = SpeechForm(_data(request), user=request.user, on=today(), initial=_asked(request))
    fields = {"fields": "reporting/documents/_speech_fields.html"}
    return _print_or_ask(request, form, _OF_AN_EVENT, fields)


def _asked(request: AuthedRequest) -> dict[str, str]:
    """Give what a link to a form has chosen already."""
    return {name: clean_text(value, limit=50) for name, value in request.GET.items()}


def _guard(request: AuthedRequest, kind: DocumentKind) -> None:
    if not kind.is_open_to(request.user):
        raise PermissionDenied


def _data(request: AuthedRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _print_or_ask(
    request: AuthedRequest, form: DocumentForm, page: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Hand over what a filled form asks for; otherwise show it with what is wrong."""
    status = 200
    if form.is_bound:
        if form.is_valid():
            if (count := form.count()) > form.most_at_once:
                job = request_document(
                    kind=form.kind,
                    values=form.values,
                    count=count,
                    on=form.on,
                    by=request.user,
                    page=request.path,
                )
                return redirect("jobs:job_detail", pk=job.pk)
            return attachment(make_document(form.document(), **form.wishes, by=request.user))
        if form.names_unknown:
            raise Http404
        status = 422
    return page_or_part(
        request,
        page=page,
        part=f"{page}#results",
        context={"form": form, "kind": form.kind, **context},
        status=status,
    )
