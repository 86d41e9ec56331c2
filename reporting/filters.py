"""Which people a list shows: what stands in the address of a screen, a job or a command."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.dates import long_date
from common.text import clean_text
from enrollment.filters import ScopedFilterSet, occupation_choice, village_choice
from enrollment.models import Enrollment, EnrollmentPeriod, EnrollmentQuerySet
from enrollment.selectors import current_period
from enrollment.standing import Standing, standing_q
from enrollment.transitions import Status
from reporting.kinds import REGISTERED, RosterKind
from reporting.selectors import districts_for
from reporting.services import Order

EVERYBODY = "semua"
STATUSES = (
    (REGISTERED, _("Terdaftar di BPJS")),
    (EVERYBODY, _("Semua yang diusulkan")),
    *Standing.choices,
)
_UNKNOWN_STATUS = _("Tidak ada daftar untuk status itu. Pilih status lain.")


class RosterFilter(ScopedFilterSet):
    """Period, status, area and occupation, narrowed from everybody the reader may see."""

    periode = django_filters.ModelChoiceFilter(
        field_name="period",
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=True,
        queryset=EnrollmentPeriod.objects.all(),
        error_messages={"required": _("Belum ada periode kepesertaan. Buat periode dulu.")},
    )
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

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        user: User,
        on: date,
        usual_status: str = REGISTERED,
    ) -> None:
        """Takes usual_status: the one that is meant where ``values`` name none."""
        given = {name: clean_text(values.get(name), limit=50) for name in self.base_filters}
        if not given["periode"] and (period := current_period(on)):
            given["periode"] = period.code
        super().__init__(
            given | {"status": given["status"] or usual_status},
            user=user,
            queryset=Enrollment.objects.in_scope(user),
        )
        self.on = on
        self.filters["kecamatan"].queryset = districts_for(user)

    def keep_status(
        self, enrollments: EnrollmentQuerySet, name: str, value: str
    ) -> EnrollmentQuerySet:
        if value == REGISTERED:
            return enrollments.filter(status=Status.REGISTERED)
        if value == EVERYBODY:
            return enrollments.live()
        return enrollments.filter(standing_q(Standing(value), self.on))

    @property
    def names_unknown(self) -> bool:
        """Tell whether a value names a period, area or occupation that is not there for them."""
        errors = self.form.errors.as_data()
        return any(
            error.code == "invalid_choice"
            for name in errors.keys() - {"status"}
            for error in errors[name]
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """The cleaned values that narrow the list, in the order of the form."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def values(self) -> dict[str, str]:
        """What to put into an address or a job to get this list again."""
        return {name: value for name, value in self.data.items() if value}

    @property
    def address(self) -> str:
        query = QueryDict(mutable=True)
        query.update(self.values)
        return f"?{query.urlencode()}"

    def order(
        self, kind: RosterKind, *, format: str, full_nik: bool = False, purpose: str = ""
    ) -> Order:
        """Give the order for a file of these people; the form must be valid."""
        chosen = self.chosen
        return Order(
            kind=kind,
            enrollments=self.qs,
            caption=self._caption(chosen),
            filters=self.values,
            file_stem=self._file_stem(kind, chosen),
            on=self.on,
            format=format,
            village=chosen.get("kelurahan"),
            full_nik=full_nik,
            purpose=purpose,
        )

    def _caption(self, chosen: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        period = chosen["periode"]
        days = f"{long_date(period.starts_on)} – {long_date(period.ends_on)}"
        words = {
            name: str(value) for name, value in chosen.items() if name not in ("periode", "status")
        }
        words["periode"] = f"{period.name} ({days})"
        words["status"] = str(dict(STATUSES)[chosen["status"]])
        return tuple(
            (str(field.label), words[name])
            for name, field in self.form.fields.items()
            if name in words
        )

    def _file_stem(self, kind: RosterKind, chosen: dict[str, Any]) -> str:
        narrowing = [chosen.get(name) for name in ("kecamatan", "kelurahan", "pekerjaan")]
        parts = [kind.file_stem, chosen["periode"].code, *filter(None, narrowing)]
        return slugify(" ".join(map(str, parts)))
