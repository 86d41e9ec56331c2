"""Checks of a returned renewal list: whom it means, what it says, what that needs beside."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from enrollment.renewals import Answer
from intake.codes import problem
from intake.compare import place_of
from intake.facts import Facts, KnownPerson
from intake.kinds.checking import (
    check_name,
    check_nik,
    found_in_reading,
    groups_of,
    is_blocked,
    known_of,
)
from intake.shapes import InterpretedRow

# What a row says, by which it is compared with the answer on record and with other rows.
ANSWER_VALUES = ("renewal_answer", "fact_on", "new_work", "note")


def check_renewals(rows: Sequence[InterpretedRow], facts: Facts) -> None:
    """Set problems, verdict and changes of every person row; may be run again.

    A row without an answer is silence: it is shown, and saves nothing.
    """
    people = [row for row in rows if row.kind == "person"]
    for row in people:
        row.problems = found_in_reading(row)
        known = None
        if check_nik(row):
            known = known_of(row, facts)
            _check_place(row, known, facts)
        if row.values.get("renewal_answer"):
            _check_answer(row, known, facts)
    repeats = _mark_repeats(people)
    for row in people:
        known = known_of(row, facts)
        row.worker = known.pk if known and not known.hidden else None
        _conclude(row, facts, repeated=id(row) in repeats)


def _check_place(row: InterpretedRow, known: KnownPerson | None, facts: Facts) -> None:
    if known is None or known.hidden or known.nik not in facts.renewals:
        row.problems.append(problem("not_renewable"))
    else:
        check_name(row, known, _("di registri"))


def _check_answer(row: InterpretedRow, known: KnownPerson | None, facts: Facts) -> None:
    values = row.values
    answer, day = values["renewal_answer"], values.get("fact_on", "")
    if day and date.fromisoformat(day) > facts.today:
        row.problems.append(problem("fact_day_ahead"))
    if answer == Answer.DIED and not day and not (known and known.died_on):
        row.problems.append(problem("death_day_missing"))
    if answer == Answer.CHANGED_WORK:
        _settle_work(row, facts)


def _settle_work(row: InterpretedRow, facts: Facts) -> None:
    """Find the category of the new work."""
    written = row.values.get("new_work", "")
    if not written:
        row.problems.append(problem("new_work_missing"))
        return
    match = facts.occupations.match(written)
    if match.slug is None:
        row.problems.append(problem("new_work_unknown", text=written))
    elif (name := facts.occupations.names[match.slug]) != written:
        row.values["new_work"] = name
        row.repairs["new_work"] = [written, name]


def _mark_repeats(people: Sequence[InterpretedRow]) -> set[int]:
    """Tell rows that say the same of a person again from rows that contradict each other."""
    repeats: set[int] = set()
    for first, *later in groups_of(people, lambda row: row.values["nik"]):
        for row in later:
            if _said(row) == _said(first):
                repeats.add(id(row))
                row.problems.append(problem("same_row_twice", place=place_of(first)))
                continue
            row.problems.append(problem("rows_contradict", place=place_of(first)))
            if all(one.code != "rows_contradict" for one in first.problems):
                first.problems.append(problem("rows_contradict", place=place_of(row)))
    return repeats


def _said(row: InterpretedRow) -> tuple[str, ...]:
    return tuple(row.values.get(name, "") for name in ANSWER_VALUES)


def _conclude(row: InterpretedRow, facts: Facts, *, repeated: bool) -> None:
    known = facts.renewals.get(row.values.get("nik", ""), {})
    is_answered = bool(row.values.get("renewal_answer"))
    row.changes = {
        name: [known.get(name, ""), row.values.get(name, "")]
        for name in ANSWER_VALUES
        if is_answered and known and row.values.get(name, "") != known.get(name, "")
    }
    if is_blocked(row):
        row.verdict = "error"
    elif repeated or not is_answered or (known and not row.changes):
        row.verdict = "same"
    elif row.problems:
        row.verdict = "warning"
    else:
        row.verdict = "update" if known else "new"
