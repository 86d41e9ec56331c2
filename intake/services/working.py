"""Long work on a list: asked for once, and held by one job at a time."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from intake.models import ImportBatch
from intake.policies import why_busy
from intake.work import Work
from jobs.models import Job
from jobs.run import JobRun
from jobs.services import enqueue


def work_on(batch_id: int, by: User) -> Job | None:
    """Give the job that is at work on a list in the scope of ``by``.

    It is read before anything is locked: a list that is being saved is held until the end.

    Raises  ImportBatch.DoesNotExist.
    """
    return ImportBatch.objects.in_scope(by).select_related("job").get(pk=batch_id).work


def lock_idle(batch_id: int, by: User) -> ImportBatch:
    """Give a list locked until the transaction ends; its job may have begun meanwhile.

    Raises  ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batches = ImportBatch.objects.in_scope(by)
    return batches.select_related("period", "village", "job", "asked_by").get_locked(batch_id)


def start_once(
    work: Work,
    *,
    batch_id: int,
    by: User,
    why_not: Callable[[ImportBatch, User], str | None],
) -> Job:
    """Ask for work on a list unless a job is at work on it already.

    Takes   why_not: gives the sentence why the work may not begin now.
    Gives   the job; the one that is at work on the list when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    if job := work_on(batch_id, by):
        return job
    with transaction.atomic():
        batch = lock_idle(batch_id, by)
        if batch.work:
            return batch.work
        if reason := why_not(batch, by):
            raise ActionDenied(reason)
        return start(batch, work, by=by)


def start(batch: ImportBatch, work: Work, *, by: User, **parameters: Any) -> Job:
    """Ask for work on a locked list, and tie the job to it.

    Raises  ActionDenied when three jobs of the person are not finished.
    """
    titles = {
        Work.READ: _("Membaca %(file)s"),
        Work.REMAP: _("Membaca ulang %(file)s"),
        Work.CHECK: _("Memeriksa %(file)s"),
        Work.SAVE: _("Menyimpan %(file)s"),
        Work.UNDO: _("Membatalkan %(file)s"),
    }
    page = "batch_detail" if work in {Work.READ, Work.REMAP, Work.CHECK} else "batch_result"
    batch.job = enqueue(
        kind=work,
        title=titles[work] % {"file": batch.file_name},
        parameters={"batch": batch.pk, **parameters},
        by=by,
        page=reverse(f"intake:{page}", args=[batch.pk]),
    )
    with acting(by):
        batch.save(update_fields=["job"])
    return batch.job


@transaction.atomic
def take_up(run: JobRun) -> int:
    """Make an attempt's job the one that works on its list, and give the list's number.

    A job asked for once more, from the page of one's own jobs, is tied to the list only here.

    Raises  ActionDenied when another job is at work on the list, or it is out of scope by now.
    """
    try:
        batch = lock_idle(run.parameters["batch"], run.by)
    except ImportBatch.DoesNotExist as error:
        raise ActionDenied(_("Daftar ini tidak ada lagi atau di luar cakupan Anda.")) from error
    if batch.job_id != run.job_id:
        if batch.work:
            raise ActionDenied(why_busy(batch))
        batch.job_id = run.job_id
        batch.save(update_fields=["job"])
    return batch.pk
