"""Stored rows as the review shows them: what stood there, what it means, what is odd."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.problems import Severity
from enrollment.models import OtherCover
from enrollment.transitions import ReturnReason
from intake.kinds import LABELS, ListKind
from intake.models import StagedRow
from workers.models import MaritalStatus, Sex
from workers.nik import mask

# How a value is set, beside the plain way.
_STYLES = {
    **dict.fromkeys(("nik", "birth_date", "phone", "kpj", "starts_on", "ends_on"), "num"),
    **dict.fromkeys(("rt", "rw"), "short"),
    "full_name": "strong",
}
# Values kept as ISO dates and typed as day, month and year.
DAYS = frozenset({"birth_date", "starts_on", "ends_on"})


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
    look: str = ""  # bad where it blocks, odd where it asks
    style: str = ""
    prompt: str = ""  # what a reader of screens hears before a value that can be changed
    is_named: bool = False  # shows its label, because its column is for other values


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the review."""

    row: StagedRow
    url: str  # where the row is corrected
    step_url: str
    groups: list[list[Cell]]  # by the columns of the review
    verdict: str  # in the words of the kind of list
    accepted: bool
    can_accept: bool
    focus: str = ""  # the field whose value takes the focus, "row" for the row's own link

    @property
    def only_proposes(self) -> bool:
        """Whether the person is on record just so, and saving only proposes them."""
        return self.row.verdict == StagedRow.Verdict.UPDATE and not self.row.changes


def build_lines(
    rows: Sequence[StagedRow], names: Names, *, kind: ListKind, full_nik: bool
) -> list[Line]:
    """Give rows as the review of a kind of list shows them; runs no query."""
    return [build_line(row, names, kind=kind, full_nik=full_nik) for row in rows]


def build_line(
    row: StagedRow, names: Names, *, kind: ListKind, full_nik: bool, focus: str = ""
) -> Line:
    """Give one row as the review of a kind of list shows it.

    What belongs to none of its columns is shown in the last one, when it needs a look.
    """
    odd = {problem["field"] for problem in row.problems} | set(row.changes)
    grouped = {name for _heading, group in kind.groups for name in group}
    groups = [
        [
            build_cell(row, name, names, full_nik=full_nik, is_named=name in kind.named)
            for name in group
            if name in kind.always or name in odd or row.values.get(name)
        ]
        for _heading, group in kind.groups
    ]
    groups[-1] += [
        build_cell(row, name, names, full_nik=full_nik, is_named=True)
        for name in kind.fields
        if name in odd and name not in grouped
    ]
    warned = row.verdict == StagedRow.Verdict.WARNING and not row.skipped
    return Line(
        row=row,
        url=reverse("intake:batch_row", args=[row.batch_id, row.pk]),
        step_url=reverse("intake:batch_row_step", args=[row.batch_id, row.pk]),
        groups=groups,
        verdict=str(kind.verdicts.get(row.verdict) or row.get_verdict_display()),
        accepted=warned and row.is_accepted,
        can_accept=warned,
        focus=focus,
    )


def build_cell(
    row: StagedRow, name: str, names: Names, *, full_nik: bool, is_named: bool = False
) -> Cell:
    """Give one value of a row with everything said about it."""
    raw = next(iter(row.repairs.get(name, [])), "")
    remarks = [
        Remark(problem["message"], problem["severity"] == Severity.ERROR)
        for problem in row.problems
        if problem["field"] == name
    ]
    blocks = any(remark.blocks for remark in remarks)
    shown = show(name, row.values.get(name), names)
    old = show(name, row.changes[name][0], names) if name in row.changes else ""
    if name == "nik" and not full_nik:
        shown, raw = mask(shown), ""
    label = str(LABELS.get(name, name))
    return Cell(
        name=name,
        label=label,
        shown=shown,
        raw="" if str(raw) == shown else str(raw),
        old=old,
        remarks=remarks,
        edited=name in row.edits,
        look="bad" if blocks else "odd" if remarks else "",
        style=_STYLES.get(name, ""),
        prompt=_("Ubah %(label)s:") % {"label": label},
        is_named=is_named,
    )


def show(name: str, value: Any, names: Names) -> str:
    """Give a canonical value in the words of the screen."""
    if value in (None, ""):
        return ""
    if name in DAYS:
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    if name == "sex":
        return str(Sex(value).label)
    if name == "marital_status":
        return str(MaritalStatus(value).label)
    if name == "segment":
        return str(OtherCover.Segment(value).label)
    if name == "reason_code":
        return str(ReturnReason(value).label)
    if name == "village":
        return names.villages.get(value, value)
    if name == "occupation":
        return names.occupations.get(value, value)
    if name in {"rt", "rw"}:
        return f"{_('RT') if name == 'rt' else _('RW')} {value}"
    return str(value)
