"""One person: who they are, their cover, the steps on it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied, AuthedRequest, StaleVersion
from enrollment.forms.actions import ON_SCREEN, ActionForm, RevealForm
from enrollment.forms.proposing import ProposalForm
from enrollment.policies import PERMISSIONS
from enrollment.services.actions import take_action
from enrollment.services.proposals import propose as propose_worker
from enrollment.views.guards import steps_required
from enrollment.views.person_page import Sent, load_enrollment, load_person, person_page


@require_safe
@permission_required("workers.view_worker", raise_exception=True)
def worker_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show a person with numbers masked."""
    return person_page(request, load_person(request, pk))


@require_POST
@cache_control(no_store=True)
@permission_required("workers.reveal_nik", raise_exception=True)
def worker_reveal(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note who looks and why, then show the numbers in full, in this answer only."""
    worker = load_person(request, pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return person_page(request, worker, sent=Sent("reveal", form), status=422)
    with transaction.atomic():
        record_access(
            by=request.user,
            kind=AccessEvent.Kind.REVEAL,
            subject=f"workers_worker:{worker.pk}",
            purpose=form.cleaned_data["purpose"],
        )
    return person_page(request, worker, is_revealed=True)


@require_POST
@steps_required
def act(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take one step on one enrollment."""
    enrollment = load_enrollment(request, pk)
    form = ActionForm(request.POST, enrollment=enrollment, user=request.user)
    if not form.is_valid():
        return _acted(request, form, status=422)
    action = form.cleaned_data["action"]
    if not request.user.has_perm(PERMISSIONS[action]):
        raise PermissionDenied
    if action not in ON_SCREEN:
        raise ActionDenied(_("Orang ditetapkan dengan menandatangani SK, bukan satu per satu."))
    try:
        row = take_action(enrollment_id=pk, by=request.user, **form.cleaned_data)
    except StaleVersion as error:
        form.add_error(None, str(error))
        return _acted(request, form, status=409)
    messages.success(
        request, _("Status sekarang: %(status)s.") % {"status": row.get_status_display()}
    )
    return redirect("enrollment:worker_detail", pk=row.worker_id)


def _acted(request: AuthedRequest, form: ActionForm, *, status: int) -> HttpResponse:
    row = form.enrollment
    worker = load_person(request, row.worker_id)
    return person_page(request, worker, sent=Sent("form", form, row.pk), status=status)


@require_POST
@permission_required("enrollment.add_enrollment", raise_exception=True)
def propose(request: AuthedRequest, pk: int) -> HttpResponse:
    """Propose a known person for an open period."""
    worker = load_person(request, pk)
    form = ProposalForm(request.POST, on=today())
    if not form.is_valid():
        return person_page(request, worker, status=422)
    row = propose_worker(worker=worker, by=request.user, **form.values())
    messages.success(
        request,
        _("%(name)s diusulkan untuk %(period)s.") % {"name": worker, "period": row.period},
    )
    return redirect("enrollment:worker_detail", pk=pk)
