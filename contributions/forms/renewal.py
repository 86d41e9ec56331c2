"""Which period a renewal opens, and which it continues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.forms.fields import PeriodField
from enrollment.models import EnrollmentPeriod


class RenewalChoice(forms.Form):
    """The new period and the one it continues."""

    periode = PeriodField(label=_("Periode baru"), required=False)
    dari = PeriodField(label=_("Melanjutkan"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["periode"]
        field.queryset = field.queryset.exclude(state=EnrollmentPeriod.State.CLOSED)


class OpenForm(forms.Form):
    """What the person at the screen saw when they asked to open the renewal."""

    periode = PeriodField()
    dari = PeriodField()
    expected = forms.IntegerField(min_value=1)
