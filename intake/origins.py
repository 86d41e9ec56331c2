"""Where the values of a row come from and how they were tidied, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.columns import letter_of
from intake.grid import Names, show
from intake.kinds import LABELS
from intake.models import StagedRow

# Values from a cell of the row itself need no words.
_WORDS = {
    "above": _("tanda sama dengan baris di atasnya"),
    "address": _("dari alamat"),
    "file": _("dari nama berkas"),
    "group": _("dari baris kelompok di atasnya"),
    "hint": _("dari kelurahan pengirim"),
    "missing": _("tidak disebut di berkas"),
    "nik": _("dari NIK"),
    "sheet": _("dari nama lembar"),
    "title": _("dari judul"),
}


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell of a row as it stands in the file, under its column."""

    letter: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One value of a row and where it comes from when not from its own cell."""

    label: str
    shown: str
    words: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One value that was tidied without a guess."""

    label: str
    raw: str
    shown: str


def written_cells(row: StagedRow, reading: Mapping[str, Any]) -> list[WrittenCell]:
    """Give the filled cells of a row; reading says what stands above them."""
    headings = {
        column["letter"]: column["heading"]
        for sheet in reading.get("sheets", [])
        if sheet["name"] == row.sheet
        for column in sheet["columns"]
    }
    cells = ((letter_of(index), text) for index, text in enumerate(row.cells) if text)
    return [WrittenCell(letter, headings.get(letter, ""), text) for letter, text in cells]


def origins(row: StagedRow, names: Names) -> list[Origin]:
    """Give the values that come from elsewhere than their own cell."""
    return [
        Origin(_label(field), show(field, row.values.get(field), names), str(_WORDS[source]))
        for field, source in row.sources.items()
        if source in _WORDS
    ]


def repairs(row: StagedRow, names: Names) -> list[Repair]:
    """Give the values that stand otherwise in the file than they were read."""
    return [
        Repair(_label(field), str(raw), show(field, row.values.get(field), names))
        for field, (raw, _clean) in row.repairs.items()
        if row.values.get(field)
    ]


def _label(field: str) -> str:
    return str(LABELS.get(field, field))
