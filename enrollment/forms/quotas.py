"""The ceilings of a period in one form: typed cell by cell, or pasted from a spreadsheet."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from enrollment.ceilings import WHOLE_PERIOD, Key
from enrollment.quota_grid import Cell, Grid
from enrollment.services.quotas import Change, sentence_of_too_few

MOST = 1_000_000


class QuotaGridForm(forms.Form):
    """One number for each cell of the grid; an empty one is no ceiling."""

    reason = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=200,
        help_text=_("Masuk ke riwayat perubahan, misalnya: pembagian sesuai rapat 12 Maret."),
        error_messages={"required": _("Tulis alasannya dulu.")},
    )
    # What stood in the cells when the page was made, so that nobody overwrites a colleague.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        grid: Grid,
        pasted: Mapping[Key, int | None] | None = None,
    ) -> None:
        self.grid = grid
        self.labels = _labels(grid)
        totals = {cell.key: cell.total for cell in grid.cells}
        shown = {field_name(key): total for key, total in (totals | dict(pasted or {})).items()}
        seen = json.dumps({field_name(key): total for key, total in totals.items()})
        super().__init__(data, initial=shown | {"seen": seen})
        for cell in grid.cells:
            self.fields[field_name(cell.key)] = _field(self.labels[cell.key])

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"], limit=200)

    def clean_seen(self) -> dict[str, Any]:
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for cell in self.grid.cells:
            name = field_name(cell.key)
            wanted = cleaned.get(name)
            used = cell.used or 0
            if wanted is not None and wanted < used:
                self.add_error(name, ValidationError(sentence_of_too_few(used)))
        return cleaned

    def changes(self) -> dict[Key, Change]:
        """Give what was changed on the page."""
        seen = self.cleaned_data["seen"]
        pairs = {
            cell.key: Change(seen.get(name), self.cleaned_data[name])
            for cell in self.grid.cells
            for name in [field_name(cell.key)]
        }
        return {key: pair for key, pair in pairs.items() if pair.seen != pair.wanted}

    @property
    def lines(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Give each row of the grid as its label and its fields, the ceiling of the row first."""
        for line in self.grid.lines:
            yield line.label, [self._bound(cell) for cell in (line.outer, *line.cells)]

    @property
    def feet(self) -> list[forms.BoundField]:
        """Give the fields of the last row: the whole period, then whole kelurahan."""
        return [self._bound(cell) for cell in (self.grid.whole, *self.grid.feet)]

    def _bound(self, cell: Cell) -> forms.BoundField:
        return self[field_name(cell.key)]


class PasteForm(forms.Form):
    """A block of cells as a spreadsheet puts it on the clipboard."""

    block = forms.CharField(
        label=_("Tempel dari Excel"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "Baris pertama nama kelurahan, kolom pertama nama pekerjaan atau perangkat daerah."
            " Baris atau kolom “Jumlah” adalah batas seluruhnya."
        ),
        error_messages={"required": _("Tempel tabelnya dulu.")},
    )

    def __init__(self, data: QueryDict | None = None, *, grid: Grid) -> None:
        super().__init__(data)
        self.grid = grid

    def clean_block(self) -> dict[Key, int | None]:
        """Read the numbers; every name and every number must be one we know."""
        lines = [line.split("\t") for line in self.cleaned_data["block"].splitlines()]
        lines = [[cell.strip() for cell in line] for line in lines if "".join(line).strip()]
        head, rows = (lines[0], lines[1:]) if lines else ([], [])
        problems: list[Any] = []
        columns = self._known(head[1:], self._columns(), problems)
        keys = self._known([row[0] for row in rows], self._rows(), problems)
        found: dict[Key, int | None] = {}
        for key, (_name, *cells) in zip(keys, rows, strict=True):
            for village, text in zip(columns, cells, strict=False):
                if key is None or village is None or not text:
                    continue
                number = text.replace(".", "").replace(" ", "")
                if number.isdecimal() and int(number) <= MOST:
                    found[village[0], key[1], key[2]] = int(number)
                else:
                    problems.append(_("“%(text)s” bukan angka kuota.") % {"text": text})
        if problems or not found:
            raise ValidationError(problems or [_("Tidak ada angka yang terbaca.")])
        return found

    def _columns(self) -> dict[str, Key]:
        keys: dict[str, Key] = {
            _folded(village.name): (village.pk, None, None) for village in self.grid.villages
        }
        return keys | dict.fromkeys(_TOTAL, WHOLE_PERIOD)

    def _rows(self) -> dict[str, Key]:
        keys = {_folded(line.label): line.outer.key for line in self.grid.lines}
        return keys | dict.fromkeys(_TOTAL, WHOLE_PERIOD)

    @staticmethod
    def _known(names: list[str], keys: Mapping[str, Key], problems: list[Any]) -> list[Key | None]:
        """Give what each name stands for, and note the names that stand for nothing."""
        for name in names:
            if name and _folded(name) not in keys:
                problems.append(_("“%(name)s” tidak ada di tabel kuota.") % {"name": name})
        return [keys.get(_folded(name)) for name in names]


_TOTAL = ("jumlah", "total", "seluruhnya")


def field_name(key: Key) -> str:
    """Give the name of a cell's field, made of what its ceiling names."""
    return "q_" + "_".join("" if part is None else str(part) for part in key)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _labels(grid: Grid) -> dict[Key, str]:
    labels: dict[Key, str] = {}
    for line in grid.lines:
        for village, cell in zip(grid.villages, line.cells, strict=True):
            labels[cell.key] = f"{line.label}, {village}"
        labels[line.outer.key] = str(_("%(row)s, seluruh kota") % {"row": line.label})
    for village, cell in zip(grid.villages, grid.feet, strict=True):
        labels[cell.key] = str(_("Seluruh kelurahan %(village)s") % {"village": village})
    labels[grid.whole.key] = str(_("Seluruh periode"))
    return labels


def _field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "aria-label": label}
        ),
        error_messages={
            "invalid": _("Isi dengan angka bulat, atau kosongkan."),
            "min_value": _("Kuota tidak bisa kurang dari nol."),
            "max_value": _("Angka ini terlalu besar."),
        },
    )
