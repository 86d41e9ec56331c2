"""One person: who they are, their cover, what may be done about it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import AuthedRequest, StaleVersion
from enrollment.forms.actions import ActionForm, RevealForm
from enrollment.forms.proposing import ProposalForm
from enrollment.models import Enrollment
from enrollment.selectors import openings_for, unit_covers_of
from enrollment.services.actions import take_action
from enrollment.services.proposals import propose as propose_worker
from enrollment.standing import standing_of
from enrollment.views.guards import steps_required
from workers.models import Worker

TEMPLATE = "enrollment/worker_detail.html"


@require_safe
@permission_required("workers.view_worker", raise_exception=True)
def worker_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show a person with numbers masked."""
    return _page(request, _load(request, pk))


@require_POST
@cache_control(no_store=True)
@permission_required("workers.reveal_nik", raise_exception=True)
def worker_reveal(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note who looks and why, then show the numbers in full, in this answer only."""
    worker = _load(request, pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, worker, reveal=form, status=422)
    with transaction.atomic():
        record_access(
            by=request.user,
            kind=AccessEvent.Kind.REVEAL,
            subject=f"workers_worker:{worker.pk}",
            purpose=form.cleaned_data["purpose"],
        )
    return _page(request, worker, is_revealed=True)


@require_POST
@steps_required
def act(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take one step on one enrollment."""
    rows = Enrollment.objects.in_scope(request.user).select_related("period")
    enrollment = get_object_or_404(rows, pk=pk)
    form = ActionForm(request.POST, enrollment=enrollment, user=request.user)
    if not form.is_valid():
        return _page(request, _load(request, enrollment.worker_id), acted=form, status=422)
    try:
        row = take_action(enrollment_id=pk, by=request.user, **form.cleaned_data)
    except StaleVersion as error:
        form.add_error(None, str(error))
        return _page(request, _load(request, enrollment.worker_id), acted=form, status=409)
    messages.success(
        request, _("Status sekarang: %(status)s.") % {"status": row.get_status_display()}
    )
    return redirect("enrollment:worker_detail", pk=row.worker_id)


@require_POST
@permission_required("enrollment.add_enrollment", raise_exception=True)
def propose(request: AuthedRequest, pk: int) -> HttpResponse:
    """Propose a known person for an open period."""
    worker = _load(request, pk)
    form = ProposalForm(request.POST, on=today())
    if not form.is_valid():
        return _page(request, worker, status=422)
    row = propose_worker(worker=worker, by=request.user, **form.values())
    messages.success(
        request,
        _("%(name)s diusulkan untuk %(period)s.") % {"name": worker, "period": row.period},
    )
    return redirect("enrollment:worker_detail", pk=pk)


def _load(request: AuthedRequest, pk: int) -> Worker:
    people = Worker.objects.in_scope(request.user).select_related("village", "occupation")
    return get_object_or_404(people, pk=pk)


def _page(
    request: AuthedRequest,
    worker: Worker,
    *,
    acted: ActionForm | None = None,
    reveal: RevealForm | None = None,
    is_revealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    on = today()
    rows = Enrollment.objects.filter(worker=worker).select_related(
        "period", "proposed_by", "verified_by"
    )
    covers: list[dict[str, Any]] = []
    for row in rows:
        is_acted = acted is not None and acted.enrollment.pk == row.pk
        form = acted if is_acted else ActionForm(enrollment=row, user=request.user)
        covers.append({"row": row, "standing": standing_of(row, on), "form": form})
    may_propose = request.user.has_perm("enrollment.add_enrollment")
    context = {
        "worker": worker,
        "covers": covers,
        "heirs": worker.heirs.all(),
        "unit_covers": unit_covers_of([worker.nik])[worker.nik],
        "openings": openings_for(worker, on) if may_propose else [],
        "proposal": ProposalForm(on=on),
        "reveal": reveal or RevealForm(),
        "is_revealed": is_revealed,
    }
    return render(request, TEMPLATE, context, status=status)
