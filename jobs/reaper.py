"""Picks up what dead workers left behind."""

from datetime import datetime
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from jobs.models import Job
from jobs.services import wake

MOST_ATTEMPTS = 3


class Swept(NamedTuple):
    """How many jobs went back to the queue, were given up, and lost their old file."""

    requeued: int
    failed: int
    expired: int


def sweep(now: datetime) -> Swept:
    """Hand stalled jobs to the next worker, wake forgotten ones, delete old results.

    Several workers may sweep at once: each row is taken by one of them.
    """
    requeued = failed = 0
    with transaction.atomic():
        for job in Job.objects.stalled(now).select_for_update(skip_locked=True):
            if job.attempts >= MOST_ATTEMPTS:
                _give_up(job, now)
                failed += 1
            else:
                job.state = Job.State.QUEUED
                job.save(update_fields=["state"])
                wake(job)
                requeued += 1
    with transaction.atomic():
        for job in Job.objects.forgotten(now).select_for_update(skip_locked=True):
            wake(job)
            requeued += 1
    return Swept(requeued, failed, _expire(now))


def _give_up(job: Job, now: datetime) -> None:
    with translation.override(job.requested_by.language):
        sentence = _("Pekerjaan ini terhenti %(count)d kali. Ulangi atau beri tahu admin.")
        sentence %= {"count": job.attempts}
    Job.objects.filter(pk=job.pk).close(Job.State.FAILED, now, message=sentence)


def _expire(now: datetime) -> int:
    keys = list(Job.objects.with_old_files(now).values_list("pk", flat=True))
    for key in keys:
        folder = f"jobs/{key}"
        # Not only the known result: an attempt that died may have left its own.
        for name in default_storage.listdir(folder)[1] if default_storage.exists(folder) else []:
            default_storage.delete(f"{folder}/{name}")
        Job.objects.filter(pk=key).update(result="", expires_at=None)
    return len(keys)
