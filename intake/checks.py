"""Checks of interpreted rows: pure, repeatable, no database, no clock."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from common.problems import Problem, Severity
from enrollment.rules import UnitCover, check_eligibility
from intake.areas import take_from
from intake.cleaning import read_name
from intake.codes import CODES, FROM_READING, problem
from intake.compare import Findings, compare_rows, find_on_record, is_same_name, sketch_of
from intake.facts import Facts, KnownPerson
from intake.kinds import COVERS, RENEWALS, RESULTS
from intake.kinds.covers import check_covers
from intake.kinds.renewals import check_renewals
from intake.kinds.results import check_results
from intake.shapes import InterpretedRow
from workers.fields import PERSON_FIELDS
from workers.nik import InvalidNik, Nik, check_against

# Fields in which a row may differ from the person on record, in the order changes are shown.
WRITTEN = tuple(name for name in PERSON_FIELDS if name not in {"nik", "died_on", "note"})
FALLBACK_OCCUPATION = "other"
_OF_OTHER_KINDS = {
    RESULTS: check_results,
    COVERS: check_covers,
    RENEWALS: check_renewals,
}
# Days of an age that nobody reaches.
_OLDEST = 130 * 366


def check_rows(
    rows: Sequence[InterpretedRow], *, facts: Facts, on: date, findings: Findings | None = None
) -> None:
    """Set problems, verdict, changes and worker of every person row; may be run again.

    Takes   rows: all rows of one batch, since rows are compared with each other, or some of them
            with the findings of that comparison; on: the first day of cover.
    """
    if check := _OF_OTHER_KINDS.get(facts.kind):
        check(rows, facts)
        return
    people = [row for row in rows if row.kind == "person"]
    standing = [row for row in people if not row.skipped]
    if findings is None:
        findings = compare_rows(sketch_of(row) for row in standing)
    sound = sound_births(facts, on)
    for row in people:
        row.problems = _found_in_reading(row)
        _check_place(row, facts)
        _check_occupation(row, facts)
        _check_person(row, facts, on, sound)
    once = [row for row in standing if (row.sheet, row.row) not in findings.repeats]
    on_record = find_on_record(once, facts)
    for row in people:
        place = (row.sheet, row.row)
        for found in findings.problems.get(place, ()):
            _tell(row, found)
        if place in on_record:
            _tell(row, on_record[place])
        _conclude(row, facts, repeated=place in findings.repeats)


def sound_births(facts: Facts, on: date) -> tuple[str, str]:
    """Give the first and last day of birth of people without any problem of age, as ISO text.

    They are found by asking the rule itself, so that it need not be asked for every row.
    """

    def is_sound(days: int) -> bool:
        return not _eligibility(on - timedelta(days=days), None, (), facts, on)

    middle = next((years * 366 for years in (40, 25, 60) if is_sound(years * 366)), None)
    if middle is None:
        return "9999", ""
    oldest = bisect_left(range(middle, _OLDEST), True, key=lambda days: not is_sound(days))
    youngest = bisect_left(range(middle + 1), True, key=is_sound)
    first, last = on - timedelta(days=middle + oldest - 1), on - timedelta(days=youngest)
    return first.isoformat(), last.isoformat()


def _tell(row: InterpretedRow, found: Problem) -> None:
    """Add what other rows or people say of a row, of each kind once unless it blocks."""
    if found.blocks or all(known.code != found.code for known in row.problems):
        row.problems.append(found)


def _found_in_reading(row: InterpretedRow) -> list[Problem]:
    """Keep what was seen in the cells; the registry's own words on a death are blocking."""
    return [
        known
        for known in row.problems
        if known.code in FROM_READING and known.severity == CODES[known.code].severity
    ]


def _check_place(row: InterpretedRow, facts: Facts) -> None:
    values = row.values
    matcher = facts.villages
    text = values.get("village_text", "")
    if text:
        values.pop("village", None)
        if code := matcher.match(text):
            values["village"] = code
        elif near := matcher.nearest(text):
            values["village"] = near
            row.problems.append(problem("village_spelling", text=text, name=matcher.names[near]))
        else:
            row.problems.append(problem("village_unknown", text=text))
    elif not values.get("village"):
        row.problems.append(problem("village_missing"))
    code = values.get("village")
    if code and facts.allowed_villages is not None and code not in facts.allowed_villages:
        row.problems.append(problem("village_not_yours", name=matcher.names[code]))


def _check_occupation(row: InterpretedRow, facts: Facts) -> None:
    values = row.values
    matcher = facts.occupations
    fallback = matcher.names.get(FALLBACK_OCCUPATION, FALLBACK_OCCUPATION)
    text = values.get("occupation_text", "")
    if text:
        match = matcher.match(text)
        if match.slug:
            values["occupation"] = match.slug
            return
        guess = match.suggestion if match.close and match.suggestion else FALLBACK_OCCUPATION
        values["occupation"] = guess
        name = matcher.names.get(guess, fallback)
        row.problems.append(problem("unknown_occupation", text=text, name=name))
    elif not values.get("occupation") or row.sources.get("occupation") == "missing":
        values["occupation"] = FALLBACK_OCCUPATION
        row.sources["occupation"] = "missing"
        row.problems.append(problem("occupation_missing", name=fallback))


def _check_person(row: InterpretedRow, facts: Facts, on: date, sound: tuple[str, str]) -> None:
    values = row.values
    text, written = values.get("nik", ""), values.get("birth_date") or ""
    if not values.get("full_name"):
        row.problems.append(problem("name_missing"))
    birth_date = date.fromisoformat(written) if written else None
    try:
        nik = facts.niks.get(text) or Nik.parse(text)
    except InvalidNik as error:
        row.problems.append(error.problem)
    else:
        row.problems += check_against(nik, birth_date=birth_date, sex=values.get("sex", ""))
    if birth_date is None:
        row.problems.append(problem("birth_date_missing"))
        return
    known = facts.registry.get(text)
    if known and not _is_named(known, values.get("full_name", "")):
        row.problems.append(
            problem("nik_other_name", name=known.values["full_name"], place=_("sudah terdaftar"))
        )
    unit_covers = facts.unit_covers.get(text, ())
    if known or unit_covers or not sound[0] <= written <= sound[1]:
        row.problems += _eligibility(birth_date, known, unit_covers, facts, on)


def _eligibility(
    birth_date: date,
    known: KnownPerson | None,
    unit_covers: Sequence[UnitCover],
    facts: Facts,
    on: date,
) -> list[Problem]:
    return check_eligibility(
        birth_date=birth_date,
        is_resident=True,  # a kelurahan of another place has no code here
        died_on=known.died_on if known else None,
        covers=known.covers if known and not known.enrolled else (),
        unit_covers=unit_covers,
        first_day=on,
        last_day=facts.last_day,
        limits=facts.limits,
    )


def _conclude(row: InterpretedRow, facts: Facts, *, repeated: bool) -> None:
    """Compare with the person on record and give the row its verdict."""
    known = facts.registry.get(row.values.get("nik", ""))
    row.worker = known.pk if known else None
    row.changes = _changes(row, known) if known else {}
    if repeated:
        row.verdict = "same"
    elif any(found.severity == Severity.ERROR for found in row.problems):
        row.verdict = "error"
    elif known and known.enrolled and not row.changes:
        row.verdict = "same"
    elif row.problems:
        row.verdict = "warning"
    else:
        row.verdict = "update" if known else "new"


def _is_named(known: KnownPerson, name: str) -> bool:
    """Tell whether a name of a list may be the name of a person on record."""
    on_record = known.values.get("full_name", "")
    return is_same_name(name, on_record) or is_same_name(name, _as_read("full_name", known))


def _changes(row: InterpretedRow, known: KnownPerson) -> dict[str, list[object]]:
    """Give field -> [old, new] for what the row says otherwise; silence changes nothing."""
    changes: dict[str, list[object]] = {}
    for name in WRITTEN:
        new = row.values.get(name)
        if new in (None, "") or row.sources.get(name) in {"nik", "missing"}:
            continue
        old = known.values.get(name)
        if _plain(new) != _plain(old) and _plain(new) != _plain(_as_read(name, known)):
            changes[name] = [old, new]
    return changes


def _as_read(name: str, known: KnownPerson) -> Any:
    """Give what a list that says just what is on record would be read as.

    Reading takes remarks in brackets out of a name, RT and RW out of an address.
    """
    if name == "full_name":
        return read_name(known.values.get(name) or "").text
    if name in {"address", "rt", "rw"}:
        areas = take_from(known.values.get("address") or "")
        return areas.rest if name == "address" else getattr(areas, name)
    return known.values.get(name)


def _plain(value: object) -> str:
    """Give a value as text in which capitals and spacing do not count."""
    return " ".join(str("" if value is None else value).casefold().split())
