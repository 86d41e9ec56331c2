"""The form that asks for a pack: which chapters, and on which sheets the names are printed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ceremonies.models import Ceremony
from reporting.models import LabelSheet
from reporting.packs.chapters import Chapter, Pack


class PackForm(forms.Form):
    """Nothing chosen means everything, on the sheets that come first."""

    bagian = forms.TypedMultipleChoiceField(
        label=_("Bagian"),
        choices=Chapter.choices,
        coerce=Chapter,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tanpa centang, semua bagian dicetak."),
    )
    tanda_nama = forms.ModelChoiceField(
        LabelSheet.objects.filter(use=LabelSheet.Use.NAME_TAG),
        label=_("Lembar tanda pengenal"),
        required=False,
        empty_label=None,
    )
    kartu_meja = forms.ModelChoiceField(
        LabelSheet.objects.filter(use=LabelSheet.Use.TABLE_CARD),
        label=_("Lembar kartu meja"),
        required=False,
        empty_label=None,
    )

    def __init__(
        self, data: Any = None, *, ceremony: Ceremony, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.ceremony, self.user, self.on = ceremony, user, on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("tanda_nama", "kartu_meja"):
            field: Any = self.fields[name]
            cleaned[name] = cleaned.get(name) or field.queryset.first()
        return cleaned

    def clean_bagian(self) -> tuple[Chapter, ...]:
        chosen = set(self.cleaned_data["bagian"]) or set(Chapter)
        return tuple(chapter for chapter in Chapter if chapter in chosen)

    def pack(self) -> Pack:
        """Give what was asked for; the form must be valid.

        Raises  ValidationError while nobody is called up.
        """
        pack = Pack(
            ceremony=self.ceremony,
            user=self.user,
            on=self.on,
            name_tags=self.cleaned_data["tanda_nama"],
            table_cards=self.cleaned_data["kartu_meja"],
            chapters=self.cleaned_data["bagian"],
        )
        if not pack.recipients:
            raise ValidationError(_("Pilih dulu penerima simbolisnya, lalu cetak berkasnya."))
        return pack
