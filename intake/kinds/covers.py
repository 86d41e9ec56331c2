"""Checks of another unit's list: who is covered, by whom, on which days."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from common.dates import long_date
from common.problems import Severity
from enrollment.rules import UnitCover
from intake.codes import problem
from intake.compare import is_same_name, place_of
from intake.facts import Facts
from intake.kinds.checking import (
    check_name,
    check_nik,
    found_in_reading,
    groups_of,
    is_blocked,
    known_of,
)
from intake.kinds.reading import KPJ_LENGTH, says_over
from intake.shapes import InterpretedRow
from workers.names import fold

# Fields in which a row may differ from the cover on record, in the order changes are shown.
COVER_VALUES = ("full_name", "program", "segment", "ends_on", "kpj")


def check_covers(rows: Sequence[InterpretedRow], facts: Facts) -> None:
    """Set problems, verdict and changes of every person row; may be run again."""
    people = [row for row in rows if row.kind == "person"]
    for row in people:
        row.problems = found_in_reading(row)
        _settle_unit(row, facts)
        _settle_days(row, facts)
        if not row.values.get("full_name"):
            row.problems.append(problem("name_missing"))
        number = row.values.get("kpj", "")
        if number and len(number) != KPJ_LENGTH:
            row.problems.append(
                problem("kpj_length", severity=Severity.WARNING, length=len(number))
            )
        if check_nik(row):
            check_name(row, known_of(row, facts), _("di registri"))
            _check_here(row, facts)
    repeats = _mark_repeats(people)
    for row in people:
        known = known_of(row, facts)
        row.worker = known.pk if known else None
        _conclude(row, facts, repeated=id(row) in repeats)


def cover_key(row: InterpretedRow) -> tuple[str, str, str]:
    """Give what makes two covers one: whose, by which unit, from when."""
    values = row.values
    return values.get("nik", ""), values.get("unit", ""), values.get("starts_on", "")


def _settle_unit(row: InterpretedRow, facts: Facts) -> None:
    unit = row.values.get("unit", "")
    if not unit:
        row.problems.append(problem("unit_missing"))
    elif (name := facts.agencies.get(fold(unit))) and name != unit:
        row.values["unit"] = name
        row.repairs["unit"] = [unit, name]


def _settle_days(row: InterpretedRow, facts: Facts) -> None:
    values = row.values
    if row.sources.get("starts_on") == "missing" or not values.get("starts_on"):
        values["starts_on"] = facts.first_day.isoformat()
        row.sources["starts_on"] = "missing"
        row.problems.append(problem("cover_start_missing", day=long_date(facts.first_day)))
    first, last = values["starts_on"], values.get("ends_on", "")
    if last and last < first:
        row.problems.append(problem("cover_days"))
    status = values.get("cover_status", "")
    if not last and says_over(status):
        row.problems.append(problem("cover_over", text=status))


def _check_here(row: InterpretedRow, facts: Facts) -> None:
    """Say so when the registry covers the person on some of the days."""
    known = known_of(row, facts)
    if known is None:
        return
    last = row.values.get("ends_on")
    days = UnitCover(
        "",
        date.fromisoformat(row.values["starts_on"]),
        date.fromisoformat(last) if last else None,
    )
    periods = [
        cover.period_name
        for cover in known.covers
        if days.overlaps(cover.first_day, cover.last_day)
    ]
    if known.enrolled and days.overlaps(facts.first_day, facts.last_day):
        periods.insert(0, _("periode ini"))
    if periods:
        row.problems.append(problem("covered_here", periods=", ".join(periods)))


def _mark_repeats(people: Sequence[InterpretedRow]) -> set[int]:
    repeats: set[int] = set()
    for first, *later in groups_of(people, lambda row: row.values["nik"]):
        for row in later:
            if not is_same_name(
                row.values.get("full_name", ""), first.values.get("full_name", "")
            ):
                name = first.values.get("full_name", "")
                row.problems.append(problem("nik_other_name", name=name, place=place_of(first)))
    for first, *later in groups_of(people, cover_key):
        for row in later:
            repeats.add(id(row))
            row.problems.append(problem("same_row_twice", place=place_of(first)))
    return repeats


def _conclude(row: InterpretedRow, facts: Facts, *, repeated: bool) -> None:
    known = facts.known_covers.get(cover_key(row))
    row.changes = {
        name: [known.get(name, ""), row.values[name]]
        for name in COVER_VALUES
        if known is not None and row.values.get(name) and row.values[name] != known.get(name, "")
    }
    if is_blocked(row):
        row.verdict = "error"
    elif repeated or (known is not None and not row.changes):
        row.verdict = "same"
    elif row.problems:
        row.verdict = "warning"
    else:
        row.verdict = "update" if known is not None else "new"
