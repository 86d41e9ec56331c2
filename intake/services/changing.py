"""A list taken in hand for a change: locked at its beginning, counted at its end."""

from accounts.models import User
from common.http import ActionDenied
from intake import selectors
from intake.models import ImportBatch
from intake.policies import why_not_change
from jobs.run import JobRun


def lock_batch(batch_id: int, by: User, run: JobRun | None = None) -> ImportBatch:
    """Give a batch that ``by`` may work on, locked until the transaction ends.

    Whether it may be changed is asked twice: a batch that is being saved is held until the end,
    and nobody should wait for that to be refused.

    Takes   run: the job that works on it, when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batches = ImportBatch.objects.in_scope(by).select_related("period", "village", "job")
    for get in (lambda pk: batches.get(pk=pk), batches.get_locked):
        batch = get(batch_id)
        if reason := why_not_change(batch, by, job=run.job_id if run else None):
            raise ActionDenied(reason)
    return batch


def settle(batch: ImportBatch) -> None:
    """Count the rows again and say whether the batch still waits for somebody."""
    kept = {key: batch.counts[key] for key in ("last", "sent_back") if key in batch.counts}
    batch.counts = selectors.count_rows(batch) | kept
    is_open = batch.waiting or batch.committed_at is None
    batch.state = ImportBatch.State.CHECKED if is_open else ImportBatch.State.DONE
    batch.save()
