"""Saying what the unknown words of a list mean, once for all of its rows."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from intake.models import Remembered
from intake.policies import teaches_the_city
from intake.services.changing import lock_batch
from intake.services.receiving import start_checking
from intake.services.remembering import forget, remember
from jobs.models import Job
from workers.services import add_aliases


@transaction.atomic
def name_words(
    *, batch_id: int, meanings: Mapping[str, str], forgotten: Collection[str], by: User, on: date
) -> Job | None:
    """Say which categories words of a list mean; its waiting rows are checked again.

    Whoever keeps the categories teaches the whole city, anybody else the sender's lists.

    Takes   meanings: folded word -> slug of a category; forgotten: words of the sender that are
            to be unknown again.
    Gives   the job that checks a long list, None when the rows are checked.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = lock_batch(batch_id, by)
    what = Remembered.What.OCCUPATION
    if teaches_the_city(by):
        add_aliases(words=meanings, by=by)
    else:
        remember(batch=batch, what=what, meanings=meanings, by=by)
    forget(batch=batch, what=what, texts=forgotten, by=by)
    return start_checking(batch_id=batch_id, by=by, on=on)
