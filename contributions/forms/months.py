"""Which period, grouping, list or question the pages of months and money are about."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.months import add_months, code, first_of, label, parse
from contributions.forms.fields import PeriodField
from contributions.grids import GroupBy
from contributions.person_clocks import Watch
from enrollment.models import EnrollmentPeriod
from workers.models import OccupationCategory

# How far back and ahead a question about cost may go, in months.
_BACK, _AHEAD = 24, 36


class GridForm(forms.Form):
    """Reads the address of the month grid; what it does not know falls back to the default."""

    periode = PeriodField(required=False)
    kelompok = forms.ChoiceField(choices=GroupBy, required=False)
    kunci = forms.CharField(max_length=20, required=False)


class WatchForm(forms.Form):
    """Reads the address of the lists of clocks."""

    periode = PeriodField(required=False)
    daftar = forms.ChoiceField(choices=Watch, required=False)


class WhatIfForm(forms.Form):
    """A question: so many people, from one month to another, paid by a period's money."""

    orang = forms.IntegerField(
        label=_("Jumlah orang"),
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": _("Isi jumlah orang.")},
    )
    sektor = forms.ChoiceField(
        label=_("Sektor"),
        choices=OccupationCategory.Sector,
        error_messages={"required": _("Pilih sektornya.")},
    )
    periode = PeriodField(label=_("Dibayar dari periode"))
    mulai = forms.ChoiceField(
        label=_("Bulan pertama"), error_messages={"required": _("Pilih bulan pertama.")}
    )
    sampai = forms.ChoiceField(
        label=_("Bulan terakhir"), error_messages={"required": _("Pilih bulan terakhir.")}
    )

    def __init__(self, *args: Any, on: date, period: EnrollmentPeriod, **kwargs: Any) -> None:
        month = first_of(on)
        last = max(month, first_of(period.ends_on))
        kwargs.setdefault(
            "initial",
            {
                "orang": 100,
                "sektor": OccupationCategory.Sector.OTHER,
                "periode": period.code,
                "mulai": code(max(month, first_of(period.starts_on))),
                "sampai": code(last),
            },
        )
        super().__init__(*args, **kwargs)
        choices = [
            (code(one), label(one))
            for one in (add_months(month, step) for step in range(-_BACK, _AHEAD + 1))
        ]
        for name in ("mulai", "sampai"):
            field: Any = self.fields[name]
            field.choices = choices

    def clean_mulai(self) -> date | None:
        return parse(self.cleaned_data["mulai"])

    def clean_sampai(self) -> date | None:
        last = parse(self.cleaned_data["sampai"])
        first = self.cleaned_data.get("mulai")
        if first and last and last < first:
            raise ValidationError(_("Bulan terakhir mendahului bulan pertama."))
        return last
