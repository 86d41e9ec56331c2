"""Asking for papers about a ceremony or about some days: minutes, figures to speak from."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.scope import villages_for
from ceremonies.models import CardHandover, Ceremony
from enrollment.models import EnrollmentPeriod
from enrollment.selectors import current_period
from places.models import Village
from reporting.documents.document import Document
from reporting.documents.forms import DocumentForm
from reporting.documents.handovers import (
    HANDOVER,
    Parties,
    Party,
    build_minutes,
    cards_at,
    cards_handed,
)
from reporting.documents.speeches import SPEECH, build_speech
from workers.forms.fields import DateTextField

_MAY_SEE_CEREMONIES = "ceremonies.view_ceremony"


def _typed(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EventForm(DocumentForm):
    """A paper about a ceremony, for those who may see ceremonies, or else about days."""

    acara = forms.ModelChoiceField(
        Ceremony.objects.all(),
        label=gettext_lazy("Acara"),
        required=False,
        empty_label=gettext_lazy("Tanpa acara"),
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, user=user, on=on, **kwargs)
        self.may_choose_ceremony = user.has_perm(_MAY_SEE_CEREMONIES)
        if not self.may_choose_ceremony:
            del self.fields["acara"]

    @property
    def ceremony(self) -> Ceremony | None:
        return self.cleaned_data.get("acara")


class HandoverForm(EventForm):
    """Minutes of the cards given at a ceremony, or on some days in one or all kelurahan."""

    kind = HANDOVER
    file_stem = "berita-acara-serah-terima"
    names = ("acara", "kelurahan", "dari", "sampai")
    most_at_once = 200
    # Names of more people take gigabytes until they are laid out.
    most: ClassVar[int] = 5_000

    kelurahan = forms.ModelChoiceField(
        Village.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Kelurahan"),
        required=False,
        empty_label=gettext_lazy("Semua"),
    )
    dari = DateTextField(
        label=gettext_lazy("Diserahkan dari"),
        required=False,
        help_text=gettext_lazy("Contoh: 08-04-2025. Tidak dipakai bila acara dipilih."),
    )
    sampai = DateTextField(label=gettext_lazy("Sampai"), required=False)
    pihak_kedua = _typed(
        gettext_lazy("Nama pihak kedua"),
        gettext_lazy("Kosongkan: lurah kelurahan yang dipilih, atau ditulis tangan."),
    )
    jabatan = _typed(gettext_lazy("Jabatan pihak kedua"))
    saksi_1 = _typed(gettext_lazy("Saksi pertama"))
    saksi_2 = _typed(gettext_lazy("Saksi kedua"))

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, user=user, on=on, **kwargs)
        village: Any = self.fields["kelurahan"]
        village.queryset = villages_for(user)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        if self.ceremony is None and not data["dari"]:
            raise forms.ValidationError({"dari": _("Pilih acara, atau isi tanggal penyerahan.")})
        if data["dari"] and data["sampai"] and data["sampai"] < data["dari"]:
            raise forms.ValidationError({"sampai": _("Hari terakhir mendahului hari pertama.")})
        count = self.count()
        if not count:
            raise forms.ValidationError(
                _("Belum ada kartu yang dicatat diserahkan di sana. Catat dulu di halaman Kartu.")
            )
        if count > self.most:
            raise forms.ValidationError(
                _(
                    "%(count)d kartu terlalu banyak untuk satu berita acara. Pilih satu kelurahan"
                    " atau hari yang lebih sedikit, paling banyak %(most)d kartu."
                )
                % {"count": count, "most": self.most}
            )
        return data

    def count(self) -> int:
        return self._cards().count()

    def document(self) -> Document:
        data, ceremony = self.cleaned_data, self.ceremony
        return build_minutes(
            self._cards(),
            day=ceremony.held_on if ceremony else self._last,
            place=ceremony.place if ceremony else "",
            on=self.on,
            paper=self.paper,
            parties=Parties(
                Party(data["pihak_kedua"], data["jabatan"]), (data["saksi_1"], data["saksi_2"])
            ),
            village=data["kelurahan"],
            full_nik=data["nik_lengkap"],
        )

    @property
    def _last(self) -> date:
        last: date = self.cleaned_data["sampai"] or self.cleaned_data["dari"]
        return last

    def _cards(self) -> QuerySet[CardHandover]:
        village: Village | None = self.cleaned_data["kelurahan"]
        if self.ceremony:
            return cards_at(self.user, self.ceremony, village)
        return cards_handed(
            self.user, first=self.cleaned_data["dari"], last=self._last, village=village
        )


class SpeechForm(EventForm):
    """Figures of the day of a ceremony, or of any day of a period."""

    kind = SPEECH
    file_stem = "angka-sambutan"
    names = ("acara", "tanggal", "periode")

    tanggal = DateTextField(
        label=gettext_lazy("Tanggal"),
        required=False,
        help_text=gettext_lazy(
            "Contoh: 08-04-2025; kosong berarti hari ini. Tidak dipakai bila acara dipilih."
        ),
    )
    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=gettext_lazy("Periode"),
        required=False,
        empty_label=gettext_lazy("Yang berjalan pada tanggal itu"),
    )

    def clean(self) -> dict[str, Any]:
        if not self.errors and self._period is None:
            raise forms.ValidationError(_("Belum ada periode kepesertaan. Buat periode dulu."))
        return self.cleaned_data

    def document(self) -> Document:
        return build_speech(
            self._period,
            day=self._day,
            on=self.on,
            user=self.user,
            paper=self.paper,
            ceremony=self.ceremony,
        )

    @property
    def _day(self) -> date:
        day: date | None = self.cleaned_data["tanggal"]
        return self.ceremony.held_on if self.ceremony else day or self.on

    @property
    def _period(self) -> Any:
        if self.ceremony:
            return self.ceremony.period
        around = EnrollmentPeriod.objects.around(self._day)
        return self.cleaned_data["periode"] or around.first() or current_period(self._day)
