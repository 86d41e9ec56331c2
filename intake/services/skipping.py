"""Leaving many rows of a list out at once, and taking them back in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from intake.services.changing import lock_batch
from intake.services.receiving import start_checking


@transaction.atomic
def skip_kind(*, batch_id: int, code: str, by: User, on: date) -> int:
    """Leave out every waiting row with one kind of problem; the rest is checked again.

    Gives   how many rows those are.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = lock_batch(batch_id, by)
    with acting(by, reason=gettext_noop("Baris daftar diubah")):
        number = batch.rows.with_problem(code).update(skipped=True, ready=False)
    if number:
        start_checking(batch_id=batch_id, by=by, on=on)
    return number


@transaction.atomic
def unskip_all(*, batch_id: int, by: User, on: date) -> int:
    """Take every row back in that was left out; all are checked again.

    Gives   how many rows those are.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = lock_batch(batch_id, by)
    with acting(by, reason=gettext_noop("Baris daftar diubah")):
        number = batch.rows.in_tab("skipped").update(skipped=False)
    if number:
        start_checking(batch_id=batch_id, by=by, on=on)
    return number
