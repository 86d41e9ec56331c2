"""What narrows the waiting list, and who of it is promoted."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import villages_for
from enrollment.models import EnrollmentPeriod


class WaitingForm(forms.Form):
    """A period and a kelurahan within a user's scope; nonsense in the address is ignored."""

    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=False,
    )
    kelurahan: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        to_field_name="code",
        label=_("Kelurahan"),
        empty_label=_("Semua"),
        required=False,
    )

    def __init__(
        self, data: QueryDict, *, user: User, default: EnrollmentPeriod | None, **kwargs: Any
    ) -> None:
        values = data.copy()
        if default is not None and not values.get("periode"):
            values["periode"] = default.code
        super().__init__(values, **kwargs)
        village: Any = self.fields["kelurahan"]
        village.queryset = villages_for(user)
        self.is_valid()
        self.period = self.cleaned_data.get("periode") or default
        self.village = self.cleaned_data.get("kelurahan")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Give the names and values of the address that say what is shown."""
        chosen = {"periode": self.period, "kelurahan": self.village}
        return [(name, row.code) for name, row in chosen.items() if row]

    @property
    def address(self) -> str:
        """Give the query string of what is shown."""
        return urlencode(self.kept)
