"""What was once said of a sender's headings and words, so that nobody is asked twice."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from intake.models import ImportBatch, Remembered
from workers.models import OccupationCategory

if TYPE_CHECKING:
    from accounts.models import User
    from places.models import Village


def sender_of(batch: ImportBatch) -> dict[str, "Village | User | None"]:
    """Give who sent a list, as the fields of ``Remembered``: its kelurahan, else the uploader."""
    if batch.village is not None:
        return {"village": batch.village, "user": None}
    return {"village": None, "user": batch.uploaded_by}


def known_of(batch: ImportBatch, what: Remembered.What) -> QuerySet[Remembered]:
    """Give what is remembered of the sender's lists of this kind."""
    return Remembered.objects.filter(**sender_of(batch), list_kind=batch.kind, what=what)


def column_meanings(batch: ImportBatch) -> dict[str, str]:
    """Give headings of the sender, as ``headings.key_of`` gives them, and their fields.

    Costs   one query.
    """
    found = known_of(batch, Remembered.What.COLUMN)
    return dict(found.values_list("text", "meaning"))


def occupation_words(batch: ImportBatch) -> dict[str, str]:
    """Give folded words of the sender and the slugs of the active categories they mean.

    Costs   one query.
    """
    active = OccupationCategory.objects.active().values("slug")
    found = known_of(batch, Remembered.What.OCCUPATION).filter(meaning__in=active)
    return dict(found.values_list("text", "meaning"))
