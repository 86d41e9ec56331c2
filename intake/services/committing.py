"""Saving the rows that passed, exactly once and all or nothing."""

import logging
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.collector import held_back
from common.http import ActionDenied
from common.room import room_for_pages
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.outcome import Outcome
from intake.policies import why_not_commit
from intake.services.applying import apply_rows
from intake.services.changing import settle
from jobs.run import JobRun

logger = logging.getLogger(__name__)


def commit_batch(*, batch_id: int, by: User, on: date, run: JobRun | None = None) -> Outcome:
    """Save the rows of a list that passed: new people, changed people, their proposals.

    Unless nothing has changed since they were checked, rows are checked again with the facts of
    this moment; those for which the facts have changed are set aside with what changed, never
    guessed. Rows that are held back stay in the list.

    Where the period wants a second person, ``by`` is the one who agreed: the people are proposed
    by, and checked within the scope of, the one who asked.

    Takes   on: today; run: the job that saves, which ends in the same transaction.
    Gives   what was done; nothing when another click was quicker or nobody has agreed yet.
    Raises  ActionDenied with a sentence fit for the screen; ImportBatch.DoesNotExist outside the
            scope of ``by``; JobLost. Then nothing is saved.
    Costs   one transaction; a fixed number of statements per 2,000 rows.
    Source  docs/adr/0004-staging-tables.md.
    """
    try:
        return _commit_once(batch_id=batch_id, by=by, on=on, run=run)
    except IntegrityError:
        # Somebody enrolled one of these people after our facts were read: read them again.
        logger.warning("Saving batch %s met newer data; second attempt.", batch_id)
    try:
        return _commit_once(batch_id=batch_id, by=by, on=on, run=run)
    except IntegrityError as error:
        raise ActionDenied(
            _("Data pekerja sedang diubah orang lain. Coba simpan sekali lagi.")
        ) from error


@held_back()
@room_for_pages()
@transaction.atomic
def _commit_once(*, batch_id: int, by: User, on: date, run: JobRun | None) -> Outcome:
    batches = ImportBatch.objects.in_scope(by).filter(pk=batch_id)
    source = f"intake_importbatch:{batch_id}"
    with acting(by, reason=gettext_noop("Daftar disimpan"), source=source):
        if run:
            run.fence()
        approved = batches.approved().update(state=ImportBatch.State.APPLYING)
        flipped = approved or batches.needing_nobody().update(state=ImportBatch.State.APPLYING)
        batch = batches.select_related("period", "village", "asked_by").get()
        outcome = Outcome()
        if flipped:
            if reason := why_not_commit(batch, by):
                raise ActionDenied(reason)
            proposer = batch.asked_by if approved and batch.asked_by else by
            outcome = apply_rows(batch, by=by, proposer=proposer, on=on)
            if outcome.new or outcome.changed or outcome.proposed:
                batch.committed_at, batch.committed_by = timezone.now(), by
            if not outcome.is_nothing:
                batch.counts["last"] = outcome.as_json()
            settle(batch)
        if run:
            run.finish(outcome.sentence_of(kind_of(batch.kind)))
    return outcome
