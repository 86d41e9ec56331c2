"""Visits to people's places of work."""

from typing import Any, ClassVar

import django_filters
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from enrollment.filters import occupation_choice, village_choice
from enrollment.models import EnrollmentPeriod, FieldCheck
from enrollment.selectors import current_period
from reporting.filters.base import RosterFilter
from reporting.filters.people import period_choice


def _day(lookup: str, label: Any) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        field_name="checked_on",
        lookup_expr=lookup,
        label=label,
        widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Tanggal tidak terbaca. Tulis seperti 2025-04-08.")},
    )


class FieldCheckFilter(RosterFilter):
    """Period, days, area and occupation, narrowed from all visits the reader may see."""

    permission = "enrollment.view_enrollment"
    person = "enrollment__worker"
    named_after: ClassVar = ("periode", "kelurahan", "pekerjaan")

    periode = period_choice("enrollment__period")
    dari = _day("gte", _("Diperiksa dari"))
    sampai = _day("lte", _("Diperiksa sampai"))
    kelurahan = village_choice("enrollment__worker__village")
    pekerjaan = occupation_choice("enrollment__worker__occupation")

    class Meta:
        model = FieldCheck
        fields: list[str] = []

    def complete(self, given: dict[str, str]) -> None:
        if not given["periode"] and (period := current_period(self.on)):
            given["periode"] = period.code

    def name_of(self, value: Any) -> str:
        return value.code if isinstance(value, EnrollmentPeriod) else super().name_of(value)
