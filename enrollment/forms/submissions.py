"""Files for BPJS: which period is shown, who goes into a new one and in which columns."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from enrollment.models import ColumnPreset, EnrollmentPeriod, Submission
from enrollment.submission_selectors import correctable, default_preset


class PeriodChoice(forms.Form):
    """The period that a page is about; the one given where the address names none."""

    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(), label=_("Periode"), to_field_name="code", empty_label=None
    )

    def __init__(self, data: QueryDict, *, period: EnrollmentPeriod | None) -> None:
        values = data.copy()
        if not values.get("periode") and period is not None:
            values["periode"] = period.code
        super().__init__(values)
        self.is_valid()
        self.period: EnrollmentPeriod | None = self.cleaned_data.get("periode") or period


class SubmissionForm(PeriodChoice):
    """Who goes into a new file, in which columns, with a note for the office.

    The address of the page holds the first three, so that they can be looked at before sending.
    """

    isi = forms.TypedChoiceField(label=_("Isi berkas"), coerce=int, required=False)
    susunan = forms.ModelChoiceField(
        ColumnPreset.objects.all(), label=_("Susunan kolom"), empty_label=None, required=False
    )
    note = forms.CharField(
        label=_("Catatan"), max_length=200, required=False, help_text=_("Hanya untuk kantor ini.")
    )
    only_complete = forms.BooleanField(
        label=_("Tinggalkan dulu yang belum lengkap"), required=False
    )

    def __init__(self, data: QueryDict, *, period: EnrollmentPeriod | None) -> None:
        chosen = data.copy()
        if not chosen.get("susunan") and (usual := default_preset()):
            chosen["susunan"] = str(usual.pk)
        super().__init__(chosen, period=period)
        fixed = {row.pk: row for row in correctable(self.period)} if self.period else {}
        choice: Any = self.fields["isi"]
        choice.choices = [
            ("", _("Semua yang menunggu")),
            *(
                (pk, _("Perbaikan pengajuan %(number)d") % {"number": row.number})
                for pk, row in fixed.items()
            ),
        ]
        self.full_clean()
        self.preset: ColumnPreset | None = self.cleaned_data.get("susunan")
        self.corrects: Submission | None = fixed.get(self.cleaned_data.get("isi") or 0)

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"], limit=200)

    def address_fields(self) -> list[forms.BoundField]:
        """Give the fields that the address of the page holds."""
        return [self["periode"], self["isi"], self["susunan"]]


class WithdrawForm(forms.Form):
    """The word that a file has never left the office."""

    never_left = forms.BooleanField(
        label=_("Berkas ini belum dikirim ke BPJS"),
        error_messages={"required": _("Centang dulu bahwa berkasnya belum dikirim.")},
    )
