"""Filters of the lists: what stands in the address, and nothing else."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.forms import HiddenInput, TextInput
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import villages_for
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet, FieldCheck
from enrollment.people import WITHOUT
from enrollment.standing import Standing
from workers.models import OccupationCategory, Worker, WorkerQuerySet
from workers.search import search

# Orders of the list of workers: value in the address, words, fields.
ORDERS: dict[str, tuple[Any, list[str]]] = {
    "": (_("Nama, A ke Z"), ["name_key"]),
    "-nama": (_("Nama, Z ke A"), ["-name_key", "-pk"]),
    "kelurahan": (_("Kelurahan"), ["village_id", "name_key"]),
    "terbaru": (_("Terbaru dulu"), ["-pk"]),
}
_SEARCH = TextInput(attrs={"type": "search", "autocomplete": "off"})


def village_choice(field_name: str) -> django_filters.ModelChoiceFilter:
    """Give a filter by kelurahan; ``ScopedFilterSet`` says which ones it offers."""
    return django_filters.ModelChoiceFilter(
        field_name=field_name,
        to_field_name="code",
        label=_("Kelurahan"),
        empty_label=_("Semua"),
    )


def occupation_choice(field_name: str) -> django_filters.ModelChoiceFilter:
    """Give a filter by occupation; ``ScopedFilterSet`` says which ones it offers."""
    return django_filters.ModelChoiceFilter(
        field_name=field_name,
        to_field_name="slug",
        label=_("Kategori pekerjaan"),
        empty_label=_("Semua"),
    )


class ScopedFilterSet(django_filters.FilterSet):
    """Offers the kelurahan and occupations within a user's scope; also for other rooms."""

    def __init__(self, data: Mapping[str, Any], *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.filters["kelurahan"].queryset = villages_for(user)
        self.filters["pekerjaan"].queryset = OccupationCategory.objects.in_scope(user)


class WorkerFilter(ScopedFilterSet):
    """Search, kelurahan and occupation narrow the people; the rest is read by name."""

    q = django_filters.CharFilter(
        method="find", label=_("Cari nama, NIK, atau KPJ"), widget=_SEARCH
    )
    kelurahan = village_choice("village")
    pekerjaan = occupation_choice("occupation")
    periode = django_filters.ModelChoiceFilter(
        method="leave",
        queryset=EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
    )
    urut = django_filters.ChoiceFilter(
        method="leave",
        label=_("Urutkan"),
        choices=[(value, words) for value, (words, _fields) in ORDERS.items() if value],
        empty_label=ORDERS[""][0],
    )
    status = django_filters.ChoiceFilter(
        method="leave",
        label=_("Status"),
        choices=[*Standing.choices, (WITHOUT, _("Tanpa kepesertaan"))],
        widget=HiddenInput,
    )

    class Meta:
        model = Worker
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, default_period: EnrollmentPeriod | None, **kwargs: Any
    ) -> None:
        values = data.copy()
        if not values.get("periode") and default_period is not None:
            values["periode"] = default_period.code
        self.default_period = default_period
        super().__init__(values, **kwargs)

    def find(self, queryset: WorkerQuerySet, name: str, value: str) -> WorkerQuerySet:
        return search(queryset, value)

    def leave(self, queryset: WorkerQuerySet, name: str, value: Any) -> WorkerQuerySet:
        return queryset

    def value(self, name: str) -> Any:
        """Give one cleaned value; None where the address holds nonsense."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name) or None

    @property
    def qs(self) -> WorkerQuerySet:
        """Narrow by every value that is well-formed and ignore the others."""
        self.form.is_valid()
        known = {name: self.form.cleaned_data.get(name) for name in self.filters}
        queryset = self.queryset.all()
        for name, value in known.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def period(self) -> EnrollmentPeriod | None:
        return self.value("periode") or self.default_period

    @property
    def order(self) -> list[str]:
        return ORDERS[self.value("urut") or ""][1]

    def address(self, **changes: str | None) -> str:
        """Give the query string of this view with some values changed, empty ones left out."""
        values = QueryDict(mutable=True)
        kept = {name: self.data.get(name) for name in self.filters}
        if self.default_period and kept["periode"] == self.default_period.code:
            del kept["periode"]
        for name, value in (kept | changes).items():
            if value:
                values[name] = value
        return f"?{values.urlencode()}"


class FieldState(models.TextChoices):
    """How far the field check of an enrollment is; the values stand in addresses."""

    MISSING = "belum", _("Belum diperiksa")
    PASSED = "lulus", _("Lulus")
    FAILED = "tidak", _("Belum lulus")


class QueueFilter(ScopedFilterSet):
    """Filters of the verification queue."""

    q = django_filters.CharFilter(
        method="find", label=_("Cari nama, NIK, atau KPJ"), widget=_SEARCH
    )
    kelurahan = village_choice("worker__village")
    pekerjaan = occupation_choice("worker__occupation")
    periode = django_filters.ModelChoiceFilter(
        field_name="period",
        queryset=EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=_("Semua"),
    )
    lapangan = django_filters.ChoiceFilter(
        method="by_field_check",
        label=_("Periksa lapangan"),
        choices=FieldState.choices,
        empty_label=_("Semua"),
    )

    class Meta:
        model = Enrollment
        fields: list[str] = []

    def find(self, queryset: EnrollmentQuerySet, name: str, value: str) -> EnrollmentQuerySet:
        if not value.strip():
            return queryset
        return queryset.filter(worker__in=search(Worker.objects.all(), value).values("pk"))

    def by_field_check(
        self, queryset: EnrollmentQuerySet, name: str, value: str
    ) -> EnrollmentQuerySet:
        """Keep the enrollments whose latest check ended so."""
        checks = FieldCheck.objects.filter(enrollment=OuterRef("pk"))
        if value == FieldState.MISSING:
            return queryset.filter(~Exists(checks))
        latest = FieldCheck.objects.annotate(
            newest=Subquery(
                FieldCheck.objects.filter(enrollment=OuterRef("enrollment")).values("pk")[:1]
            )
        ).filter(enrollment=OuterRef("pk"), pk=F("newest"))
        passed = latest.filter(works=True, able_to_work=True, has_statement=True)
        if value == FieldState.PASSED:
            return queryset.filter(Exists(passed))
        return queryset.filter(Exists(checks), ~Exists(passed))
