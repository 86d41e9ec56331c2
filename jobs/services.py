"""Starting, stopping and repeating long work."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.http import ActionDenied
from common.text import clean_text
from jobs.models import Job
from jobs.registry import handler_for
from jobs.tasks import run_job

# One person cannot fill the queue and keep everybody else waiting.
MOST_AT_ONCE = 3


@transaction.atomic
def enqueue(*, kind: str, title: str, parameters: dict[str, Any], by: User, page: str = "") -> Job:
    """Ask for long work; it starts after the surrounding transaction is committed.

    Takes   kind: one that a room has a handler for; title: plain words for the screen;
            parameters: JSON values for the handler; page: address where the effect is seen.
    Gives   the job in state queued.
    Raises  ActionDenied when three jobs of the person are not finished; LookupError for an
            unknown kind.
    """
    handler_for(kind)
    if Job.objects.in_scope(by).unfinished().count() >= MOST_AT_ONCE:
        raise ActionDenied(
            _("Masih ada %(count)d pekerjaan Anda yang belum selesai. Tunggu atau batalkan dulu.")
            % {"count": MOST_AT_ONCE}
        )
    job = Job.objects.create(
        kind=kind,
        title=clean_text(title, limit=200),
        parameters=parameters,
        page=page,
        requested_by=by,
    )
    wake(job)
    return job


def wake(job: Job) -> None:
    """Tell the queue about a waiting job once the surrounding transaction is committed."""
    Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(heartbeat_at=timezone.now())
    transaction.on_commit(partial(run_job.enqueue, job.pk))


@transaction.atomic
def cancel_job(*, job_id: int, by: User) -> Job:
    """Stop a job of one's own; what it has written so far it takes back.

    Gives   the job in state cancelled.
    Raises  ActionDenied when it is over or just being saved; Job.DoesNotExist for another's job.
    """
    mine = Job.objects.in_scope(by).filter(pk=job_id)
    # A job that is writing to the registry holds its row: rather say so than wait for it.
    free = mine.unfinished().select_for_update(skip_locked=True).exists()
    if not (free and mine.unfinished().close(Job.State.CANCELLED, timezone.now())):
        mine.get()
        raise ActionDenied(_("Pekerjaan ini sudah selesai atau sedang disimpan."))
    return mine.get()


@transaction.atomic
def repeat_job(*, job_id: int, by: User) -> Job:
    """Ask once more for a job of one's own that failed or was cancelled.

    Gives   a new job.
    Raises  ActionDenied when it went well or is not over; Job.DoesNotExist for another's job.
    """
    job = Job.objects.in_scope(by).get(pk=job_id)
    if job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise ActionDenied(_("Hanya pekerjaan yang gagal atau dibatalkan yang bisa diulangi."))
    return enqueue(kind=job.kind, title=job.title, parameters=job.parameters, by=by, page=job.page)
