"""Fields that take numbers and dates in any spelling and repair what needs no guess."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workers import nik
from workers.addresses import three_digits
from workers.phones import InvalidPhone, to_e164

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"]
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


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
        super().__init__(max_length=8, widget=forms.TextInput(attrs=DIGITS), **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return three_digits(super().clean(value))
        except ValueError as error:
            raise ValidationError(_("Isi angka saja, paling banyak tiga.")) from error


class CardNumberField(forms.CharField):
    """Sixteen digits of a card that is not the person's own NIK."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs=DIGITS), **kwargs)

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
            widget=forms.TextInput(attrs={**DIGITS, "spellcheck": "false"}),
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
