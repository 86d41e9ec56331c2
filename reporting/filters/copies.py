"""Lines that hold copies of people's data, narrowed by what the copies say."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from places.models import Village
from reporting.filters.base import RosterFilter
from workers.models import OccupationCategory


def copied_village_choice() -> django_filters.ModelChoiceFilter:
    """Give a filter by the kelurahan that a line names, wherever the person lives today."""
    return django_filters.ModelChoiceFilter(
        method="keep_village",
        to_field_name="code",
        label=_("Kelurahan"),
        empty_label=_("Semua"),
    )


def copied_occupation_choice() -> django_filters.ModelChoiceFilter:
    """Give a filter by the occupation that a line names, whatever the person does today."""
    return django_filters.ModelChoiceFilter(
        method="keep_occupation",
        to_field_name="slug",
        label=_("Kategori pekerjaan"),
        empty_label=_("Semua"),
    )


class CopyFilter(RosterFilter):
    """A source of such lines; it keeps what the two choices above say."""

    def keep_village(
        self, lines: QuerySet[Any], name: str, value: Village | None
    ) -> QuerySet[Any]:
        return lines.filter(village_name=value.name) if value else lines

    def keep_occupation(
        self, lines: QuerySet[Any], name: str, value: OccupationCategory | None
    ) -> QuerySet[Any]:
        return lines.filter(occupation_name=value.name) if value else lines
