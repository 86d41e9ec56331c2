"""What an officer saw in the field, for one person or for many."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from enrollment.models import FieldCheck
from workers.forms.fields import DateTextField

FINDINGS = ("works", "able_to_work", "has_statement")


class FieldCheckForm(forms.ModelForm):
    """One visit; what is not ticked was not found, and then a line says what was."""

    checked_on = DateTextField(
        label=_("Tanggal periksa"), error_messages={"required": _("Isi tanggal periksanya.")}
    )

    class Meta:
        model = FieldCheck
        fields = ("checked_on", "officer", *FINDINGS, "note")
        error_messages = {"officer": {"required": _("Isi nama petugas lapangan.")}}

    def __init__(self, *args: Any, today: date, officer: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("checked_on", today)
        self.initial.setdefault("officer", officer)
        for name in ("checked_on", "officer", "note"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_checked_on(self) -> date:
        day: date = self.cleaned_data["checked_on"]
        if day > self.today:
            raise ValidationError(_("Hari itu belum tiba."))
        return day

    def clean_officer(self) -> str:
        name = clean_text(self.cleaned_data["officer"], limit=150)
        if not name:
            raise ValidationError(_("Isi nama petugas lapangan."))
        return name

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"], limit=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not all(cleaned.get(name) for name in FINDINGS) and not cleaned.get("note"):
            self.add_error(
                "note",
                ValidationError(_("Ada yang tidak dicentang: tulis apa yang ditemukan.")),
            )
        return cleaned
