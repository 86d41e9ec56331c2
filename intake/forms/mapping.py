"""What each column of each sheet holds, as a person says it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from intake.columns import FIELDS
from intake.grid import Names

WHY = {
    "heading": _("dari judulnya"),
    "content": _("dari isinya"),
    "chosen": _("dipilih orang"),
}
VILLAGE_FROM = {
    "sheet": _("Kelurahan %(name)s terbaca dari nama lembar."),
    "title": _("Kelurahan %(name)s terbaca dari judul."),
    "file": _("Kelurahan %(name)s terbaca dari nama berkas."),
    "hint": _("Kelurahan %(name)s dari pilihan saat mengunggah."),
}
# What was found in a column, why it was taken for that, the field that says otherwise.
Column = tuple[dict[str, Any], Any, BoundField]


class MappingForm(forms.Form):
    """One choice per column; only those that differ from what was found are kept."""

    def __init__(
        self,
        *args: Any,
        sheets: list[dict[str, Any]],
        chosen: Mapping[str, Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        self.chosen = chosen
        choices = [("", _("Simpan sebagai keterangan")), *FIELDS.items()]
        for number, sheet in enumerate(sheets):
            for column in sheet["columns"]:
                self.fields[_name(number, column)] = forms.ChoiceField(
                    label=_("Kolom %(letter)s") % {"letter": column["letter"]},
                    choices=choices,
                    initial=column["field"] or "",
                    required=False,
                    error_messages={"invalid_choice": _("Pilih arti kolom dari daftar.")},
                )

    def groups(self, names: Names) -> list[tuple[dict[str, Any], list[Column]]]:
        """Give every sheet with its columns: what was found, why, the field of this form."""
        return [
            (
                sheet | {"village_note": _village_note(sheet, names)},
                [
                    (column, WHY.get(column["why"], ""), self[_name(number, column)])
                    for column in sheet["columns"]
                ],
            )
            for number, sheet in enumerate(self.sheets)
        ]

    def choices(self) -> dict[str, dict[str, str]]:
        """Give what people chose, now and before: sheet -> column letter -> field."""
        kept = {sheet: dict(columns) for sheet, columns in self.chosen.items()}
        for number, sheet in enumerate(self.sheets):
            for column in sheet["columns"]:
                value = self.cleaned_data[_name(number, column)]
                if value != (column["field"] or ""):
                    kept.setdefault(sheet["name"], {})[column["letter"]] = value
        return kept


def _name(number: int, column: Mapping[str, Any]) -> str:
    return f"sheet{number}_{column['letter']}"


def _village_note(sheet: Mapping[str, Any], names: Names) -> str:
    sentence = VILLAGE_FROM.get(sheet["village_from"])
    name = names.villages.get(sheet["village"], sheet["village"])
    return str(sentence) % {"name": name} if sentence else ""
