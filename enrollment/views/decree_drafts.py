"""Drafts of decrees as pages: choosing people, taking them out, signing, amending."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.dates import today
from common.http import ActionDenied, AuthedRequest, page_or_part
from enrollment.decree_choice import Candidates, candidates
from enrollment.decree_selectors import annex_lines
from enrollment.forms.decrees import ChoiceForm, SignForm, TitleForm
from enrollment.models import Decree, EnrollmentPeriod
from enrollment.selectors import current_period
from enrollment.services.amendments import collect_mutations, draft_amendment, mutations_of
from enrollment.services.decrees import (
    MAY_DECREE,
    add_people,
    delete_draft,
    draft_decree,
    refresh_draft,
    take_out,
)
from enrollment.services.signing import obstacles_of, sign_decree, take_out_obstacles

writes = permission_required(MAY_DECREE, raise_exception=True)
READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
@writes
def decree_draft(request: AuthedRequest) -> HttpResponse:
    """Choose whom a new decree shall name, and start its draft."""

    def start(found: Candidates, period: EnrollmentPeriod, title: str) -> HttpResponse:
        draft = draft_decree(period=period, title=title, enrollment_ids=found.ids, by=request.user)
        return redirect("enrollment:decree_detail", pk=draft.pk)

    period = current_period(today())
    if period and not period.is_open:
        period = None
    context = {"heading": _("Rancangan SK baru"), "button": _("Buat rancangan")}
    return _choose(request, period, context, start)


@require_http_methods(READ_AND_SEND)
@writes
def decree_amendment(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what has changed since the last paper, choose whom to add, start the amendment."""
    decree = get_object_or_404(Decree.objects.select_related("period"), pk=pk)
    if decree.amends_id or not decree.is_signed:
        return redirect("enrollment:decree_detail", pk=pk)

    def start(found: Candidates, period: EnrollmentPeriod, title: str) -> HttpResponse:
        ids = found.ids if request.POST.get("tambah") else []
        draft = draft_amendment(
            decree_id=decree.pk, title=title, enrollment_ids=ids, by=request.user
        )
        return redirect("enrollment:decree_detail", pk=draft.pk)

    context = {
        "heading": _("Perubahan SK"),
        "button": _("Buat rancangan perubahan"),
        "amends": decree,
        "mutations": mutations_of(decree),
        "above": decree,
    }
    return _choose(request, decree.period, context, start)


@require_http_methods(READ_AND_SEND)
@writes
def decree_add(request: AuthedRequest, pk: int) -> HttpResponse:
    """Choose whom a draft shall name as well."""
    draft = get_object_or_404(Decree.objects.select_related("period"), pk=pk)

    def add(found: Candidates, period: EnrollmentPeriod, title: str) -> HttpResponse:
        number = add_people(decree_id=draft.pk, enrollment_ids=found.ids, by=request.user)
        messages.success(
            request,
            ngettext("%(n)d orang ditambahkan.", "%(n)d orang ditambahkan.", number)
            % {"n": number},
        )
        return redirect("enrollment:decree_detail", pk=draft.pk)

    context = {
        "heading": _("Tambah orang ke rancangan"),
        "button": _("Tambahkan"),
        "above": draft,
        "is_titled": True,
    }
    return _choose(request, draft.period, context, add)


def _choose(
    request: AuthedRequest,
    period: EnrollmentPeriod | None,
    context: dict[str, Any],
    act: Callable[[Candidates, EnrollmentPeriod, str], HttpResponse],
) -> HttpResponse:
    """Show whom the filters mean and, when the button is pressed, do what it says."""
    is_pressed = request.method == "POST"
    filters = ChoiceForm(
        request.POST if is_pressed else request.GET,
        user=request.user,
        period=period,
        fixed="above" in context,
    )
    choice = filters.choice()
    form = TitleForm(request.POST if is_pressed else None)
    found = candidates(choice, request.user) if choice else Candidates()
    is_titled = context.get("is_titled") or form.is_valid()
    title = form.cleaned_data["title"] if form.is_valid() else ""
    status = 200
    if is_pressed and choice and is_titled:
        try:
            return act(found, choice.period, title)
        except ActionDenied as refusal:
            context["refusal"], status = str(refusal), 409
    elif is_pressed:
        status = 422
    context |= {"filters": filters, "form": form, "found": found, "choice": choice}
    return page_or_part(
        request,
        page="enrollment/decree_draft.html",
        part="enrollment/decree_draft.html#choice",
        context=context,
        status=status,
    )


@require_http_methods(READ_AND_SEND)
@writes
def decree_sign(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show who cannot be signed; take number, day and signatory, and freeze the draft."""
    decree = get_object_or_404(Decree.objects.select_related("period", "amends"), pk=pk)
    form = SignForm(request.POST if request.method == "POST" else None, today=today())
    context: dict[str, Any] = {"decree": decree, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                signed = sign_decree(decree_id=pk, by=request.user, **form.cleaned_data)
            except ActionDenied as refusal:
                context["refusal"], status = str(refusal), 409
            else:
                messages.success(
                    request, _("SK %(number)s ditetapkan.") % {"number": signed.number}
                )
                return redirect("enrollment:decree_detail", pk=pk)
    if decree.is_signed:
        return redirect("enrollment:decree_detail", pk=pk)
    context |= {
        "obstacles": obstacles_of(decree, request.user),
        "number_of_lines": annex_lines(decree).count(),
    }
    return render(request, "enrollment/decree_sign.html", context, status=status)


@require_POST
@writes
def decree_take_out(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the ticked people, or all who cannot be signed, out of a draft."""
    draft = get_object_or_404(Decree, pk=pk)
    if "terhalang" in request.POST:
        number = take_out_obstacles(decree_id=draft.pk, by=request.user)
        back = "enrollment:decree_sign"
    else:
        ids = [int(value) for value in request.POST.getlist("pk") if _is_id(value)]
        number = take_out(decree_id=draft.pk, enrollment_ids=ids, by=request.user)
        back = "enrollment:decree_detail"
    if number:
        messages.success(
            request,
            ngettext(
                "%(n)d orang dikeluarkan dari rancangan.",
                "%(n)d orang dikeluarkan dari rancangan.",
                number,
            )
            % {"n": number},
        )
    else:
        messages.warning(request, _("Centang dulu orangnya."))
    return redirect(back, pk=draft.pk)


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19


@require_POST
@writes
def decree_refresh(request: AuthedRequest, pk: int) -> HttpResponse:
    """Copy today's records into a draft; into an amendment also what has happened since."""
    draft = get_object_or_404(Decree, pk=pk)
    number = refresh_draft(decree_id=draft.pk, by=request.user)
    if draft.amends_id:
        number += collect_mutations(decree_id=draft.pk, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d baris diperbarui.", "%(n)d baris diperbarui.", number) % {"n": number},
    )
    return redirect("enrollment:decree_detail", pk=draft.pk)


@require_POST
@writes
def decree_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Throw a draft away once that is said twice; a second press finds nothing to do."""
    if "yakin" not in request.POST:
        return redirect("enrollment:decree_detail", pk=pk)
    delete_draft(decree_id=pk, by=request.user)
    messages.success(request, _("Rancangan dihapus; orang-orangnya tetap terverifikasi."))
    return redirect("enrollment:decree_list")
