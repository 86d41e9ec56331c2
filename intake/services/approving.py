"""A second person looks at a list before it is saved, where the period wants it so."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from common.text import clean_text
from intake.models import ImportBatch
from intake.policies import (
    why_not_approve,
    why_not_ask,
    why_not_send_back,
    why_not_withdraw,
)
from intake.services.working import lock_idle, start, work_on
from intake.work import Work
from jobs.models import Job

# Where a list keeps who sent it back and why, until it is put forward again.
SENT_BACK = "sent_back"


@transaction.atomic
def ask_approval(*, batch_id: int, by: User) -> ImportBatch:
    """Put a reviewed list forward; its rows stay as they are until somebody answers.

    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, I-1 (second person).
    """
    batch = lock_idle(batch_id, by)
    if batch.state == ImportBatch.State.ASKED:
        return batch
    if reason := why_not_ask(batch, by):
        raise ActionDenied(reason)
    batch.state = ImportBatch.State.ASKED
    batch.asked_at, batch.asked_by = timezone.now(), by
    batch.approved_at = batch.approved_by = None
    batch.counts.pop(SENT_BACK, None)
    with acting(by, reason=gettext_noop("Persetujuan diminta")):
        batch.save()
    return batch


@transaction.atomic
def withdraw_request(*, batch_id: int, by: User) -> ImportBatch:
    """Take the request back, to go on working on the list.

    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = lock_idle(batch_id, by)
    if reason := why_not_withdraw(batch, by):
        raise ActionDenied(reason)
    with acting(by, reason=gettext_noop("Permintaan persetujuan ditarik")):
        _reopen(batch)
    return batch


def approve(*, batch_id: int, by: User) -> Job:
    """Agree to the saving of a list, which starts it.

    Gives   the job that saves it; the one at work when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, I-1 (second person).
    """
    if job := work_on(batch_id, by):
        return job
    with transaction.atomic():
        batch = lock_idle(batch_id, by)
        if batch.work:
            return batch.work
        if reason := why_not_approve(batch, by):
            raise ActionDenied(reason)
        batch.approved_at, batch.approved_by = timezone.now(), by
        with acting(by, reason=gettext_noop("Disetujui")):
            batch.save(update_fields=["approved_at", "approved_by"])
        return start(batch, Work.SAVE, by=by)


@transaction.atomic
def send_back(*, batch_id: int, note: str, by: User) -> ImportBatch:
    """Say no for now, with a reason that is shown to whoever works on the list next.

    Takes   note: plain words, not empty.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = lock_idle(batch_id, by)
    if reason := why_not_send_back(batch, by):
        raise ActionDenied(reason)
    note = clean_text(note, limit=300)
    if not note:
        raise ActionDenied(_("Tulis alasannya dulu."))
    batch.counts[SENT_BACK] = {"by": str(by), "note": note}
    with acting(by, reason=gettext_noop("Daftar dikembalikan")):
        _reopen(batch)
    return batch


def _reopen(batch: ImportBatch) -> None:
    batch.state = ImportBatch.State.CHECKED
    batch.approved_at = batch.approved_by = None
    batch.save()
