"""Saving as long work: whoever asks, and however often, one job does it."""

from django.db import transaction

from accounts.models import User
from common.http import ActionDenied
from intake.policies import why_not_save
from intake.services.working import lock_idle, start, work_on
from intake.work import Work
from jobs.models import Job


def start_saving(*, batch_id: int, by: User) -> Job:
    """Ask for the saving of the rows that passed.

    Gives   the job; the one that is at work on the list when there is one, or that has left
            nothing to save, so that a second click, a retry or a colleague ends up at the same
            page.
    Raises  ActionDenied with a sentence fit for the screen; ImportBatch.DoesNotExist outside the
            scope of ``by``.
    """
    if job := work_on(batch_id, by):
        return job
    with transaction.atomic():
        batch = lock_idle(batch_id, by)
        if batch.work:
            return batch.work
        if not batch.ready and batch.job and batch.job.kind == Work.SAVE:
            return batch.job
        if reason := why_not_save(batch, by):
            raise ActionDenied(reason)
        return start(batch, Work.SAVE, by=by)
