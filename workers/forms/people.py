"""Forms of one person and their heirs."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import villages_for
from common.text import clean_text
from workers.forms.fields import (
    DIGITS,
    CardNumberField,
    DateTextField,
    NikField,
    NumberedField,
    PhoneField,
)
from workers.models import Heir, MaritalStatus, OccupationCategory, Sex, Worker

# What to do about an empty field, in the words of that field.
MISSING = {
    "nik": _("Isi NIK, 16 angka seperti pada KTP."),
    "full_name": _("Isi nama lengkap."),
    "birth_date": _("Isi tanggal lahir."),
    "sex": _("Pilih jenis kelamin."),
    "village": _("Pilih kelurahan."),
    "occupation": _("Pilih kategori pekerjaan."),
}


class WorkerForm(forms.ModelForm):
    """Everything about one person; uniqueness and constraints are the service's business."""

    nik = NikField()
    birth_date = DateTextField(label=_("Tanggal lahir"), help_text=_("Contoh: 08-04-1985."))
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect
    )
    family_card_number = CardNumberField(label=_("Nomor KK"), required=False)
    phone = PhoneField(label=_("Nomor HP"), required=False)
    rt = NumberedField(label=_("RT"), required=False)
    rw = NumberedField(label=_("RW"), required=False)

    class Meta:
        model = Worker
        fields: tuple[str, ...] = (
            "nik",
            "full_name",
            "birth_place",
            "birth_date",
            "sex",
            "marital_status",
            "family_card_number",
            "mother_name",
            "address",
            "rt",
            "rw",
            "village",
            "domicile_address",
            "phone",
            "occupation",
            "work_place",
            "income",
            "dtsen_decile",
            "note",
        )
        help_texts = {
            "full_name": _("Sesuai KTP, tanpa gelar."),
            "address": _("Jalan, gang, nomor rumah."),
            "domicile_address": _("Isi bila berbeda dengan KTP."),
            "work_place": _("Pangkalan, masjid, atau wilayah tugas."),
            "dtsen_decile": _("1 sampai 10, bila diketahui."),
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "income": forms.TextInput(attrs=DIGITS),
            "dtsen_decile": forms.TextInput(attrs=DIGITS),
        }

    def __init__(
        self, *args: Any, user: User, on: date, locked: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self._limit_choices(user)
        for name, field in self.fields.items():
            field.disabled = name in locked
            field.widget.attrs.setdefault("autocomplete", "off")
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]

    def _limit_choices(self, user: User) -> None:
        village: Any = self.fields["village"]
        village.queryset = villages_for(user)
        village.empty_label = _("Pilih kelurahan")
        if self.instance.pk is None and not self.is_bound and village.queryset.count() == 1:
            self.initial.setdefault("village", village.queryset.get().pk)
        occupation: Any = self.fields["occupation"]
        categories = OccupationCategory.objects.in_scope(user)
        occupation.queryset = categories.filter(
            Q(is_active=True) | Q(pk=self.instance.occupation_id)
        )
        occupation.empty_label = _("Pilih kategori")
        marital: Any = self.fields["marital_status"]
        marital.choices = [("", _("Pilih status")), *MaritalStatus.choices]

    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        if day > self.on:
            raise ValidationError(_("Hari itu belum tiba. Cocokkan tanggal lahir dengan KTP."))
        return day

    def clean_full_name(self) -> str:
        name = clean_text(self.cleaned_data["full_name"], limit=150)
        if not any(char.isalpha() for char in name):
            raise ValidationError(_("Isi nama lengkap dengan huruf."))
        return name

    def validate_unique(self) -> None:
        """Leave it to the service, which asks once and knows whom it may name."""

    def validate_constraints(self) -> None:
        """Leave it to the service, for the same reason."""


class HeirForm(forms.Form):
    """One heir; a row without a name counts for nothing."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    full_name = forms.CharField(label=_("Nama ahli waris"), max_length=150, required=False)
    relation = forms.ChoiceField(
        label=_("Hubungan"),
        choices=[("", _("Pilih hubungan")), *Heir.Relation.choices],
        required=False,
    )
    phone = PhoneField(label=_("Nomor HP"), required=False)
    nik = CardNumberField(label=_("NIK"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["full_name"] = clean_text(cleaned.get("full_name"), limit=150)
        if cleaned["full_name"] and not cleaned.get("relation") and "relation" in cleaned:
            self.add_error("relation", _("Pilih hubungannya dengan pekerja."))
        others = (cleaned.get("relation"), cleaned.get("phone"), cleaned.get("nik"))
        if not cleaned["full_name"] and any(others) and not cleaned.get("id"):
            self.add_error("full_name", _("Isi nama ahli waris."))
        return cleaned


class BaseHeirFormSet(forms.BaseFormSet):
    def values(self) -> list[dict[str, Any]]:
        """Give the heirs that have a name."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("full_name")]


MOST_HEIRS = 4
HeirFormSet = forms.formset_factory(
    HeirForm, formset=BaseHeirFormSet, extra=1, max_num=MOST_HEIRS, absolute_max=MOST_HEIRS
)
