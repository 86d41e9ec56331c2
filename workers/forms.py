"""Forms about people: the same fields and repairs for the screens and the admin."""

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
from workers import nik
from workers.addresses import three_digits
from workers.models import Heir, MaritalStatus, OccupationCategory, Sex, Worker
from workers.names import fold
from workers.phones import InvalidPhone, to_e164

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"]
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
# What to do about an empty field, in the words of that field.
MISSING = {
    "nik": _("Isi NIK, 16 angka seperti pada KTP."),
    "full_name": _("Isi nama lengkap."),
    "birth_date": _("Isi tanggal lahir."),
    "sex": _("Pilih jenis kelamin."),
    "village": _("Pilih kelurahan."),
    "occupation": _("Pilih kategori pekerjaan."),
}


class DateTextField(forms.DateField):
    """A date typed as on the identity card: day, month, year."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _(
            "Tanggal tidak terbaca. Tulis hari-bulan-tahun, contoh 08-04-1985."
        )


class PhoneField(forms.CharField):
    """A phone number in any spelling; its value is in international form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 25)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        try:
            return to_e164(super().clean(value))
        except InvalidPhone as error:
            raise ValidationError(str(error)) from error


class NumberedField(forms.CharField):
    """An RT or RW number; its value has three digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8, widget=forms.TextInput(attrs=_DIGITS), **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return three_digits(super().clean(value))
        except ValueError as error:
            raise ValidationError(_("Isi angka saja, paling banyak tiga.")) from error


class CardNumberField(forms.CharField):
    """Sixteen digits of a card that is not the person's own NIK."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs=_DIGITS), **kwargs)

    def clean(self, value: Any) -> str:
        digits = nik.tidy(super().clean(value))
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == nik.LENGTH):
            raise ValidationError(
                _("Harus 16 angka, yang tertulis %(count)d."), params={"count": len(digits)}
            )
        return digits


class NikField(forms.CharField):
    """A NIK in any spelling; its value is sixteen digits that can be one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("NIK"))
        kwargs.setdefault("help_text", _("16 angka, seperti tertulis pada KTP-el."))
        super().__init__(
            max_length=40,
            widget=forms.TextInput(attrs={**_DIGITS, "spellcheck": "false"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        if not value:
            return ""
        try:
            return nik.Nik.parse(value).digits
        except nik.InvalidNik as error:
            raise ValidationError(str(error.problem.message), code=error.problem.code) from error


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
            "income": forms.TextInput(attrs=_DIGITS),
            "dtsen_decile": forms.TextInput(attrs=_DIGITS),
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


class CategoryForm(forms.ModelForm):
    """A category with its aliases as lines of text."""

    aliases = forms.CharField(
        label=_("Sebutan lain"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Satu sebutan tiap baris, seperti ditulis orang di daftar: ojol, gojek, abang becak."
        ),
    )

    class Meta:
        model = OccupationCategory
        fields: tuple[str, ...] = (
            "name",
            "slug",
            "description",
            "position",
            "is_active",
            "aliases",
        )
        help_texts = {
            "slug": _("Huruf Latin tanpa spasi; dipakai di alamat dan berkas."),
            "position": _("Angka kecil tampil di atas."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            words = self.instance.aliases.values_list("word", flat=True)
            self.initial["aliases"] = "\n".join(words)

    def clean_aliases(self) -> list[str]:
        words = [fold(line) for line in self.cleaned_data["aliases"].splitlines()]
        if too_long := [word for word in words if len(word) > 80]:
            raise ValidationError(
                _("Sebutan ini terlalu panjang: %(word)s…"), params={"word": too_long[0][:30]}
            )
        return [word for word in words if word]
