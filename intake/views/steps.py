"""Steps on a whole list: accept a kind of warning, check again, save; and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.dates import today
from common.http import AuthedRequest
from common.paging import keyset_page
from intake import services
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.policies import why_not_undo
from intake.views.context import frame_of, next_address
from intake.views.corrections import corrections_of
from intake.views.work import work_or_none
from intake.work import Work
from jobs.models import Job

SIZE = 50


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_accept(request: AuthedRequest, pk: int) -> HttpResponse:
    """Accept one kind of warning in every row of a list."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    number = services.accept_kind(batch_id=pk, code=request.POST.get("code", ""), by=request.user)
    messages.success(
        request,
        ngettext(
            "Peringatan di %(count)d baris diterima.",
            "Peringatan di %(count)d baris diterima.",
            number,
        )
        % {"count": number},
    )
    return redirect(next_address(request, pk))


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_skip(request: AuthedRequest, pk: int) -> HttpResponse:
    """Leave out the rows with one kind of problem; without a kind, take all rows back in."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    if code := request.POST.get("code", ""):
        number = services.skip_kind(batch_id=pk, code=code, by=request.user, on=today())
        sentence = ngettext("%(count)d baris dilewati.", "%(count)d baris dilewati.", number)
    else:
        number = services.unskip_all(batch_id=pk, by=request.user, on=today())
        sentence = ngettext(
            "%(count)d baris diikutkan lagi.", "%(count)d baris diikutkan lagi.", number
        )
    messages.success(request, sentence % {"count": number})
    return redirect(next_address(request, pk))


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_recheck(request: AuthedRequest, pk: int) -> HttpResponse:
    """Check all waiting rows with the registry as it is now."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    if services.start_checking(batch_id=pk, by=request.user, on=today()):
        return redirect("intake:batch_detail", pk=pk)
    messages.success(request, _("Semua baris yang menunggu diperiksa ulang."))
    return redirect(next_address(request, pk))


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_commit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Have the rows that passed saved; a second click finds the same work and its result."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    services.start_saving(batch_id=pk, by=request.user)
    return redirect("intake:batch_result", pk=pk)


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_result(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what the last saving did, everybody who is in, and what still waits."""
    batches = ImportBatch.objects.in_scope(request.user).select_related(
        "period", "committed_by", "approved_by", "asked_by", "undone_by", "job"
    )
    batch = get_object_or_404(batches, pk=pk)
    if work := work_or_none(request, batch):
        return work
    saved = batch.rows.in_tab("saved").select_related("saved__worker", "saved__enrollment")
    page = keyset_page(
        saved,
        order=["id"],
        cursor=request.GET.get("halaman", ""),
        size=SIZE,
        total=batch.counts.get("saved", 0),
    )
    last = batch.counts.get("last", {})
    context = {
        **frame_of(batch, request.user),
        **corrections_of(batch, request),
        "page": page,
        "last": last,
        "figures": [
            (label, last.get(name, 0)) for name, label in kind_of(batch.kind).outcome.items()
        ],
        "waiting": batch.waiting,
        "can_undo": why_not_undo(batch, request.user) is None,
        "undone": _undone(batch),
    }
    return render(request, "intake/batch_result.html", context)


def _undone(batch: ImportBatch) -> str:
    """Give what the undo took back, while nothing else has been done with the list."""
    job = batch.job
    is_last = job is not None and job.kind == Work.UNDO and job.state == Job.State.DONE
    return job.message if job and is_last else ""
