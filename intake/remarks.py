"""What is said about a sheet beside its rows: where things came from, what to look at."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from intake.columns import FIELDS
from intake.headings import field_of
from intake.numbers import is_nik
from intake.shapes import ColumnReading, InterpretedRow, SheetReading
from places.matching import VillageMatcher

_MOST_ROWS_NAMED = 10


class SheetRemarks:
    """Collects while the rows of a sheet pass by."""

    def __init__(self, sheet: str, villages: VillageMatcher) -> None:
        self._sheet = _("Lembar “%(name)s”") % {"name": sheet} if sheet else _("Daftar ini")
        self._villages = villages
        self._sources: Counter[str] = Counter()
        self._in_cells: Counter[str] = Counter()
        self._from_above: Counter[str] = Counter()
        self._footnotes: list[int] = []
        self._unread: set[str] = set()

    def person(self, row: InterpretedRow) -> None:
        """Count where a person's values came from."""
        for name, source in row.sources.items():
            if source == "above":
                self._from_above[name] += 1
        source = row.sources.get("village", "")
        self._sources[source] += bool(source)
        if source in {"column", "above"}:
            code = self._villages.match(row.values.get("village_text", ""))
            self._in_cells[code or ""] += 1

    def footnote(self, number: int) -> None:
        """Remember a row that speaks of a NIK and is no person."""
        self._footnotes.append(number)

    def columns(self, columns: list[ColumnReading]) -> None:
        """Remember columns of NIKs that nobody is read from."""
        for column in columns:
            is_plain = not column.heading or field_of(column.heading) == "nik"
            if column.field is None and is_plain and column.samples:
                self._unread |= {column.letter} if all(map(is_nik, column.samples)) else set()

    def sentences(self, about: SheetReading) -> Iterator[str]:
        """Say what was collected, the sheet's own kelurahan being settled."""
        said = [
            _("%(from)s untuk %(count)d orang") % {"from": words, "count": self._sources[source]}
            for source, words in _sources().items()
            if self._sources[source]
        ]
        if said and set(self._sources) != {"column"}:
            yield _("%(sheet)s: kelurahan %(said)s.") % {
                "sheet": self._sheet,
                "said": ", ".join(said),
            }
        yield from self._contradiction(about)
        for name, count in self._from_above.items():
            yield _("%(sheet)s: %(field)s %(count)d orang diisi dari baris di atasnya.") % {
                "sheet": self._sheet,
                "field": FIELDS[name],
                "count": count,
            }
        if self._footnotes:
            rows = ", ".join(map(str, self._footnotes[:_MOST_ROWS_NAMED]))
            yield _("%(sheet)s: baris %(rows)s menyebut NIK dalam catatan dan tidak diimpor.") % {
                "sheet": self._sheet,
                "rows": rows + (" …" if len(self._footnotes) > _MOST_ROWS_NAMED else ""),
            }
        if self._unread:
            yield _(
                "%(sheet)s: kolom %(columns)s juga berisi NIK; orang di kolom itu tidak diimpor. "
                "Pindahkan ke baris sendiri bila perlu."
            ) % {"sheet": self._sheet, "columns": ", ".join(sorted(self._unread))}

    def _contradiction(self, about: SheetReading) -> Iterator[str]:
        """Say when the cells name another kelurahan than title, sheet or file."""
        others = {code for code in self._in_cells if code} - {about.village}
        if about.village_from not in {"sheet", "title", "file"} or not others:
            return
        names = self._villages.names
        yield _(
            "%(sheet)s: kolom kelurahan menyebut %(cells)s, lain dari %(name)s (%(from)s); "
            "yang dipakai isi kolom."
        ) % {
            "sheet": self._sheet,
            "cells": ", ".join(sorted(names[code] for code in others)),
            "from": _sources()[about.village_from],
            "name": names[about.village],
        }


def _sources() -> dict[str, str]:
    return {
        "column": _("dari kolomnya"),
        "above": _("dari baris di atasnya"),
        "group": _("dari baris kelompok"),
        "address": _("dari alamat"),
        "sheet": _("dari nama lembar"),
        "title": _("dari judul"),
        "file": _("dari nama berkas"),
        "hint": _("dari pengirim"),
    }
