"""The waiting list in its published order, and promoting from it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part, wants_fragment, with_address
from common.paging import keyset_page
from enrollment.forms.actions import ticked_in
from enrollment.forms.waiting import WaitingForm
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet
from enrollment.outcomes import sentences_about
from enrollment.places import UNKNOWN_DECILE, Turn, turns, waiting_list
from enrollment.selectors import current_period
from enrollment.services.actions import ineligible
from enrollment.services.promotions import promote_waiting
from enrollment.transitions import Action


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who waits, and where in the list of the whole city."""

    row: Enrollment
    turn: Turn
    why_not: str  # what has come between since they were verified, if anything


@require_safe
@permission_required("enrollment.view_quota", raise_exception=True)
def waiting(request: AuthedRequest) -> HttpResponse:
    """Show who of the user's scope waits for a place, each with the position and the reason."""
    form = _form(request, request.GET)
    context: dict[str, Any] = {"form": form, "period": form.period, "lines": []}
    context["is_part"] = wants_fragment(request)
    if form.period is not None:
        context |= _list(request, form, form.period)
    response = page_or_part(
        request,
        page="enrollment/waiting_list.html",
        part="enrollment/waiting_list.html#results",
        context=context,
    )
    return with_address(request, response)


@require_POST
@permission_required("enrollment.decree_enrollment", raise_exception=True)
def promote(request: AuthedRequest) -> HttpResponse:
    """Promote one person, or as many as there are free places, in the published order."""
    form = _form(request, request.POST)
    if form.period is not None:
        rows = _rows(request, form, form.period)
        if pk := request.POST.get("pk", ""):
            rows = rows.filter(pk__in=ticked_in(request.POST))
        narrowed = bool(pk) or form.village is not None
        outcome = promote_waiting(
            period=form.period,
            only=list(rows.values_list("pk", flat=True)) if narrowed else None,
            by=request.user,
        )
        if not outcome.moved and not outcome.refused:
            messages.warning(request, _("Belum ada tempat bebas untuk yang dipilih."))
        else:
            for level, sentence in sentences_about(Action.PROMOTE, outcome):
                messages.add_message(request, level, sentence)
    return redirect(f"{reverse('enrollment:waiting_list')}?{form.address}")


def _form(request: AuthedRequest, data: Any) -> WaitingForm:
    return WaitingForm(data, user=request.user, default=current_period(today()))


def _rows(
    request: AuthedRequest, form: WaitingForm, period: EnrollmentPeriod
) -> EnrollmentQuerySet:
    rows = waiting_list(period).in_scope(request.user)
    return rows.filter(worker__village=form.village) if form.village else rows


def _list(request: AuthedRequest, form: WaitingForm, period: EnrollmentPeriod) -> dict[str, Any]:
    """Read one page of the list; positions count the whole city's, whoever looks."""
    found = turns(period)
    rows = _rows(request, form, period)
    mine = set(rows.order_by().values_list("pk", flat=True))
    page = keyset_page(
        rows.annotate(
            decile=Coalesce("worker__dtsen_decile", Value(UNKNOWN_DECILE))
        ).select_related("worker__village", "worker__occupation", "period"),
        order=["decile", "proposed_at"],
        cursor=request.GET.get("halaman", ""),
        total=len(mine),
    )
    sentences = ineligible(page.rows)
    return {
        "page": page,
        "lines": [Line(row, found[row.pk], sentences.get(row.pk, "")) for row in page.rows],
        "free": sum(found[pk].full is None for pk in mine),
        "may_promote": period.is_open and request.user.has_perm("enrollment.decree_enrollment"),
        "noun": gettext_lazy("cadangan"),
    }
