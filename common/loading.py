"""Tables of which thousands of rows are read at a time."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class LoadedQuickly(models.Model):
    """A table whose rows become objects in a third of the usual time.

    What comes from the database is put into the object as it is. ``__init__`` would look for
    defaults, set one field after the other and tell listeners, which rows that exist need not.
    So this is nothing for a model that has an ``__init__`` of its own, listeners to it, or fields
    that wrap what is set, such as files.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # stubs of a later Django, which says more
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """Give the object of a row; fields that were not read are left to be read when asked."""
        row = cls.__new__(cls)
        state = row._state = ModelState()
        state.adding, state.db = False, db
        row.__dict__.update(zip(field_names, values, strict=True))
        return row
