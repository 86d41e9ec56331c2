"""The one task the queue knows: do the job with this number."""

import logging

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from audit.context import acting
from common.dates import today
from common.http import ActionDenied
from jobs.heartbeat import Heartbeat
from jobs.models import Job
from jobs.registry import handler_for
from jobs.run import JobLost, JobRun

logger = logging.getLogger(__name__)


@task()
def run_job(job_id: int) -> None:
    """Do one job unless it is no longer waiting; the queue may call this more than once."""
    job = claim(job_id)
    if job is None:
        return
    by = job.requested_by
    with (
        translation.override(by.language),
        acting(by, reason=job.title, source=f"jobs_job:{job.pk}"),
        Heartbeat(job.pk, job.attempts) as heartbeat,
    ):
        run = JobRun(job, heartbeat)
        if by.is_active and not by.has_expired(today()):
            attempt(job.kind, run)
        else:
            run.fail(_("Akun peminta sudah tidak berlaku."))


def claim(job_id: int) -> Job | None:
    """Take a waiting job for a new attempt, or give None when there is nothing to take."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        heartbeat_at=now,
        started_at=now,
        done=0,
        total=0,
        message="",
    )
    return Job.objects.select_related("requested_by").get(pk=job_id) if taken else None


def attempt(kind: str, run: JobRun) -> None:
    """Call the handler and close the job with what came of it."""
    try:
        message = handler_for(kind)(run) or ""
        if not run.is_finished:
            run.finish(message)
    except JobLost:
        run.discard()
        logger.info("A job of kind %s was cancelled or taken over.", kind)
    except ActionDenied as refusal:
        run.fail(str(refusal))
    except Exception as error:
        logger.exception("A job of kind %s failed.", kind)
        run.fail(_sentence(error))


def _sentence(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return _("Basis data sedang sibuk. Ulangi beberapa saat lagi.")
    return _("Pekerjaan ini tidak bisa diselesaikan. Ulangi; bila tetap gagal, beri tahu admin.")
