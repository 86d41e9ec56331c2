"""What a person sees while a list is being worked on, and when its file could not be read."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from common.http import AuthedRequest, page_or_part, wants_fragment
from intake import services
from intake.models import ImportBatch
from intake.policies import why_not_read
from intake.reading.refusals import sentence_of
from jobs.durations import in_words

State = ImportBatch.State


def work_or_none(request: AuthedRequest, batch: ImportBatch) -> HttpResponse | None:
    """Give the page of the work on a list, or None when there is something else to show.

    The piece that shows the progress asks for its own address again; once the work is over it
    is told to load the whole page.

    Takes   batch: with its job loaded.
    """
    if batch.work or batch.state in {State.READING, State.FAILED}:
        return _work_page(request, batch)
    if wants_fragment(request) and "kemajuan" in request.GET:
        return HttpResponseClientRefresh()
    return None


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_read(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask once more for the reading of a file that was kept but not read."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    services.start_reading(batch_id=pk, by=request.user)
    return redirect("intake:batch_detail", pk=pk)


def _work_page(request: AuthedRequest, batch: ImportBatch) -> HttpResponse:
    job, now = batch.job, timezone.now()
    if "kemajuan" in request.GET and wants_fragment(request) and not batch.work:
        return HttpResponseClientRefresh()
    context = {
        "batch": batch,
        "job": job,
        "work": batch.work,
        "elapsed": in_words(job.time_spent(now)) if job else "",
        "time_left": in_words(job.time_left(now)) if job else "",
        "may_cancel": batch.work is not None and batch.work.requested_by_id == request.user.pk,
        "may_read": why_not_read(batch, request.user) is None,
        "may_upload": request.user.has_perm("intake.add_importbatch"),
        "refusal": sentence_of(batch.refusal) if batch.refusal else "",
        "here": request.path,
    }
    return page_or_part(
        request,
        page="intake/batch_work.html",
        part="intake/batch_work.html#progress",
        context=context,
    )
