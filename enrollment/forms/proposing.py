"""For which period somebody is proposed."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from enrollment.models import EnrollmentPeriod
from enrollment.selectors import current_period, first_day_of_cover


class ProposalForm(forms.Form):
    """One of the open periods, and a token that makes a second click harmless."""

    period = forms.ModelChoiceField(
        label=_("Periode"),
        queryset=EnrollmentPeriod.objects.none(),
        empty_label=None,
        error_messages={"required": _("Pilih periode."), "invalid_choice": _("Pilih periode.")},
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        field: Any = self.fields["period"]
        field.queryset = EnrollmentPeriod.objects.open().filter(ends_on__gte=on)
        self.initial.setdefault("period", current_period(on))
        self.initial.setdefault("form_token", uuid4())

    @property
    def can_propose(self) -> bool:
        """Whether there is any period to propose somebody for."""
        field: Any = self.fields["period"]
        return field.queryset.exists()

    @property
    def chosen(self) -> EnrollmentPeriod | None:
        """The period that stands in the form now, whether it was posted or is preset."""
        if self.is_bound:
            return self.cleaned_data.get("period") if self.is_valid() else None
        preset = self.initial["period"]
        field: Any = self.fields["period"]
        pk = str(getattr(preset, "pk", preset) or "")
        return field.queryset.filter(pk=pk).first() if pk.isdecimal() else None

    def values(self) -> dict[str, Any]:
        """Give what the services take: period, first day of cover, token."""
        period = self.cleaned_data["period"]
        return {
            "period": period,
            "starts_on": first_day_of_cover(period, self.on),
            "form_token": self.cleaned_data["form_token"],
        }
