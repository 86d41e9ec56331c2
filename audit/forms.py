"""What the trail may be narrowed to."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.audited import kinds

Choices = list[tuple[str, str]]


def people() -> Choices:
    """Give every account as a choice, by name."""
    staff = get_user_model()._default_manager.order_by("full_name")
    return [
        ("", gettext("Semua orang")),
        *((user.get_username(), user.get_full_name()) for user in staff),
    ]


def kinds_of_record() -> Choices:
    """Give the tables that are watched as choices, by their names on screen."""
    return [("", gettext("Semua jenis")), *((table, capfirst(name)) for table, name in kinds())]


class AccessFilter(forms.Form):
    """Who and which day; an empty field means any."""

    pelaku = forms.ChoiceField(label=_("Pelaku"), required=False, choices=people)
    hari = forms.DateField(
        label=_("Hari"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Isi tanggal yang ada.")},
    )

    def chosen(self) -> dict[str, Any]:
        """Give what the selectors take; a field that is filled wrongly counts as empty."""
        self.is_valid()
        return {
            "actor": self.cleaned_data.get("pelaku", ""),
            "on": self.cleaned_data.get("hari"),
        }


class TrailFilter(AccessFilter):
    """Also which kind of record."""

    jenis = forms.ChoiceField(label=_("Jenis data"), required=False, choices=kinds_of_record)
    field_order = ["pelaku", "jenis", "hari"]

    def chosen(self) -> dict[str, Any]:
        return {**super().chosen(), "kind": self.cleaned_data.get("jenis", "")}
