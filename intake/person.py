"""A row being read: what its cells have told so far of the person in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intake.cleaning import ReadNik
from intake.codes import problem
from intake.kinds import LABELS
from intake.shapes import Cell, InterpretedRow
from workers.nik import Nik

_NOTE_LIMIT = 1000


@dataclass(slots=True)
class Person:
    """A row being read, with what its NIK says."""

    row: InterpretedRow
    read_nik: ReadNik
    nik: Nik | None
    on: date  # the first day of cover
    # Texts of columns that say only a part of something, by field, until the row is finished.
    parts: dict[str, str] = field(default_factory=dict)

    def set(self, field: str, value: Any) -> None:
        self.row.values[field] = value

    def set_if_open(self, field: str, value: Any) -> None:
        if value:
            self.row.values.setdefault(field, value)

    def repair(self, field: str, raw: str, clean: str) -> None:
        self.row.repairs[field] = [raw, clean]

    def warn(self, code: str, *, text: str = "") -> None:
        if all(known.code != code for known in self.row.problems):
            self.row.problems.append(problem(code, text=text))

    def unreadable(self, field: str, text: str) -> None:
        label = str(LABELS.get(field, field))
        self.row.problems.append(problem("value_unreadable", field=field, label=label, text=text))

    def note(self, text: str) -> None:
        before = self.row.values.get("note", "")
        self.set("note", (f"{before}; {text}" if before else text)[:_NOTE_LIMIT])


# Takes the person, the cell, its tidy text (never empty) and what was learnt of the column.
Taker = Callable[[Person, Cell, str, Any], None]
