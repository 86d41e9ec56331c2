"""The end of a cover in three fields, and taking one back."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from enrollment.transitions import DEATHS, EndReason
from workers.forms.fields import DateTextField

# Nobody chooses what only the closing of a period may say.
CHOSEN = [reason for reason in EndReason if reason != EndReason.PERIOD_CLOSED]


class EndingForm(forms.Form):
    """Why, on which day, and when the office heard of it: today unless said otherwise."""

    reason = forms.TypedChoiceField(
        label=_("Alasan"),
        coerce=EndReason,
        error_messages={
            "required": _("Pilih alasannya dulu."),
            "invalid_choice": _("Pilih alasannya dulu."),
        },
    )
    on = DateTextField(
        label=_("Tanggal kejadian"),
        help_text=_("Hari terakhir dilindungi. Contoh: 08-04-2025."),
        error_messages={"required": _("Isi tanggal kejadiannya.")},
    )
    known_on = DateTextField(
        label=_("Diketahui kantor"),
        error_messages={"required": _("Isi tanggal kantor mengetahuinya.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        reasons: Collection[EndReason] = tuple(CHOSEN),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("known_on", today)
        choice: Any = self.fields["reason"]
        choice.choices = [
            ("", _("Pilih alasan")),
            *((reason.value, reason.label) for reason in reasons),
        ]

    def clean_known_on(self) -> date:
        day: date = self.cleaned_data["known_on"]
        if day > self.today:
            raise ValidationError(_("Hari itu belum tiba."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        on, known_on = cleaned.get("on"), cleaned.get("known_on")
        if cleaned.get("reason") in DEATHS and on and known_on and known_on < on:
            self.add_error("on", ValidationError(_("Tanggal ini sesudah tanggal diketahui.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Give what the services take: reason, day of the fact, day known."""
        return {name: self.cleaned_data[name] for name in ("reason", "on", "known_on")}


def death_form(*args: Any, **kwargs: Any) -> EndingForm:
    """Give the same three fields for a death of somebody whom no decree names."""
    reasons = [reason for reason in EndReason if reason in DEATHS]
    form = EndingForm(*args, reasons=reasons, **kwargs)
    form.fields["on"].help_text = _("Contoh: 08-04-2025.")
    return form


class ReopenForm(forms.Form):
    """Why an ending was a mistake."""

    note = forms.CharField(
        label=_("Mengapa keliru"),
        max_length=200,
        error_messages={"required": _("Tulis alasannya dulu.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Tercatat di riwayat. Contoh: salah orang, namanya sama."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_note(self) -> str:
        note = clean_text(self.cleaned_data["note"], limit=200)
        if not note:
            raise ValidationError(_("Tulis alasannya dulu."))
        return note
