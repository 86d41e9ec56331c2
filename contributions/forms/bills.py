"""The forms of a bill: whose month, when it goes out, when it is paid, whom to look for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contributions.forms.fields import CleanCharField, MonthField, PeriodField
from contributions.models import Bill
from workers.forms.fields import DateTextField

_PLAIN = {"autocomplete": "off"}


class PeriodChoice(forms.Form):
    """Which period a board is about."""

    periode = PeriodField(required=False)


class DraftForm(forms.Form):
    """The period and month that a button asks to bill."""

    periode = PeriodField()
    bulan = MonthField()


class SearchForm(forms.Form):
    """Whom to look for among the lines of a bill."""

    q = CleanCharField(
        label=_("Cari nama atau NIK"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_PLAIN}),
    )


class SeenForm(forms.Form):
    """How many people the page of a draft showed."""

    people = forms.IntegerField(min_value=0)


class BillingForm(forms.Form):
    """The code that BPJS gave, and when; ``people`` is how many the page showed."""

    billing_code = CleanCharField(
        label=_("Kode iuran"),
        max_length=40,
        error_messages={"required": _("Isi kode iuran dari BPJS Ketenagakerjaan.")},
        widget=forms.TextInput(attrs=_PLAIN),
    )
    billed_on = DateTextField(
        label=_("Ditagih pada"),
        help_text=_("Tanggal kode iuran terbit. Contoh: 05-04-2025."),
        error_messages={"required": _("Isi tanggal kode iuran terbit.")},
    )
    people = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_billed_on(self) -> date:
        return not_ahead(self.cleaned_data["billed_on"], self._on)


class PaymentForm(forms.Form):
    """When a bill was paid, and the paper that proves it."""

    paid_on = DateTextField(
        label=_("Dibayar pada"),
        help_text=_("Contoh: 10-04-2025."),
        error_messages={"required": _("Isi tanggal pembayaran.")},
    )
    document = CleanCharField(
        label=_("Bukti bayar"),
        max_length=80,
        help_text=_("Nomor SP2D atau bukti setor."),
        error_messages={"required": _("Isi nomor SP2D atau bukti setor.")},
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def __init__(self, *args: Any, bill: Bill, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bill, self._on = bill, on

    def clean_paid_on(self) -> date:
        day = not_ahead(self.cleaned_data["paid_on"], self._on)
        if self._bill.billed_on and day < self._bill.billed_on:
            raise ValidationError(_("Tanggal ini mendahului tagihannya."))
        return day


def not_ahead(day: date, on: date) -> date:
    """Refuse a day that has not come yet."""
    if day > on:
        raise ValidationError(_("Tanggal ini belum tiba."))
    return day
