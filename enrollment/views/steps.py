"""One step for many: who and how many is said first, then it is taken for exactly these."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.dates import today
from common.http import AuthedRequest
from enrollment.filters import QueueFilter
from enrollment.forms.actions import ticked_in
from enrollment.forms.steps import seal, unseal
from enrollment.models import Enrollment
from enrollment.outcomes import sentences_about
from enrollment.queue_tabs import tab_of
from enrollment.step_kinds import STEPS, Step

# More than a year's programme of one city; beyond it the filter has to be narrower.
MOST = 5_000
MOST_NAMED = 10
SEALED = "rows"


@dataclass(frozen=True, slots=True)
class Chosen:
    """People who were counted: those the step will meet, and the others by why not."""

    meets: Sequence[Enrollment]
    others: dict[str, int]
    is_cut: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("enrollment.view_enrollment", raise_exception=True)
def step_many(request: AuthedRequest, step: str) -> HttpResponse:
    """Show whom a step will meet (ticked rows, or all of a filter), then take it for them."""
    kind = STEPS.get(step)
    if kind is None:
        raise Http404
    if not request.user.has_perm(kind.permission):
        raise PermissionDenied
    if SEALED in request.POST:
        return _take(request, kind)
    form = kind.form(None, user=request.user, on=today())
    if request.method != "POST":
        return _page(request, kind, form, _all_of(request, kind), request.GET.urlencode())
    address = request.POST.get("address", "")
    ticked = ticked_in(request.POST)
    if not ticked:
        messages.warning(request, _("Centang dulu orangnya."))
        return _back(address)
    rows = _rows(request).filter(pk__in=ticked)
    return _page(request, kind, form, _choose(list(rows), kind, request), address)


def _take(request: AuthedRequest, kind: Step) -> HttpResponse:
    versions = unseal(request.POST[SEALED])
    form: Any = kind.form(request.POST, user=request.user, on=today())
    address = request.POST.get("address", "")
    if not form.is_valid():
        rows = _rows(request).filter(pk__in=versions)
        chosen = Chosen(list(rows), {})
        sealed = request.POST[SEALED]
        return _page(request, kind, form, chosen, address, sealed=sealed, status=422)
    outcome = kind.take(versions, form, request.user)
    for level, sentence in sentences_about(kind, outcome):
        messages.add_message(request, level, sentence)
    gone = len(versions) - outcome.moved - len(outcome.refused) - len(outcome.waitlisted)
    if gone > 0:
        messages.warning(
            request,
            ngettext(
                "%(count)d orang sudah di luar wilayah tugas Anda.",
                "%(count)d orang sudah di luar wilayah tugas Anda.",
                gone,
            )
            % {"count": gone},
        )
    return _back(address)


def _back(address: str) -> HttpResponse:
    return redirect(f"{reverse('enrollment:queue')}?{QueryDict(address).urlencode()}")


def _rows(request: AuthedRequest) -> Any:
    rows = Enrollment.objects.in_scope(request.user).select_related("period", "worker__village")
    return rows.order_by("proposed_at", "pk")


def _all_of(request: AuthedRequest, kind: Step) -> Chosen:
    """Read everybody whom the filter in the address shows, up to the most there may be."""
    filters = QueueFilter(request.GET, queryset=_rows(request), user=request.user)
    tab = tab_of(request.GET.get("tab", ""))
    return _choose(list(filters.qs.filter(tab.rows)[: MOST + 1]), kind, request)


def _choose(rows: list[Enrollment], kind: Step, request: AuthedRequest) -> Chosen:
    meets, others = [], Counter[str]()
    for row in rows[:MOST]:
        if sentence := kind.why_not(row, request.user):
            others[sentence] += 1
        else:
            meets.append(row)
    return Chosen(meets, dict(others), is_cut=len(rows) > MOST)


def _page(
    request: AuthedRequest,
    kind: Step,
    form: forms.BaseForm,
    chosen: Chosen,
    address: str,
    *,
    sealed: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "step": kind,
        "form": form,
        "chosen": chosen,
        "named": chosen.meets[:MOST_NAMED],
        "more": max(len(chosen.meets) - MOST_NAMED, 0),
        "most": MOST,
        "sealed": sealed or seal(chosen.meets),
        "address": address,
    }
    return render(request, "enrollment/queue_step.html", context, status=status)
