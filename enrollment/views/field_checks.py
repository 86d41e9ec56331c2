"""A visit to one person, noted on their page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.dates import today
from common.http import AuthedRequest
from enrollment.forms.field_checks import FieldCheckForm
from enrollment.services.field_checks import record_field_check
from enrollment.views.person_page import Sent, load_enrollment, load_person, person_page


@require_POST
@permission_required("enrollment.add_fieldcheck", raise_exception=True)
def field_check(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note what an officer saw."""
    row = load_enrollment(request, pk)
    form = FieldCheckForm(request.POST, today=today(), prefix=f"check-{pk}")
    if not form.is_valid():
        worker = load_person(request, row.worker_id)
        return person_page(request, worker, sent=Sent("checking", form, pk), status=422)
    record_field_check(enrollment_id=pk, by=request.user, **form.cleaned_data)
    messages.success(request, _("Pemeriksaan lapangan %(name)s dicatat.") % {"name": row.worker})
    return redirect("enrollment:worker_detail", pk=row.worker_id)
