"""The form of one occupation category."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workers.models import OccupationCategory
from workers.names import fold


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
            "sector",
            "agency",
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
