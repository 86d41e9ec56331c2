"""What a check is about: a period, one of its months, one kind of difference."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.months import code, label, last_day
from contributions.forms.fields import MonthField, PeriodField
from contributions.reconciliation import Difference
from contributions.selectors import months_of
from enrollment.models import EnrollmentPeriod


class CheckForm(forms.Form):
    """Reads an address; what it does not know falls back to the default."""

    periode = PeriodField(required=False)
    bulan = MonthField(required=False)
    jenis = forms.ChoiceField(choices=Difference, required=False)


class CheckChoice(forms.Form):
    """The choices on the page; only months of the period are offered."""

    periode = PeriodField()
    bulan = forms.ChoiceField(label=_("Bulan iuran"))

    def __init__(self, *, period: EnrollmentPeriod, month: date, **kwargs: Any) -> None:
        super().__init__(initial={"periode": period.code, "bulan": code(month)}, **kwargs)
        months: Any = self.fields["bulan"]
        months.choices = [(code(one), label(one)) for one in months_of(period)]


class FileForm(CheckForm):
    """Which file somebody wants of a check."""

    XLSX, CSV = "xlsx", "csv"

    periode = PeriodField()
    bulan = MonthField()
    bentuk = forms.ChoiceField(choices=[(XLSX, "Excel"), (CSV, "CSV")])


def usual_month(period: EnrollmentPeriod, on: date) -> date:
    """Give the month a check starts with: the last one that is over, or the first of all."""
    months = months_of(period)
    return max((month for month in months if last_day(month) < on), default=months[0])
