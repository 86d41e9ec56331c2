"""What people say with the pictures of signed sheets: from which page on, and why one goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import clean_text
from reporting.models import RosterIssue, SignedSheet
from reporting.signed import limits
from reporting.signed.services import SentFile

# What a phone may offer; iPhones hand over JPEG for these.
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"
_NO_REASON = gettext_lazy("Tulis alasannya, paling sedikit lima huruf.")
_SHORTEST_REASON = 5
_LAST_PAGE = 999
_WHOLE = gettext_lazy("Tulis nomor halaman dengan angka, misalnya 3.")


class ManyFilesInput(forms.ClearableFileInput):
    """The browser's own field, several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files under one name; each is looked at when it is filed."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in files if file is not None]


class FilingForm(forms.Form):
    """Pictures from the camera or files, and the page that the first of them shows."""

    kamera = forms.FileField(
        label=gettext_lazy("Ambil foto"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=gettext_lazy("Di ponsel kameranya langsung terbuka: satu lembar penuh, lurus."),
    )
    berkas = ManyFilesField(
        label=gettext_lazy("Pilih foto atau pindaian"),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy(
            "Beberapa sekaligus: JPEG, PNG, WebP, atau PDF berisi semua halaman; tiap berkas "
            "paling besar 20 MB."
        ),
    )
    mulai = forms.IntegerField(
        label=gettext_lazy("Mulai dari halaman"),
        min_value=1,
        max_value=_LAST_PAGE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Foto kedua dan seterusnya mengisi halaman berikut yang masih kosong."
        ),
        error_messages={"invalid": _WHOLE, "required": _WHOLE, "min_value": _WHOLE},
    )
    catatan = forms.CharField(label=gettext_lazy("Catatan"), required=False, max_length=200)

    def __init__(
        self, *args: Any, issue: RosterIssue, too_big: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.issue, self.too_big = issue, too_big

    def clean_mulai(self) -> int:
        first: int = self.cleaned_data["mulai"]
        if self.issue.pages and first > self.issue.pages:
            raise forms.ValidationError(
                _("Cetakan ini hanya sampai halaman %(last)s.") % {"last": self.issue.pages}
            )
        return first

    def clean_catatan(self) -> str:
        return clean_text(self.cleaned_data["catatan"], limit=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.too_big:
            self.add_error(
                "berkas",
                _(
                    "Semua berkas bersama-sama lebih besar dari %(megabytes)s MB, jadi belum ada "
                    "yang tersimpan. Kirim sebagian dulu, lalu sisanya."
                )
                % {"megabytes": limits.REQUEST_BYTES // limits.MEGABYTE},
            )
        elif not self.files_sent:
            self.add_error("berkas", _("Ambil atau pilih fotonya dulu."))
        elif len(self.files_sent) > limits.FILES_AT_ONCE:
            self.add_error(
                "berkas",
                _("Paling banyak %(most)s berkas sekaligus. Kirim sebagian dulu, lalu sisanya.")
                % {"most": limits.FILES_AT_ONCE},
            )
        return cleaned

    @property
    def files_sent(self) -> list[SentFile]:
        """The files in the order in which they were picked."""
        camera, picked = self.cleaned_data.get("kamera"), self.cleaned_data.get("berkas") or []
        return [SentFile(file.name, file) for file in [camera, *picked] if file]


class NumbersForm(forms.Form):
    """Which page each sheet shows."""

    def __init__(self, *args: Any, sheets: list[SignedSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sheet in sheets:
            self.fields[f"halaman_{sheet.pk}"] = forms.IntegerField(
                label=_("Halaman"),
                initial=sheet.page,
                min_value=1,
                max_value=_LAST_PAGE,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "invalid": _WHOLE,
                    "required": _WHOLE,
                    "min_value": _WHOLE,
                    "max_value": _WHOLE,
                },
            )
        self.sheets = sheets

    @property
    def pages(self) -> dict[int, int]:
        return {sheet.pk: self.cleaned_data[f"halaman_{sheet.pk}"] for sheet in self.sheets}

    @property
    def rows(self) -> list[tuple[SignedSheet, Any]]:
        """Every sheet with the field of its page."""
        return [(sheet, self[f"halaman_{sheet.pk}"]) for sheet in self.sheets]


class ReasonForm(forms.Form):
    """Why something is done to a sheet that was filed."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=200, error_messages={"required": _NO_REASON}
    )

    def clean_alasan(self) -> str:
        reason = clean_text(self.cleaned_data["alasan"], limit=200)
        if len(reason) < _SHORTEST_REASON:
            raise forms.ValidationError(_NO_REASON)
        return reason


class ErasureForm(ReasonForm):
    """Why the file of a sheet is erased for good, and that this is meant."""

    yakin = forms.BooleanField(
        label=gettext_lazy("Saya mengerti: berkas ini tidak dapat dikembalikan."),
        error_messages={"required": gettext_lazy("Centang dulu bila memang ini yang dimaksud.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].help_text = _(
            "Misalnya: lembar orang lain, bukan cetakan ini. Jangan menulis nama atau NIK."
        )


class WithdrawalForm(ReasonForm):
    """Why a sheet is replaced or taken away, and what comes in its place."""

    berkas = forms.FileField(
        label=gettext_lazy("Foto atau PDF pengganti"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, replaces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.replaces = replaces
        self.fields["alasan"].help_text = _(
            "Misalnya: foto buram, halaman lain, tanda tangan belum lengkap."
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.replaces and not cleaned.get("berkas"):
            self.add_error("berkas", _("Pilih foto penggantinya dulu."))
        return cleaned
