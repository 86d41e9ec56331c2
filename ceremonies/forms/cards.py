"""The forms of the cards: which list is shown, and what became of the ticked ones."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ceremonies.returns import ReturnReason
from common.text import clean_text
from enrollment.models import EnrollmentPeriod
from workers.forms.fields import DateTextField

_PLAIN = {"autocomplete": "off"}


class CardFilter(forms.Form):
    """Period, kelurahan and name, as shown above the list."""

    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=False,
    )
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    q = forms.CharField(
        label=_("Cari nama atau NIK"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", **_PLAIN}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kelurahan"]
        field.choices = choices


class _TickedForm(forms.Form):
    """Ticked people and the day on which something became of their cards."""

    pk = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Centang dulu orangnya.")}
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.is_bound:
            ticked: Any = self.fields["pk"]
            data: Any = self.data
            ticked.choices = [(value, value) for value in data.getlist("pk") if _is_key(value)]

    def _not_ahead(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise ValidationError(_("Hari itu belum tiba."))
        return day


class HandOverForm(_TickedForm):
    """When the cards were handed over, and to whom where the owners did not come."""

    handed_on = DateTextField(
        label=_("Diserahkan pada"), error_messages={"required": _("Isi tanggalnya.")}
    )
    received_by = forms.CharField(
        label=_("Diwakili oleh"),
        required=False,
        max_length=100,
        help_text=_("Kosongkan bila orangnya datang sendiri."),
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def clean_handed_on(self) -> date:
        return self._not_ahead("handed_on")

    def clean_received_by(self) -> str:
        return clean_text(self.cleaned_data["received_by"], limit=100)


class ReturnForm(_TickedForm):
    """Why the cards came back."""

    returned_on = DateTextField(
        label=_("Dikembalikan pada"), error_messages={"required": _("Isi tanggalnya.")}
    )
    reason = forms.TypedChoiceField(
        label=_("Alasan"),
        choices=[("", _("Pilih alasan")), *ReturnReason.choices],
        coerce=ReturnReason,
        error_messages={"required": _("Pilih alasannya.")},
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def clean_returned_on(self) -> date:
        return self._not_ahead("returned_on")

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"], limit=200)


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 19
