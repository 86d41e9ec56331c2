"""Sources whose rows can be shown as they were on an earlier day."""

from contextlib import suppress
from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import DateField, DateInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dates import long_date
from reporting.filters.base import RosterFilter
from reporting.kinds import AS_OF
from reporting.past import first_day


def day_choice() -> django_filters.DateFilter:
    """Give the choice of the day; a source names it ``per``, after what else narrows it."""
    return django_filters.DateFilter(
        method="leave",
        label=gettext_lazy("Keadaan per"),
        widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": gettext_lazy("Tanggal keadaan tidak terbaca. Tulis seperti 30-6-2025.")
        },
    )


class PastFilter(RosterFilter):
    """Keeps the day that was asked for, and refuses those of which the registry cannot tell."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters[AS_OF].extra["validators"] = [self.check_day]

    def complete(self, given: dict[str, str]) -> None:
        """Read the day first; it stands in addresses and in the ledger in one spelling only."""
        with suppress(ValidationError):
            self.as_of = DateField(required=False).clean(given[AS_OF])
        if self.as_of:
            given[AS_OF] = self.as_of.isoformat()
        super().complete(given)

    def name_of(self, value: Any) -> str:
        return f"per {value}" if isinstance(value, date) else super().name_of(value)

    def check_day(self, day: date) -> None:
        """Raises ValidationError for a day to come, and for one before the trail begins."""
        if day > self.on:
            raise ValidationError(
                _("Keadaan per %(day)s belum bisa dicetak. Pilih hari ini atau sebelumnya.")
                % {"day": long_date(day)}
            )
        began = first_day()
        if began and day < began:
            raise ValidationError(
                _("Registri ini mencatat sejak %(day)s. Pilih tanggal itu atau sesudahnya.")
                % {"day": long_date(began)}
            )

    def leave(self, rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Narrow by nothing: rows are read as of the day, not chosen by it."""
        return rows
