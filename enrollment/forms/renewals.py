"""Answers of a kelurahan about last period's people, for all who are ticked."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from enrollment.models import EnrollmentPeriod
from enrollment.renewals import Answer
from enrollment.services.renewals import Said
from places.models import Village
from workers.forms.fields import DateTextField
from workers.models import OccupationCategory


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 19


class RenewalListForm(forms.Form):
    """Reads the address of the list; what it does not know falls back to the default."""

    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.exclude(state=EnrollmentPeriod.State.CLOSED),
        to_field_name="code",
        required=False,
    )
    dari = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(), to_field_name="code", required=False
    )
    kelurahan = forms.ModelChoiceField(Village.objects.all(), required=False)


class RenewalFilter(forms.Form):
    """The kelurahan and name to look for, as shown above the list."""

    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    q = forms.CharField(
        label=_("Cari nama atau NIK"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kelurahan"]
        field.choices = [("", _("Semua")), *((row.pk, row.name) for row in villages)]


class RenewalAnswerForm(forms.Form):
    """One answer for all ticked people; the day of a death or a move ends the old cover, too."""

    pk = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Centang dulu orangnya.")}
    )
    answer = forms.TypedChoiceField(
        label=_("Jawaban"), choices=[("", _("Pilih jawaban")), *Answer.choices], coerce=Answer
    )
    fact_on = DateTextField(
        label=_("Tanggal kejadian"),
        required=False,
        help_text=_("Untuk meninggal, pindah, atau berhenti. Contoh: 08-11-2025."),
    )
    occupation = forms.ModelChoiceField(
        OccupationCategory.objects.active(),
        label=_("Pekerjaan baru"),
        required=False,
        empty_label=_("Tetap"),
        help_text=_("Hanya untuk yang ganti pekerjaan."),
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.is_bound:
            ticked: Any = self.fields["pk"]
            data: Any = self.data
            ticked.choices = [(value, value) for value in data.getlist("pk") if _is_key(value)]

    def clean_answer(self) -> Answer:
        if not self.cleaned_data["answer"]:
            raise ValidationError(_("Pilih jawabannya dulu."))
        return Answer(self.cleaned_data["answer"])

    def clean_fact_on(self) -> date | None:
        day: date | None = self.cleaned_data["fact_on"]
        if day and day > self.today:
            raise ValidationError(_("Hari itu belum tiba."))
        return day

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"], limit=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answer = data.get("answer")
        if answer == Answer.CHANGED_WORK and not data.get("occupation"):
            self.add_error("occupation", _("Pilih pekerjaan barunya."))
        return data

    def said(self) -> Said:
        """Give the answer as the service takes it; new work counts with its own answer only."""
        data = self.cleaned_data
        changed = data["answer"] == Answer.CHANGED_WORK
        return Said(
            data["answer"], data["fact_on"], data["occupation"] if changed else None, data["note"]
        )
