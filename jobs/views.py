"""Pages of one's own long work: how far it is, its file, stop and repeat."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.http import AuthedRequest, page_or_part
from jobs import services
from jobs.durations import in_words
from jobs.models import Job

NEWEST = 50


@require_safe
@permission_required("jobs.view_job", raise_exception=True)
@never_cache
def job_list(request: AuthedRequest) -> HttpResponse:
    """Show the newest ones; older files are gone anyway."""
    jobs = Job.objects.in_scope(request.user)[:NEWEST]
    return render(request, "jobs/list.html", {"jobs": jobs})


@require_safe
@permission_required("jobs.view_job", raise_exception=True)
@never_cache
def job_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show how far a job is; the card asks for itself again every two seconds."""
    job = get_object_or_404(Job.objects.in_scope(request.user), pk=pk)
    now = timezone.now()
    context = {
        "job": job,
        "elapsed": in_words(job.time_spent(now)),
        "time_left": in_words(job.time_left(now)),
        "file_is_there": job.has_file and not job.has_expired(now),
    }
    return page_or_part(request, page="jobs/detail.html", part="jobs/_card.html", context=context)


@require_safe
@permission_required("jobs.view_job", raise_exception=True)
@never_cache
def job_file(request: AuthedRequest, pk: int) -> HttpResponse | FileResponse:
    """Give the result as a download that no browser or proxy keeps."""
    job = get_object_or_404(Job.objects.in_scope(request.user), pk=pk)
    if not job.has_file:
        raise Http404
    if job.has_expired(timezone.now()):
        return render(request, "jobs/gone.html", {"job": job}, status=410)
    return FileResponse(job.result.open("rb"), as_attachment=True, filename=job.result_name)


@require_POST
@permission_required("jobs.view_job", raise_exception=True)
def job_cancel(request: AuthedRequest, pk: int) -> HttpResponse:
    """Stop a job that nobody needs any more."""
    job = get_object_or_404(Job.objects.in_scope(request.user), pk=pk)
    services.cancel_job(job_id=job.pk, by=request.user)
    messages.success(request, _("Pekerjaan dibatalkan."))
    return redirect("jobs:job_detail", pk=pk)


@require_POST
@permission_required("jobs.view_job", raise_exception=True)
def job_repeat(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask once more for what a job was to make."""
    job = get_object_or_404(Job.objects.in_scope(request.user), pk=pk)
    again = services.repeat_job(job_id=job.pk, by=request.user)
    return redirect("jobs:job_detail", pk=again.pk)
