"""One row of a list, as a person types it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from enrollment.models import OtherCover
from enrollment.transitions import ReturnReason
from intake.births import PARTS
from intake.columns import NOT_STORED
from intake.grid import DAYS, Names
from intake.kinds import LABELS, ListKind
from intake.models import StagedRow
from workers.models import MaritalStatus, Sex

# Always offered beside what the review always shows; others when the row has them.
CORE = frozenset({"rt", "rw", "phone"})
# Columns that are read as several fields at once.
COMBINED = frozenset(
    {
        *("birth_place_date", "sex_male", "sex_female", "rt_rw", "occupation_mark"),
        *("phone_other", "bank_account", *PARTS),
    }
)
# Marital status in the words of a list, which the reader takes.
WORDS = {
    "single": "belum kawin",
    "married": "kawin",
    "divorced": "cerai hidup",
    "widowed": "cerai mati",
}
HELP = {
    "nik": _("16 angka seperti pada KTP."),
    "birth_date": _("Hari-bulan-tahun, misalnya 17-08-1965."),
    "bpjs_status": _("Terdaftar atau Ditolak."),
    "starts_on": _("Hari-bulan-tahun, misalnya 01-04-2026."),
    "ends_on": _("Hari-bulan-tahun; kosong bila belum ditentukan."),
}


class RowForm(forms.Form):
    """The values of one row as text; what they mean and what is odd is found by the check."""

    def __init__(
        self,
        *args: Any,
        row: StagedRow,
        kind: ListKind,
        names: Names,
        only: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        editable = [name for name in kind.fields if name in EDITABLE]
        wanted = set(only) or {
            name
            for name in editable
            if name in CORE | kind.always or row.values.get(name) or _is_odd(row, name)
        }
        for name in editable:
            if name in wanted:
                self.fields[name] = _field(name, row.values.get(name), names)
        for name in self.fields.keys() & set(only):
            self.fields[name].widget.attrs["autofocus"] = True

    @property
    def seen(self) -> str:
        """What the fields said when they were shown, as a mark that tells no value."""
        shown = {name: str(field.initial) for name, field in sorted(self.fields.items())}
        return salted_hmac("intake.row", json.dumps(shown)).hexdigest()[:16]

    def is_stale(self) -> bool:
        """Tell whether somebody else has changed the fields since they were shown."""
        return self.data.get("seen", self.seen) != self.seen

    def typed(self) -> dict[str, str]:
        """Give the text of the fields that a person changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


EDITABLE = frozenset(LABELS) - NOT_STORED - COMBINED


def _field(name: str, value: Any, names: Names) -> forms.Field:
    choices: list[tuple[str, Any]] = []
    if name == "village":
        choices = list(names.villages.items())
    elif name == "occupation":
        choices = list(names.occupations.items())
    elif name == "sex":
        choices = list(Sex.choices)
    elif name == "marital_status":
        choices = [(WORDS[status], MaritalStatus(status).label) for status in WORDS]
        value = WORDS.get(value)
    elif name == "segment":
        choices = [(value, label) for value, label in OtherCover.Segment.choices if value]
    elif name == "reason_code":
        choices = list(ReturnReason.choices)
    label, help_text = LABELS[name], HELP.get(name, "")
    if choices:
        return forms.ChoiceField(
            label=label,
            choices=[("", _("Pilih")), *choices],
            initial=value or "",
            required=False,
            error_messages={"invalid_choice": _("Pilih dari daftar.")},
        )
    if name in DAYS and value:
        value = date.fromisoformat(value).strftime("%d-%m-%Y")
    attributes = {"autocomplete": "off"}
    if name in {"nik", "rt", "rw", "family_card_number", "phone", "kpj"}:
        attributes["inputmode"] = "numeric"
    return forms.CharField(
        label=label,
        initial="" if value is None else str(value),
        required=False,
        max_length=300,
        help_text=help_text,
        widget=forms.TextInput(attrs=attributes),
    )


def _is_odd(row: StagedRow, name: str) -> bool:
    return any(problem["field"] == name for problem in row.problems)
