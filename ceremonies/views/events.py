"""Ceremonies: list, form, and one with the people called up at it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.unsaved import keeps_form, take_unsaved
from ceremonies.forms.events import CeremonyForm, ChooseForm, LineForm
from ceremonies.models import Ceremony, Recipient
from ceremonies.policies import why_not_change
from ceremonies.selectors import ceremonies_with_counts, recipients_of
from ceremonies.services import events as services
from ceremonies.steps import steps_of, steps_to_begin_with
from common.dates import today
from common.http import AuthedRequest
from enrollment.selectors import current_period

Part = Recipient.Part


@require_safe
@permission_required("ceremonies.view_ceremony", raise_exception=True)
def ceremony_list(request: AuthedRequest) -> HttpResponse:
    """Show every ceremony, the latest first."""
    context = {"ceremonies": ceremonies_with_counts()}
    return render(request, "ceremonies/ceremony_list.html", context)


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ceremonies.add_ceremony", raise_exception=True)
def ceremony_add(request: AuthedRequest) -> HttpResponse:
    """Plan a ceremony."""
    return _edit(request, None)


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def ceremony_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change the data of a ceremony."""
    return _edit(request, get_object_or_404(Ceremony, pk=pk))


@require_safe
@permission_required("ceremonies.view_ceremony", raise_exception=True)
def ceremony_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show a ceremony with its recipients in the order of calling."""
    return _show(request, _ceremony(pk))


@require_POST
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def ceremony_choose(request: AuthedRequest, pk: int) -> HttpResponse:
    """Choose who is called up."""
    ceremony = _ceremony(pk)
    form = ChooseForm(request.POST)
    if not form.is_valid():
        return _show(request, ceremony, choosing=form, status=422)
    rows = services.choose_recipients(ceremony_id=pk, by=request.user, **form.cleaned_data)
    called = sum(row.part == Part.CALLED for row in rows)
    messages.success(
        request,
        _("%(called)d penerima dan %(reserves)d cadangan terpilih.")
        % {"called": called, "reserves": len(rows) - called},
    )
    return redirect("ceremonies:ceremony_detail", pk=pk)


@require_POST
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def ceremony_arrange(request: AuthedRequest, pk: int) -> HttpResponse:
    """Keep order, pronounced names and escorts of all recipients at once."""
    ceremony = _ceremony(pk)
    called = recipients_of(ceremony, request.user).filter(part=Part.CALLED)
    # Who was swapped in since the page was shown is not in the form and keeps their values.
    forms = [
        LineForm(request.POST, recipient=row)
        for row in called
        if f"{row.pk}-place" in request.POST
    ]
    if not all(form.is_valid() for form in forms):
        return _show(request, ceremony, lines=forms, status=422)
    services.arrange(ceremony_id=pk, lines=[form.line() for form in forms], by=request.user)
    messages.success(request, _("Urutan dan keterangan tersimpan."))
    return redirect("ceremonies:ceremony_detail", pk=pk)


@require_POST
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def recipient_swap(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let a reserve stand in for somebody."""
    leaving = get_object_or_404(
        Recipient.objects.in_scope(request.user).select_related("enrollment__worker"), pk=pk
    )
    coming = services.swap(recipient_id=pk, by=request.user)
    messages.success(
        request,
        _("%(coming)s menggantikan %(leaving)s.")
        % {
            "coming": coming.enrollment.worker.full_name,
            "leaving": leaving.enrollment.worker.full_name,
        },
    )
    return redirect("ceremonies:ceremony_detail", pk=leaving.ceremony_id)


def _ceremony(pk: int) -> Ceremony:
    return get_object_or_404(
        Ceremony.objects.select_related("period", "decree", "organiser"), pk=pk
    )


def _edit(request: AuthedRequest, ceremony: Ceremony | None) -> HttpResponse:
    heading = ceremony.title if ceremony else _("Acara baru")
    answers = request.POST if request.method == "POST" else take_unsaved(request)
    steps = steps_of(ceremony) if ceremony else steps_to_begin_with()
    initial: dict[str, Any] = {"steps": "\n".join(steps)}
    if ceremony is None:
        initial["period"] = current_period(today())
    form = CeremonyForm(answers, instance=ceremony, initial=initial)
    context = {"form": form, "heading": heading}
    if request.method != "POST":
        return render(request, "ceremonies/ceremony_form.html", context)
    if form.is_valid():
        try:
            saved = services.save_ceremony(
                ceremony=ceremony, data=form.cleaned_data, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Acara tersimpan."))
            return redirect("ceremonies:ceremony_detail", pk=saved.pk)
    return render(request, "ceremonies/ceremony_form.html", context, status=422)


def _show(
    request: AuthedRequest,
    ceremony: Ceremony,
    *,
    choosing: ChooseForm | None = None,
    lines: list[LineForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(recipients_of(ceremony, request.user))
    parts: dict[str, list[Recipient]] = {part: [] for part in Part}
    for row in rows:
        parts[row.part].append(row)
    may_change = why_not_change(request.user) is None
    context: dict[str, Any] = {
        "ceremony": ceremony,
        "rows": rows,
        "lines": lines or [LineForm(recipient=row) for row in parts[Part.CALLED]],
        "has_errors": lines is not None,
        "reserves": parts[Part.RESERVE],
        "excused": parts[Part.EXCUSED],
        "called": len(parts[Part.CALLED]),
        "arrived": sum(row.arrived_at is not None for row in parts[Part.CALLED]),
        "may_change": may_change,
        "may_choose": may_change and not any(row.arrived_at for row in rows),
        "choosing": choosing or ChooseForm(),
    }
    return render(request, "ceremonies/ceremony_detail.html", context, status=status)
