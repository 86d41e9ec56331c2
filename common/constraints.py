"""Check constraints and indexes that several rooms need."""

from typing import Any

from django.db import models
from django.db.models import Q


def both_or_neither(first: str, second: str, *, name: str) -> models.CheckConstraint:
    """Two nullable columns that are filled together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
    )


def matches_or_empty(
    field: str, pattern: str, *, name: str, message: Any
) -> models.CheckConstraint:
    """A text column that is empty or matches a pattern from its first to its last character."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": pattern}),
        name=name,
        violation_error_message=message,
    )


def filled_index(field: str, *, name: str) -> models.Index:
    """An index of a nullable column over the rows that have a value."""
    return models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)
