"""Lines that hold copies of people's data, narrowed by what the copies say."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from places.models import Village
from reporting.filters.base import RosterFilter
from workers.models import OccupationCategory


class CopyFilter(RosterFilter):
    """Area and occupation as a line names them, wherever the person lives and works today."""

    kelurahan = django_filters.ModelChoiceFilter(
        method="keep_village",
        to_field_name="code",
        label=_("Kelurahan"),
        empty_label=_("Semua"),
    )
    pekerjaan = django_filters.ModelChoiceFilter(
        method="keep_occupation",
        to_field_name="slug",
        label=_("Kategori pekerjaan"),
        empty_label=_("Semua"),
    )

    def keep_village(
        self, lines: QuerySet[Any], name: str, value: Village | None
    ) -> QuerySet[Any]:
        return lines.filter(village_name=value.name) if value else lines

    def keep_occupation(
        self, lines: QuerySet[Any], name: str, value: OccupationCategory | None
    ) -> QuerySet[Any]:
        return lines.filter(occupation_name=value.name) if value else lines
