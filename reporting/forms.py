"""Forms that ask for a file: of a list, or of anything on paper that names people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.text import clean_text
from reporting.kinds import RosterKind
from reporting.papers import SHEETS, Paper

SHORTEST_PURPOSE = 5
_NO_PURPOSE = _("Tulis untuk apa NIK lengkap diperlukan.")


class PaperForm(forms.Form):
    """A sheet to print on; NIK masked unless the reader may see it and says what for."""

    # What the full NIK is needed for stays empty when nobody asks for it.
    use_required_attribute = False

    kertas = forms.ChoiceField(
        label=_("Ukuran kertas"),
        choices=[(name, name) for name in SHEETS],
        required=False,
        error_messages={"invalid_choice": _("Ukuran kertas hanya F4 atau A4.")},
    )
    nik_lengkap = forms.BooleanField(label=_("Tampilkan NIK lengkap"), required=False)
    keperluan = forms.CharField(
        label=_("Keperluan NIK lengkap"),
        max_length=200,
        error_messages={"required": _NO_PURPOSE},
        help_text=_("Dicatat bersama nama Anda, misalnya “berkas ke BPJS Ketenagakerjaan”."),
    )

    def __init__(
        self, *args: Any, user: User, paper: Paper, offers_full_nik: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may_reveal = user.has_perm("workers.reveal_nik") and offers_full_nik
        if self.is_bound and not self.data.get("nik_lengkap"):
            self.fields["keperluan"].required = False
        self.fields["kertas"].initial = paper.name

    def clean_nik_lengkap(self) -> bool:
        asked: bool = self.cleaned_data["nik_lengkap"]
        if asked and not self.may_reveal:
            raise forms.ValidationError(_("Peran Anda hanya boleh mencetak NIK tersamar."))
        return asked

    def clean_keperluan(self) -> str:
        purpose = clean_text(self.cleaned_data["keperluan"], limit=200)
        if self.cleaned_data.get("nik_lengkap") and len(purpose) < SHORTEST_PURPOSE:
            raise forms.ValidationError(_NO_PURPOSE)
        return purpose

    @property
    def purpose(self) -> str:
        """What the full NIK is needed for; empty unless it is printed."""
        full = self.cleaned_data["nik_lengkap"]
        return self.cleaned_data["keperluan"] if full else ""


class DownloadForm(PaperForm):
    """The same for a list, as PDF or workbook."""

    format = forms.ChoiceField(
        label=_("Bentuk berkas"),
        error_messages={
            "required": _("Pilih bentuk berkas: pdf, xlsx, atau xlsx-terpisah."),
            "invalid_choice": _("Bentuk berkas hanya pdf, xlsx, atau xlsx-terpisah."),
        },
    )

    def __init__(self, *args: Any, user: User, kind: RosterKind, **kwargs: Any) -> None:
        super().__init__(
            *args, user=user, paper=kind.paper, offers_full_nik=kind.offers_full_nik, **kwargs
        )
        self.fields["format"].choices = [(name, name) for name in kind.formats]  # type: ignore[attr-defined]

    @property
    def wishes(self) -> dict[str, Any]:
        """What ``RosterFilter.order`` needs to know; the form must be valid."""
        return {
            "format": self.cleaned_data["format"],
            "sheet": self.cleaned_data["kertas"],
            "full_nik": self.cleaned_data["nik_lengkap"],
            "purpose": self.purpose,
        }
