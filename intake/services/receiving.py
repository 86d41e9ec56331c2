"""Lists coming in and being checked: small ones while the person waits, large ones as a job."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.http import ActionDenied
from intake.models import ImportBatch
from intake.policies import why_not_change, why_not_read
from intake.services.files import Chosen
from intake.services.remapping import remap_batch
from intake.services.review import recheck_batch
from intake.services.staging import receive_file, stage_file
from intake.services.working import lock_idle, start, start_once
from intake.work import Work
from jobs.models import Job
from places.models import Village

# People that are checked together while somebody waits for the page.
CHECKED_AT_ONCE = 3000


def take_in(*, file: File, by: User, on: date, **about: Any) -> tuple[ImportBatch, bool]:
    """Take in what somebody sent: a small file is read at once, a large one by a worker.

    Takes   about: the rest of what ``receive_file`` takes.
    Gives   the batch, checked or still to be read, and whether it is new.
    Raises  UnreadableFile; ActionDenied when three jobs of the person are not finished, the
            file then waits to be read.
    """
    if file.size <= settings.READ_AT_ONCE_BYTES:
        return stage_file(file=file, by=by, on=on, **about)
    batch, created = receive_file(file=file, by=by, **about)
    if batch.state == ImportBatch.State.READING:
        try:
            start_reading(batch_id=batch.pk, by=by)
        except ActionDenied as refusal:
            raise ActionDenied(
                _(
                    "%(reason)s Berkas ini sudah diterima dan menunggu di daftar impor; "
                    "buka nanti, lalu pilih “Baca sekarang”."
                )
                % {"reason": refusal}
            ) from refusal
    return batch, created


def start_reading(*, batch_id: int, by: User) -> Job:
    """Ask for the reading of a file that is kept but not read.

    Gives   the job; the one that is at work on the list when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    return start_once(Work.READ, batch_id=batch_id, by=by, why_not=why_not_read)


def start_mapping(
    *,
    batch_id: int,
    chosen: Chosen,
    by: User,
    on: date,
    village: Village | None,
    include_hidden: bool,
    forget: Collection[str],
) -> Job | None:
    """Read a list again as ``remap_batch`` does: a small file at once, a large one as a job.

    Gives   the job, or None when it is done.
    Raises  ActionDenied, also while other work is being done, so that no choice gets lost;
            ImportBatch.DoesNotExist outside the scope of ``by``; UnreadableFile.
    """
    if ImportBatch.objects.in_scope(by).get(pk=batch_id).size <= settings.READ_AT_ONCE_BYTES:
        remap_batch(
            batch_id=batch_id,
            chosen=chosen,
            by=by,
            on=on,
            village=village,
            include_hidden=include_hidden,
            forget=forget,
        )
        return None
    with transaction.atomic():
        batch = lock_idle(batch_id, by)
        if reason := why_not_change(batch, by):
            raise ActionDenied(reason)
        return start(
            batch,
            Work.REMAP,
            by=by,
            chosen=chosen,
            village=village.pk if village else None,
            include_hidden=include_hidden,
            forget=list(forget),
        )


def start_checking(*, batch_id: int, by: User, on: date) -> Job | None:
    """Check all waiting rows again: of a short list at once, of a long one as a job.

    Gives   the job, or None when it is done.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    if ImportBatch.objects.in_scope(by).get(pk=batch_id).people <= CHECKED_AT_ONCE:
        recheck_batch(batch_id=batch_id, by=by, on=on)
        return None
    return start_once(Work.CHECK, batch_id=batch_id, by=by, why_not=why_not_change)
