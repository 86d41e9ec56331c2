"""The forms of a ceremony: its data, how many to choose, and whom to look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceremonies.models import Ceremony, Recipient
from ceremonies.services.events import Line
from common.forms import CleanTextForm, name_empty_choices
from common.text import clean_text
from enrollment.models import Decree
from workers.forms.fields import DateTextField

_PLAIN = {"autocomplete": "off"}
MOST_CALLED, MOST_RESERVES = 50, 20


class CeremonyForm(CleanTextForm):
    """The data of a ceremony, as an invitation needs them."""

    held_on = DateTextField(
        label=_("Tanggal"),
        help_text=_("Contoh: 08-04-2025."),
        error_messages={"required": _("Isi tanggal acara.")},
    )
    starts_at = forms.TimeField(
        label=_("Pukul"),
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TimeInput(format="%H.%M", attrs=_PLAIN),
        help_text=_("Contoh: 08.00."),
        error_messages={
            "required": _("Isi jam mulai."),
            "invalid": _("Jam tidak terbaca. Tulis jam dan menit, contoh 08.00."),
        },
    )
    decree = forms.ModelChoiceField(
        Decree.objects.filter(state=Decree.State.SIGNED, amends=None),
        label=_("Surat keputusan"),
        required=False,
        empty_label=_("Semua peserta periode"),
        help_text=_("Bila dipilih, hanya orang pada lampirannya yang dipanggil."),
    )

    steps = forms.CharField(
        label=_("Urutan acara"),
        required=False,
        max_length=3_000,
        help_text=_("Satu baris untuk satu mata acara. Dicetak pada susunan acara."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    class Meta:
        model = Ceremony
        fields = [
            "title",
            "held_on",
            "starts_at",
            "place",
            "dress",
            "organiser",
            "period",
            "decree",
            "note",
            "steps",
        ]
        error_messages = {
            "title": {"required": _("Isi nama acara.")},
            "place": {"required": _("Isi tempat acara.")},
            "period": {"required": _("Pilih periodenya.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_empty_choices(self, {"organiser": _("Tidak disebut"), "period": _("Pilih periode")})
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decree, period = cleaned.get("decree"), cleaned.get("period")
        if decree and period and decree.period_id != period.pk:
            self.add_error("decree", _("SK ini milik periode lain."))
        return cleaned


class ChooseForm(forms.Form):
    """How many are called up and how many stand by."""

    number = forms.IntegerField(
        label=_("Jumlah penerima"),
        min_value=1,
        max_value=MOST_CALLED,
        initial=10,
        error_messages={"required": _("Isi jumlah penerima.")},
    )
    reserves = forms.IntegerField(
        label=_("Jumlah cadangan"),
        min_value=0,
        max_value=MOST_RESERVES,
        initial=3,
        error_messages={"required": _("Isi jumlah cadangan, boleh 0.")},
    )


class LineForm(forms.Form):
    """Order, pronounced name and escort of one recipient."""

    place = forms.IntegerField(
        label=_("Urutan"),
        min_value=1,
        max_value=999,
        error_messages={"required": _("Isi urutannya.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric", **_PLAIN}),
    )
    pronounced_name = forms.CharField(
        label=_("Cara membaca nama"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    escort = forms.CharField(
        label=_("Pendamping"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def __init__(self, data: Any = None, *, recipient: Recipient) -> None:
        self.recipient = recipient
        super().__init__(
            data,
            prefix=str(recipient.pk),
            initial={
                "place": recipient.position,
                "pronounced_name": recipient.pronounced_name,
                "escort": recipient.escort,
            },
        )
        # Names of one column read alike; each box says whose it is.
        for field in self.fields.values():
            whose = f"{field.label}: {recipient.enrollment.worker.full_name}"
            field.widget.attrs["aria-label"] = whose

    def clean_pronounced_name(self) -> str:
        return clean_text(self.cleaned_data["pronounced_name"], limit=150)

    def clean_escort(self) -> str:
        return clean_text(self.cleaned_data["escort"], limit=100)

    def line(self) -> Line:
        """Give the valid values as the service takes them."""
        return Line(pk=self.recipient.pk, **self.cleaned_data)


class SearchForm(forms.Form):
    """Whom to look for at the door."""

    q = forms.CharField(
        label=_("Cari nama"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", **_PLAIN}),
    )

    def clean_q(self) -> str:
        return clean_text(self.cleaned_data["q"], limit=100)
