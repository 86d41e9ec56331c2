"""Workbooks that leave the house: the rows that wait for a correction, the form to fill in."""

import hashlib
from io import BytesIO
from pathlib import PurePath

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from accounts.scope import villages_for
from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied, AuthedRequest
from common.workbooks import MIME_TYPE
from enrollment.forms.renewals import RenewalListForm
from enrollment.renewals import NOTHING_TO_RENEW, chosen_periods
from enrollment.selectors import current_period
from intake.kinds import KINDS, PEOPLE
from intake.models import ImportBatch
from intake.policies import sees_full_niks
from intake.workbooks.refused import build_refused
from intake.workbooks.renewal import build_renewal_list
from intake.workbooks.template import build_template


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_refused(request: AuthedRequest, pk: int) -> FileResponse:
    """Hand out the rows that wait for a correction, NIKs in full; noted before they leave."""
    batch = get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    if not sees_full_niks(batch, request.user):
        raise PermissionDenied
    refused = build_refused(batch)
    record_access(
        by=request.user,
        kind=AccessEvent.Kind.EXPORT,
        subject=f"intake_importbatch:{batch.pk}",
        purpose=gettext_noop("Baris yang perlu diperbaiki"),
        rows=refused.rows,
        sha256=hashlib.sha256(refused.content).hexdigest(),
    )
    stem = PurePath(batch.file_name).stem
    return _workbook(refused.content, _("Perbaikan %(name)s") % {"name": stem})


@require_safe
@permission_required("intake.add_importbatch", raise_exception=True)
def template(request: AuthedRequest) -> FileResponse:
    """Hand out the form that senders fill in, made for the kelurahan of whoever asks."""
    kind = request.GET.get("jenis", PEOPLE)
    if kind not in KINDS:
        raise Http404
    content = build_template(
        period=current_period(today()), villages=list(villages_for(request.user)), kind=kind
    )
    return _workbook(content, _("Contoh daftar"))


@require_safe
@permission_required(
    ["enrollment.change_renewalanswer", "workers.reveal_nik"], raise_exception=True
)
def renewal_form(request: AuthedRequest) -> FileResponse:
    """Hand out last period's people of a kelurahan to be answered for; noted before it leaves."""
    form = RenewalListForm(request.GET)
    form.is_valid()
    periods = chosen_periods(form.cleaned_data.get("periode"), form.cleaned_data.get("dari"))
    if periods is None:
        raise ActionDenied(NOTHING_TO_RENEW)
    period, source = periods
    village = form.cleaned_data.get("kelurahan")
    made = build_renewal_list(source, period, village=village, by=request.user)
    record_access(
        by=request.user,
        kind=AccessEvent.Kind.EXPORT,
        subject=f"enrollment_enrollmentperiod:{period.pk}",
        purpose=gettext_noop("Daftar perpanjangan untuk dijawab"),
        rows=made.rows,
        sha256=hashlib.sha256(made.content).hexdigest(),
    )
    place = village.name if village else _("semua kelurahan")
    return _workbook(made.content, _("Perpanjangan %(place)s") % {"place": place})


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type=MIME_TYPE,
        headers={"Cache-Control": "private, no-store"},
    )
