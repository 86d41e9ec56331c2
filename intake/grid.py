"""Stored rows as the review shows them: what stood there, what it means, what is odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common.problems import Severity
from intake.columns import FIELDS
from intake.models import StagedRow
from workers.models import MaritalStatus, Sex
from workers.nik import mask

# Columns of the review; what does not belong to one of them is shown only when it needs a look.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("nik", "full_name"),
    ("birth_date", "sex"),
    ("village", "rt", "rw", "address"),
    ("occupation", "phone"),
)
ALWAYS = frozenset({"nik", "full_name", "birth_date", "sex", "village", "occupation"})


@dataclass(frozen=True, slots=True)
class Names:
    """Names behind the codes in the rows."""

    villages: Mapping[str, str]
    occupations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem with its severity, as the screen shows it."""

    sentence: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: as it stood, as it was read, in the registry, what is odd."""

    name: str
    label: str
    shown: str
    raw: str = ""
    old: str = ""
    remarks: list[Remark] = field(default_factory=list)
    edited: bool = False

    @property
    def is_number(self) -> bool:
        return self.name in {"nik", "birth_date", "phone"}

    @property
    def is_bad(self) -> bool:
        return any(remark.blocks for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the review."""

    row: StagedRow
    groups: list[list[Cell]]
    others: list[Cell]
    accepted: bool
    can_accept: bool

    @property
    def only_proposes(self) -> bool:
        """Whether the person is on record just so, and saving only proposes them."""
        return self.row.verdict == StagedRow.Verdict.UPDATE and not self.row.changes


def build_lines(rows: Sequence[StagedRow], names: Names, *, full_nik: bool) -> list[Line]:
    """Give rows of people as the review shows them; runs no query."""
    return [build_line(row, names, full_nik=full_nik) for row in rows]


def build_line(row: StagedRow, names: Names, *, full_nik: bool) -> Line:
    """Give one row of a person as the review shows it."""
    grouped = {name for group in GROUPS for name in group}
    groups = [
        [
            build_cell(row, name, names, full_nik=full_nik)
            for name in group
            if name in ALWAYS or _is_noteworthy(row, name) or row.values.get(name)
        ]
        for group in GROUPS
    ]
    others = [
        build_cell(row, name, names, full_nik=full_nik)
        for name in FIELDS
        if name not in grouped and _is_noteworthy(row, name)
    ]
    warned = row.verdict == StagedRow.Verdict.WARNING and not row.skipped
    return Line(
        row=row,
        groups=groups,
        others=others,
        accepted=warned and row.is_accepted,
        can_accept=warned,
    )


def build_cell(row: StagedRow, name: str, names: Names, *, full_nik: bool) -> Cell:
    """Give one value of a row with everything said about it."""
    value = row.values.get(name)
    raw = next(iter(row.repairs.get(name, [])), "")
    remarks = [
        Remark(problem["message"], problem["severity"] == Severity.ERROR)
        for problem in row.problems
        if problem["field"] == name
    ]
    shown = show(name, value, names)
    old = show(name, row.changes[name][0], names) if name in row.changes else ""
    if name == "nik" and not full_nik:
        shown, raw = mask(shown), ""
    return Cell(
        name=name,
        label=str(FIELDS.get(name, name)),
        shown=shown,
        raw="" if str(raw) == shown else str(raw),
        old=old,
        remarks=remarks,
        edited=name in row.edits,
    )


def show(name: str, value: Any, names: Names) -> str:
    """Give a canonical value in the words of the screen."""
    if value in (None, ""):
        return ""
    if name == "birth_date":
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    if name == "sex":
        return str(Sex(value).label)
    if name == "marital_status":
        return str(MaritalStatus(value).label)
    if name == "village":
        return names.villages.get(value, value)
    if name == "occupation":
        return names.occupations.get(value, value)
    if name in {"rt", "rw"}:
        return f"{_('RT') if name == 'rt' else _('RW')} {value}"
    return str(value)


def _is_noteworthy(row: StagedRow, name: str) -> bool:
    return name in row.changes or any(problem["field"] == name for problem in row.problems)
