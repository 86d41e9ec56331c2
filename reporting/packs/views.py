"""Screens of a ceremony's papers: choose a part of them, or take everything at once."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ceremonies.models import Ceremony
from common.dates import today
from common.http import AuthedRequest
from reporting.packs.forms import PackForm
from reporting.packs.services import (
    PERMISSIONS,
    is_long,
    make_bundle,
    make_pack,
    make_workbook,
    request_pack,
)
from reporting.views import attachment


@require_safe
@permission_required(PERMISSIONS, raise_exception=True)
@never_cache
def papers(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what can be printed for a ceremony."""
    ceremony = _ceremony(pk)
    return _show(request, PackForm(ceremony=ceremony, user=request.user, on=today()))


@require_POST
@permission_required(PERMISSIONS, raise_exception=True)
@never_cache
def bundle(request: AuthedRequest, pk: int) -> HttpResponse:
    """Hand over the papers and the workbook in one file, or start the job that makes them."""
    return _print(request, pk, with_workbook=True)


@require_POST
@permission_required(PERMISSIONS, raise_exception=True)
@never_cache
def pack(request: AuthedRequest, pk: int) -> HttpResponse:
    """Hand over the papers as one PDF, or start the job that makes many of them."""
    return _print(request, pk, with_workbook=False)


@require_POST
@permission_required(PERMISSIONS, raise_exception=True)
@never_cache
def workbook(request: AuthedRequest, pk: int) -> HttpResponse:
    """Hand over the workbook of a ceremony."""
    form = _form(request, pk)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        asked = form.pack()
    except ValidationError as error:
        return _back(request, pk, error)
    return attachment(make_workbook(asked, by=request.user))


def _print(request: AuthedRequest, pk: int, *, with_workbook: bool) -> HttpResponse:
    form = _form(request, pk)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        asked = form.pack()
    except ValidationError as error:
        return _back(request, pk, error)
    if is_long(asked):
        page = reverse("ceremonies:ceremony_detail", args=[pk])
        job = request_pack(asked, with_workbook=with_workbook, by=request.user, page=page)
        return redirect("jobs:job_detail", pk=job.pk)
    make = make_bundle if with_workbook else make_pack
    return attachment(make(asked, by=request.user))


def _ceremony(pk: int) -> Ceremony:
    return get_object_or_404(
        Ceremony.objects.select_related("period", "decree", "organiser"), pk=pk
    )


def _form(request: AuthedRequest, pk: int) -> PackForm:
    return PackForm(request.POST, ceremony=_ceremony(pk), user=request.user, on=today())


def _show(request: AuthedRequest, form: PackForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "ceremony": form.ceremony}
    return render(request, "reporting/ceremony_papers.html", context, status=status)


def _back(request: AuthedRequest, pk: int, error: ValidationError) -> HttpResponse:
    messages.warning(request, error.message)
    return redirect("ceremonies:ceremony_detail", pk=pk)
