"""Fields that several forms of this room share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import months
from common.text import clean_text
from enrollment.models import EnrollmentPeriod


class MonthField(forms.CharField):
    """A month as addresses write it, ``2025-04``; its value is the first day."""

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        month = months.parse(text)
        if text and month is None:
            raise ValidationError(_("Bulan tidak terbaca. Contoh: 2025-04."))
        return month


class CleanCharField(forms.CharField):
    """One line of text without anything that no reader can see."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value), limit=self.max_length or 500)


class PeriodField(forms.ModelChoiceField):
    """A period by its code, in any state: bills outlive the year they are for."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Periode"))
        super().__init__(
            EnrollmentPeriod.objects.select_related("funding_source"),
            to_field_name="code",
            empty_label=None,
            **kwargs,
        )
