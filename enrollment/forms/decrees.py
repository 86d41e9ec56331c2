"""Forms of decrees: whom to name, under which title, number, day and signatory."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.scope import villages_for
from common.dates import long_date
from common.text import clean_text
from enrollment.decree_choice import Choice
from enrollment.models import EnrollmentPeriod
from places.models import Signatory, Village
from workers.forms.fields import DateTextField
from workers.models import OccupationCategory


class ChoiceForm(forms.Form):
    """Whom a decree shall name; nonsense in the address narrows nothing."""

    q = forms.CharField(
        label=_("Cari nama atau NIK"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.open(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=False,
    )
    kelurahan = forms.ModelChoiceField(
        Village.objects.none(),
        to_field_name="code",
        label=_("Kelurahan"),
        empty_label=_("Semua"),
        required=False,
    )
    pekerjaan = forms.ModelChoiceField(
        OccupationCategory.objects.none(),
        to_field_name="slug",
        label=_("Kategori pekerjaan"),
        empty_label=_("Semua"),
        required=False,
    )
    dinas = forms.ModelChoiceField(
        Agency.objects.none(),
        to_field_name="code",
        label=_("Perangkat daerah pembina"),
        empty_label=_("Semua"),
        required=False,
    )
    cadangan = forms.ChoiceField(
        label=_("Cadangan"),
        choices=[("", _("Tidak ikut")), ("ya", _("Ikut, selama kuota ada"))],
        required=False,
    )

    def __init__(
        self, data: QueryDict, *, user: User, period: EnrollmentPeriod | None, fixed: bool = False
    ) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["kelurahan"].queryset = villages_for(user)
        fields["pekerjaan"].queryset = OccupationCategory.objects.in_scope(user)
        fields["dinas"].queryset = Agency.objects.filter(
            pk__in=OccupationCategory.objects.values("agency")
        )
        fields["periode"].initial = period
        if fixed:
            del fields["periode"]
        self._period = period

    def choice(self) -> Choice | None:
        """Give what is asked for; None while there is no open period."""
        self.is_valid()
        values = self.cleaned_data
        period = values.get("periode") or self._period
        if period is None:
            return None
        return Choice(
            period=period,
            village=values.get("kelurahan"),
            occupation=values.get("pekerjaan"),
            agency=values.get("dinas"),
            text=values.get("q", ""),
            with_waiting=values.get("cadangan") == "ya",
        )

    @property
    def values(self) -> dict[str, str]:
        """Give what stands in the address, to be sent along with a button."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


class TitleForm(forms.Form):
    """What a draft is about."""

    title = forms.CharField(
        label=_("Tentang"),
        max_length=250,
        help_text=_("Seperti di kepala SK, misalnya: Penetapan penerima bantuan iuran 2025."),
    )

    def clean_title(self) -> str:
        title = clean_text(self.cleaned_data["title"], limit=250)
        if not title:
            raise ValidationError(_("Isi dulu tentang apa SK ini."))
        return title


class SignForm(forms.Form):
    """The number and the day of a decree, and who signed it."""

    number = forms.CharField(
        label=_("Nomor SK"),
        max_length=60,
        help_text=_("Seperti di kertas, misalnya 188/45/HK/410.010.2/2025."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    signed_on = DateTextField(
        label=_("Tanggal SK"), help_text=_("Contoh: 08-04-2025. Tidak boleh sesudah hari ini.")
    )
    signatory = forms.ModelChoiceField(
        Signatory.objects.filter(signs=Signatory.Signs.DECREES, village=None),
        label=_("Penanda tangan"),
        empty_label=_("Pilih penanda tangan"),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today
        signatories: Any = self.fields["signatory"]
        signatories.initial = signatories.queryset.valid_on(today).first()

    def clean_number(self) -> str:
        number = clean_text(self.cleaned_data["number"], limit=60)
        if not number:
            raise ValidationError(_("Nomor SK belum diisi."))
        return number

    def clean_signed_on(self) -> date:
        day: date = self.cleaned_data["signed_on"]
        if day > self._today:
            raise ValidationError(_("Tanggal SK tidak boleh sesudah hari ini."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, signatory = cleaned.get("signed_on"), cleaned.get("signatory")
        if day and signatory:
            valid = Signatory.objects.valid_on(day).filter(pk=signatory.pk)
            if not valid.exists():
                self.add_error(
                    "signatory",
                    _("%(name)s bukan penanda tangan SK pada %(day)s.")
                    % {"name": signatory.name, "day": long_date(day)},
                )
        return cleaned
