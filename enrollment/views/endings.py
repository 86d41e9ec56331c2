"""The end of one cover from the page of its person, a death, and an ending taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.dates import today
from common.http import ActionDenied, AuthedRequest
from enrollment.forms.endings import EndingForm, ReopenForm, death_form
from enrollment.services.endings import end_enrollment, record_death
from enrollment.services.reopening import reopen_enrollment
from enrollment.views.person_page import Sent, load_enrollment, load_person, person_page
from workers.models import Worker


@require_POST
@permission_required("enrollment.end_enrollment", raise_exception=True)
def end(request: AuthedRequest, pk: int) -> HttpResponse:
    """End one cover."""
    row = load_enrollment(request, pk)
    form = EndingForm(request.POST, today=today(), prefix=f"end-{pk}")
    sent = Sent("ending", form, pk)
    if not form.is_valid():
        return _again(request, row.worker_id, sent, status=422)
    try:
        end_enrollment(
            enrollment_id=pk,
            version=form.cleaned_data["version"],
            by=request.user,
            **form.values(),
        )
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _again(request, row.worker_id, sent, status=409)
    messages.success(request, _("Perlindungan %(name)s berakhir.") % {"name": row.worker})
    return redirect("enrollment:worker_detail", pk=row.worker_id)


@require_POST
@permission_required("enrollment.end_enrollment", raise_exception=True)
def report_death(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note the death of somebody who has no cover to end."""
    worker = load_person(request, pk)
    form = death_form(request.POST, today=today(), prefix="death")
    if not form.is_valid():
        return person_page(request, worker, sent=Sent("death", form), status=422)
    try:
        record_death(worker_id=pk, by=request.user, **form.values())
    except ActionDenied as error:
        form.add_error(None, str(error))
        return person_page(request, worker, sent=Sent("death", form), status=409)
    messages.success(request, _("%(name)s tercatat meninggal dunia.") % {"name": worker})
    return redirect("enrollment:worker_detail", pk=pk)


@require_POST
@permission_required("enrollment.reopen_enrollment", raise_exception=True)
def reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take back an ending that was a mistake."""
    row = load_enrollment(request, pk)
    form = ReopenForm(request.POST, prefix=f"reopen-{pk}")
    sent = Sent("reopening", form, pk)
    if not form.is_valid():
        return _again(request, row.worker_id, sent, status=422)
    try:
        reopen_enrollment(
            enrollment_id=pk,
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _again(request, row.worker_id, sent, status=409)
    messages.success(request, _("Pengakhiran %(name)s dibatalkan.") % {"name": row.worker})
    return redirect("enrollment:worker_detail", pk=row.worker_id)


def _again(request: AuthedRequest, worker_id: int, sent: Sent, *, status: int) -> HttpResponse:
    """Show the page again with the form that was refused and what was typed into it."""
    worker: Worker = load_person(request, worker_id)
    return person_page(request, worker, sent=sent, status=status)
