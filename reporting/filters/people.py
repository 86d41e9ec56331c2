"""People of a period, by how their enrollment stands."""

from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from common.dates import long_date
from enrollment.filters import occupation_choice, village_choice
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet
from enrollment.selectors import current_period
from enrollment.standing import Standing, standing_q
from enrollment.transitions import Status
from reporting.filters.base import RosterFilter
from reporting.filters.past import PastFilter, day_choice
from reporting.kinds import AS_OF
from reporting.selectors import districts_for

# What a list shows unless somebody asks for another status; the values stand in addresses.
REGISTERED = "terdaftar"
EVERYBODY = "semua"
STATUSES = (
    (REGISTERED, _("Terdaftar di BPJS")),
    (EVERYBODY, _("Semua yang diusulkan")),
    *Standing.choices,
)
_UNKNOWN_STATUS = _("Tidak ada daftar untuk status itu. Pilih status lain.")


def period_choice(field_name: str) -> django_filters.ModelChoiceFilter:
    """Give a filter by period that a list cannot do without."""
    return django_filters.ModelChoiceFilter(
        field_name=field_name,
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=True,
        queryset=EnrollmentPeriod.objects.all(),
        error_messages={"required": _("Belum ada periode kepesertaan. Buat periode dulu.")},
    )


class LivePeopleFilter(RosterFilter):
    """Period, status, area and occupation, narrowed from everybody the reader may see."""

    permission = "enrollment.view_enrollment"
    person = "worker"
    named_after: ClassVar[tuple[str, ...]] = ("periode", "kecamatan", "kelurahan", "pekerjaan")

    periode = period_choice("period")
    status = django_filters.ChoiceFilter(
        method="keep_status",
        label=_("Status"),
        choices=STATUSES,
        empty_label=None,
        error_messages={"invalid_choice": _UNKNOWN_STATUS},
    )
    kecamatan = django_filters.ModelChoiceFilter(
        field_name="worker__village__district",
        to_field_name="code",
        label=_("Kecamatan"),
        empty_label=_("Semua"),
    )
    kelurahan = village_choice("worker__village")
    pekerjaan = occupation_choice("worker__occupation")

    class Meta:
        model = Enrollment
        fields: list[str] = []

    def __init__(self, values: Any, **kwargs: Any) -> None:
        super().__init__(values, **kwargs)
        self.filters["kecamatan"].queryset = districts_for(kwargs["user"])

    def complete(self, given: dict[str, str]) -> None:
        given["status"] = given["status"] or REGISTERED
        given["periode"] = given["periode"] or self.usual_period()

    def usual_period(self) -> str:
        """Give the code of the period that is meant where nobody names one."""
        period = current_period(self.day)
        return period.code if period else ""

    def keep_status(
        self, enrollments: EnrollmentQuerySet, name: str, value: str
    ) -> EnrollmentQuerySet:
        if value == REGISTERED:
            return enrollments.filter(status=Status.REGISTERED)
        if value == EVERYBODY:
            return enrollments.live()
        return enrollments.filter(standing_q(Standing(value), self.day))

    def said(self, name: str, value: Any) -> str:
        if name == "status":
            return str(dict(STATUSES)[value])
        if isinstance(value, EnrollmentPeriod):
            return f"{value.name} ({long_date(value.starts_on)} – {long_date(value.ends_on)})"
        return super().said(name, value)

    def name_of(self, value: Any) -> str:
        return value.code if isinstance(value, EnrollmentPeriod) else super().name_of(value)


class PeopleFilter(PastFilter, LivePeopleFilter):
    """The same people, also as they were on an earlier day."""

    named_after: ClassVar = (*LivePeopleFilter.named_after, AS_OF)

    per = day_choice()


class AllPeriodsFilter(PeopleFilter):
    """The same without asking for a period: people of all of them unless one is chosen."""

    periode = django_filters.ModelChoiceFilter(
        field_name="period",
        to_field_name="code",
        label=_("Periode"),
        empty_label=_("Semua"),
        queryset=EnrollmentPeriod.objects.all(),
    )

    def usual_period(self) -> str:
        return ""
