"""One row of a list, as a person types it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.columns import FIELDS, NOT_STORED
from intake.grid import Names
from intake.models import StagedRow
from workers.models import MaritalStatus, Sex

# Always offered, in the order of FIELDS; others when the row has them.
CORE = frozenset(
    {"nik", "full_name", "birth_date", "sex", "rt", "rw", "village", "occupation", "phone"}
)
# Columns that are read as several fields at once.
COMBINED = frozenset({"birth_place_date", "sex_male", "sex_female", "rt_rw", "bank_account"})
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
}


class RowForm(forms.Form):
    """The values of one row as text; what they mean and what is odd is found by the check."""

    def __init__(
        self,
        *args: Any,
        row: StagedRow,
        names: Names,
        only: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        wanted = set(only) or {
            name for name in EDITABLE if name in CORE or row.values.get(name) or _is_odd(row, name)
        }
        for name in FIELDS:
            if name in wanted and name in EDITABLE:
                self.fields[name] = _field(name, row.values.get(name), names)

    def typed(self) -> dict[str, str]:
        """Give the text of the fields that a person changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


EDITABLE = frozenset(FIELDS) - NOT_STORED - COMBINED


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
    label, help_text = FIELDS[name], HELP.get(name, "")
    if choices:
        return forms.ChoiceField(
            label=label,
            choices=[("", _("Pilih")), *choices],
            initial=value or "",
            required=False,
            error_messages={"invalid_choice": _("Pilih dari daftar.")},
        )
    if name == "birth_date" and value:
        value = date.fromisoformat(value).strftime("%d-%m-%Y")
    attributes = {"autocomplete": "off"}
    if name in {"nik", "rt", "rw", "family_card_number", "phone"}:
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
