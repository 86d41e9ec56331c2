"""One row of a list: seen, corrected, accepted, left out."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from common.dates import today
from common.http import AuthedRequest, StaleVersion, wants_fragment
from intake import selectors, services
from intake.forms.row import EDITABLE, RowForm
from intake.grid import build_line
from intake.kinds import kind_of
from intake.models import ImportBatch, StagedRow
from intake.origins import origins, repairs, written_cells
from intake.policies import sees_full_niks
from intake.views.context import frame_of, next_address, note_look


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_row(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Show one row with its cells as they came, and take corrections.

    With script one cell at a time is corrected inside the list; ``isian`` names it.
    """
    batch = get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    staged = get_object_or_404(batch.rows.waiting(), pk=row)
    names = selectors.names_of_codes()
    only = [request.GET["isian"]] if request.GET.get("isian") in EDITABLE else []
    form = RowForm(
        request.POST or None, row=staged, kind=kind_of(batch.kind), names=names, only=only
    )
    if request.method == "POST" and form.is_valid():
        if form.is_stale():
            raise StaleVersion(
                _("Baris ini baru saja diubah orang lain. Muat ulang, lalu perbaiki lagi.")
            )
        try:
            staged = services.edit_row(
                batch_id=pk, row_id=row, texts=form.typed(), by=request.user, on=today()
            )
        except StagedRow.DoesNotExist as error:  # saved or read anew since it was loaded
            raise Http404 from error
        if wants_fragment(request):
            return _row_answer(request, pk, staged, focus="".join(only))
        return redirect(next_address(request, pk))
    if wants_fragment(request) and not only:
        return _row_answer(request, pk, staged, focus=request.GET.get("fokus", ""))
    note_look(request, batch, rows=1)
    status = 422 if form.errors else 200
    if not wants_fragment(request):
        context = {
            "batch": batch,
            "row": staged,
            "form": form,
            "only": "".join(only),
            "cells": written_cells(staged, batch.reading),
            "origins": origins(staged, names),
            "repairs": repairs(staged, names),
            "next": next_address(request, pk),
        }
        return render(request, "intake/batch_row.html", context, status=status)
    context = {"batch": batch, "row": staged, "form": form, "only": only[0]}
    response = render(request, "intake/_cell_form.html", context, status=status)
    return retarget(reswap(response, "outerHTML"), f"#cell-{row}-{only[0]}")


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_row_step(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Accept the warnings of a row, leave it out, or take either back."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    step = request.POST.get("step")
    try:
        if step in {"accept", "unaccept"}:
            staged = services.accept_row(
                batch_id=pk, row_id=row, accepted=step == "accept", by=request.user
            )
        elif step in {"skip", "unskip"}:
            staged = services.skip_row(
                batch_id=pk, row_id=row, skipped=step == "skip", by=request.user, on=today()
            )
        else:
            raise BadRequest("An unknown step.")
    except StagedRow.DoesNotExist as error:
        raise Http404 from error
    if wants_fragment(request):
        return _row_answer(request, pk, staged, focus="row")
    return redirect(next_address(request, pk))


def _row_answer(request: AuthedRequest, pk: int, staged: StagedRow, *, focus: str) -> HttpResponse:
    """Give the row anew, and the counts and the bar beside it; noted as a look at the row.

    Takes   focus: where somebody at the keyboard goes on (``grid.Line.focus``).
    """
    batch = ImportBatch.objects.in_scope(request.user).select_related("period").get(pk=pk)
    names = selectors.names_of_codes()
    full_nik = sees_full_niks(batch, request.user)
    if full_nik:
        note_look(request, batch, rows=1)
    sent = request.POST or request.GET
    context: dict[str, Any] = {
        **frame_of(
            batch,
            request.user,
            tab=sent.get("tab", ""),
            kind=sent.get("masalah", ""),
        ),
        "line": build_line(
            staged, names, kind=kind_of(batch.kind), full_nik=full_nik, focus=focus
        ),
        "back": next_address(request, pk),
    }
    return render(request, "intake/_row_answer.html", context)
