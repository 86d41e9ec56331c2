"""The file and what it is for."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Scope, User
from enrollment.models import EnrollmentPeriod
from enrollment.selectors import current_period
from intake.models import ImportBatch
from intake.policies import kinds_sent_by
from intake.reading import UnreadableFile
from places.models import Village

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    """A list, what it is, its open period, the kelurahan that sent it."""

    kind = forms.ChoiceField(
        label=_("Jenis daftar"),
        initial=ImportBatch.Kind.PEOPLE,
        error_messages={
            "required": _("Pilih jenis daftar."),
            "invalid_choice": _("Peran Anda tidak boleh mengunggah jenis ini."),
        },
    )
    period = forms.ModelChoiceField(
        label=_("Periode"),
        queryset=EnrollmentPeriod.objects.none(),
        empty_label=None,
        error_messages={"required": _("Pilih periode."), "invalid_choice": _("Pilih periode.")},
    )
    village = forms.ModelChoiceField(
        label=_("Kelurahan pengirim"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=_("Tertulis di dalam berkas"),
        help_text=_("Dipakai untuk baris usulan yang tidak menyebut kelurahan."),
        error_messages={"invalid_choice": _("Pilih kelurahan dari daftar.")},
    )
    file = forms.FileField(
        label=_("Berkas daftar"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods), atau CSV; paling besar 10 MB."),
        error_messages={
            "required": _("Pilih berkas daftarnya dulu."),
            "empty": _("Berkas ini kosong. Periksa apakah daftarnya sudah disimpan."),
            "missing": _("Pilih berkas daftarnya dulu."),
            "invalid": _("Pilih berkas daftarnya dulu."),
            "max_length": _("Nama berkas terlalu panjang. Pendekkan namanya, lalu unggah lagi."),
        },
        max_length=200,
    )

    def __init__(
        self, *args: Any, user: User, on: date, too_big: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "kind" not in self.data:
            # Who is not asked sends people.
            data = cast(QueryDict, self.data).copy()
            data["kind"] = ImportBatch.Kind.PEOPLE
            self.data = data
        self.too_big = too_big
        kinds = kinds_sent_by(user)
        kind: Any = self.fields["kind"]
        kind.choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            kind.widget = forms.HiddenInput()
        period: Any = self.fields["period"]
        # A renewal is answered before its period opens.
        period.queryset = EnrollmentPeriod.objects.exclude(state=EnrollmentPeriod.State.CLOSED)
        self.initial.setdefault("period", current_period(on))
        village: Any = self.fields["village"]
        village.queryset = Village.objects.all()
        if user.scope == Scope.VILLAGE and not user.is_superuser:
            own = user.villages.all()
            village.queryset = own
            self.initial.setdefault("village", own.first())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.too_big:
            self.errors.pop("file", None)
            self.add_error("file", ValidationError(UnreadableFile("too_big").sentence))
        chosen = cleaned.get("period")
        if chosen and not chosen.is_open and cleaned.get("kind") != ImportBatch.Kind.RENEWAL:
            self.add_error("period", _("Periode ini belum dibuka; pilih periode lain."))
        return cleaned
