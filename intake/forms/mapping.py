"""What each column of each sheet holds, as a person says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.scope import villages_for
from intake.columns import REPEATABLE
from intake.grid import Names
from intake.headings import key_of
from intake.kinds import kind_of
from intake.models import ImportBatch
from places.models import Village

WHY = {
    "heading": gettext_lazy("Dari judulnya."),
    "content": gettext_lazy("Dari isinya."),
    "chosen": gettext_lazy("Dipilih orang."),
    "remembered": gettext_lazy("Diingat dari daftar sebelumnya."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the page: as it was found, and the fields that say otherwise."""

    letter: str
    heading: str
    samples: list[str]
    note: str
    meaning: BoundField
    forget: BoundField | None


class MappingForm(forms.Form):
    """One choice per column, the sender's kelurahan, whether hidden sheets are read."""

    village = forms.ModelChoiceField(
        label=gettext_lazy("Kelurahan pengirim"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tertulis di dalam berkas"),
        help_text=gettext_lazy("Dipakai untuk baris yang tidak menyebut kelurahan."),
        error_messages={"invalid_choice": gettext_lazy("Pilih kelurahan dari daftar.")},
    )
    include_hidden = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, batch: ImportBatch, known: Mapping[str, str], user: User, **kwargs: Any
    ) -> None:
        """Takes known: what is remembered of the sender's headings."""
        super().__init__(*args, **kwargs)
        self.initial = {"village": batch.village, "include_hidden": batch.include_hidden}
        self.sheets: list[dict[str, Any]] = batch.reading.get("sheets", [])
        self.chosen: Mapping[str, Mapping[str, str]] = batch.mapping
        self.known = known
        self.meanings = kind_of(batch.kind).fields
        village: Any = self.fields["village"]
        village.queryset = villages_for(user)
        if hidden := [sheet for sheet in self.sheets if sheet["hidden"]]:
            self.fields["include_hidden"].label = _("Baca juga lembar tersembunyi: %(sheets)s") % {
                "sheets": ", ".join(_sheet_and_rows(sheet) for sheet in hidden)
            }
        else:
            del self.fields["include_hidden"]
        choices = [("", _("Simpan sebagai keterangan")), *self.meanings.items()]
        for name, sheet, column in self._columns():
            self.fields[name] = forms.ChoiceField(
                label=_column_label(sheet, column),
                choices=choices,
                initial=column["field"] or "",
                required=False,
                error_messages={"invalid_choice": _("Pilih arti kolom dari daftar.")},
            )
            if key_of(column["heading"]) in known:
                self.fields[f"{name}_forget"] = forms.BooleanField(
                    label=_("Lupakan"), required=False
                )

    def clean(self) -> dict[str, Any]:
        """Refuse an incomplete answer, and one field for two columns of a sheet."""
        cleaned = super().clean() or {}
        if any(name not in self.data for name, _sheet, _column in self._columns()):
            # Without its fields every column would look like one made a remark.
            raise ValidationError(
                _("Kiriman tidak lengkap; tidak ada yang diubah. Muat ulang, lalu simpan lagi.")
            )
        first: dict[tuple[str, str], str] = {}
        for name, sheet, column in self._columns():
            field = cleaned.get(name, "")
            if not field or field in REPEATABLE:
                continue
            letter = first.setdefault((sheet["name"], field), column["letter"])
            if letter != column["letter"]:
                self.add_error(
                    name,
                    _("Kolom %(letter)s sudah berarti “%(field)s”. Pilih arti lain di sini.")
                    % {"letter": letter, "field": self.meanings[field]},
                )
        return cleaned

    def groups(self, names: Names) -> list[tuple[dict[str, Any], list[Column]]]:
        """Give every sheet, with a sentence on its kelurahan, and its columns."""
        columns: dict[str, list[Column]] = {sheet["name"]: [] for sheet in self.sheets}
        for name, sheet, column in self._columns():
            forget = f"{name}_forget"
            columns[sheet["name"]].append(
                Column(
                    letter=column["letter"],
                    heading=column["heading"],
                    samples=column["samples"],
                    note=self._note(column),
                    meaning=self[name],
                    forget=self[forget] if forget in self.fields else None,
                )
            )
        return [
            (sheet | {"village_note": _village_note(sheet, names)}, columns[sheet["name"]])
            for sheet in self.sheets
        ]

    def choices(self) -> dict[str, dict[str, str]]:
        """Give what people chose, now and before: sheet -> column letter -> field."""
        kept = {sheet: dict(columns) for sheet, columns in self.chosen.items()}
        for name, sheet, column in self._columns():
            of_sheet = kept.setdefault(sheet["name"], {})
            value = self.cleaned_data[name]
            if value != (column["field"] or ""):
                of_sheet[column["letter"]] = value
            elif self.cleaned_data.get(f"{name}_forget"):
                of_sheet.pop(column["letter"], None)
        return {sheet: columns for sheet, columns in kept.items() if columns}

    def forgotten(self) -> list[str]:
        """Give the headings whose meaning is not to be remembered any longer."""
        return sorted(
            {
                key_of(column["heading"])
                for name, _sheet, column in self._columns()
                if self.cleaned_data.get(f"{name}_forget")
            }
        )

    def _columns(self) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Give every column with the name of its field and its sheet."""
        return [
            (f"sheet{number}_{column['letter']}", sheet, column)
            for number, sheet in enumerate(self.sheets)
            for column in sheet["columns"]
        ]

    def _note(self, column: Mapping[str, Any]) -> str:
        """Say why a column means what it does, and what becomes of an unknown one."""
        notes = [str(WHY[column["why"]])] if column["why"] in WHY else []
        if not column["field"] and column["heading"]:
            notes.append(_("Isinya disimpan sebagai catatan."))
        elif not column["field"]:
            notes.append(_("Tanpa judul: isinya hanya ikut bila artinya dipilih."))
        if not column["heading"]:
            notes.append(_("Pilihan di kolom tanpa judul tidak bisa diingat."))
        elif column["why"] == "chosen" and key_of(column["heading"]) in self.known:
            notes.append(_("Diingat untuk daftar berikutnya."))
        return " ".join(notes)


def _column_label(sheet: Mapping[str, Any], column: Mapping[str, Any]) -> str:
    if not sheet["name"]:
        return _("Arti kolom %(letter)s") % {"letter": column["letter"]}
    return _("Arti kolom %(letter)s di lembar %(sheet)s") % {
        "letter": column["letter"],
        "sheet": sheet["name"],
    }


def _sheet_and_rows(sheet: Mapping[str, Any]) -> str:
    return _("%(sheet)s (%(rows)d baris)") % {
        "sheet": sheet["name"],
        "rows": sheet.get("rows", 0),
    }


def _village_note(sheet: Mapping[str, Any], names: Names) -> str:
    """Say where the kelurahan of a sheet comes from and what else names another."""
    if not sheet["columns"]:
        return ""
    of_column = next((one["letter"] for one in sheet["columns"] if one["field"] == "village"), "")
    if not sheet["village"]:
        if of_column:
            return _("Kelurahan dibaca dari kolom %(letter)s.") % {"letter": of_column}
        return _("Kelurahan tidak ditemukan di lembar ini. Pilih kelurahan pengirim di atas.")
    name = names.villages.get(sheet["village"], sheet["village"])
    sentence = {
        "sheet": _("Kelurahan dibaca dari nama lembar: %(name)s."),
        "title": _("Kelurahan dibaca dari judul: %(name)s."),
        "file": _("Kelurahan dibaca dari nama berkas: %(name)s."),
        "hint": _("Kelurahan dari pilihan pengirim: %(name)s."),
    }[sheet["village_from"]] % {"name": name}
    if of_column:
        sentence = _("Kelurahan dibaca dari kolom %(letter)s; yang kosong: %(name)s.") % {
            "letter": of_column,
            "name": name,
        }
    others = _others(sheet.get("village_others", {}), names)
    return f"{sentence} {others}".strip()


def _others(others: Mapping[str, str], names: Names) -> str:
    if not others:
        return ""
    where = {
        "sheet": _("nama lembar"),
        "title": _("judul"),
        "file": _("nama berkas"),
        "hint": _("pilihan pengirim"),
    }
    said = [
        f"{names.villages.get(code, code)} ({where[source]})" for source, code in others.items()
    ]
    return _("Disebut juga: %(others)s.") % {"others": ", ".join(said)}
