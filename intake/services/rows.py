"""Rows between their table and the pure checks, and the one way in which they are checked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import User
from common.problems import Problem, Severity
from intake import memory, selectors
from intake.checks import check_rows
from intake.codes import problem
from intake.compare import Findings
from intake.facts import Facts
from intake.interpret import edit_value
from intake.kind_facts import with_kind
from intake.models import ImportBatch, StagedRow
from intake.policies import check_scope
from intake.shapes import InterpretedRow
from workers.names import fold

# What a check leaves on a stored row.
CHECKED = (
    "values",
    "repairs",
    "sources",
    "problems",
    "codes",
    "changes",
    "verdict",
    "nik",
    "birth_date",
    "search_key",
    "worker_id",
    "ready",
)
# Said of a row whose facts changed between the review and the saving; never about the row itself.
FACTS_CHANGED = "facts_changed"
# Problems whose sentence tells something of the person in the registry.
ABOUT_KNOWN = frozenset({"nik_other_name", "already_covered", "deceased", "near_duplicate"})
BATCH = 500

Claim = tuple[str, str, str]


def to_interpreted(row: StagedRow) -> InterpretedRow:
    """Give a stored row as the checks take it."""
    return InterpretedRow(
        sheet=row.sheet,
        row=row.row,
        kind=row.kind,
        cells=row.cells,
        values=dict(row.values),
        problems=[
            Problem(p["code"], p["field"], p["message"], Severity(p["severity"]))
            for p in row.problems
            if p["code"] != FACTS_CHANGED
        ],
        repairs=dict(row.repairs),
        sources=dict(row.sources),
        why_ignored=row.reason,
        skipped=row.skipped,
        verdict=row.verdict,
        changes=dict(row.changes),
        worker=row.worker_id,
    )


@translation.override(settings.LANGUAGE_CODE)
def apply_edits(row: InterpretedRow, edits: Mapping[str, str], facts: Facts) -> None:
    """Put what people typed over what the file says."""
    for field, text in edits.items():
        edit_value(row, field, text, facts=facts)


@translation.override(settings.LANGUAGE_CODE)
def check(
    rows: Sequence[InterpretedRow],
    *,
    facts: Facts,
    findings: Findings | None = None,
    numbers: dict[str, str] | None = None,
) -> None:
    """Check rows against facts, and against what the asker of the facts may bring in.

    Sentences are in the language of the city, whoever looks: they are stored with the rows.

    Takes   rows: all of a list, or some of them with the findings of all; numbers: member
            numbers met so far with their NIKs, kept from one part of a list to the next.
    Costs   one query when the rows name member numbers.
    """
    check_rows(rows, facts=facts, on=facts.first_day, findings=findings)
    people = [row for row in rows if row.kind == StagedRow.Kind.PERSON and not row.skipped]
    _check_member_numbers(people, {} if numbers is None else numbers)
    for row in people:
        known = facts.registry.get(row.values.get("nik", ""))
        if outside := check_scope(row, known, facts.allowed_occupations):
            # What the registry says of a person out of sight must not show in a sentence.
            kept = [one for one in row.problems if one.code not in ABOUT_KNOWN]
            _block(row, [*kept, outside])
            row.changes = {}
    for row in rows:
        if row.problems:
            row.problems = [replace(one, message=str(one.message)) for one in row.problems]


def _check_member_numbers(people: Sequence[InterpretedRow], numbers: dict[str, str]) -> None:
    """Hold back rows whose member number belongs to somebody else, here or on record."""
    numbered = [row for row in people if row.values.get("member_number")]
    numbers |= selectors.owners_of_numbers(row.values["member_number"] for row in numbered)
    for row in numbered:
        nik = row.values["nik"]
        if numbers.setdefault(row.values["member_number"], nik) != nik:
            _block(row, [*row.problems, problem("member_number_taken")])


def _block(row: InterpretedRow, problems: list[Problem]) -> None:
    row.problems, row.verdict = problems, StagedRow.Verdict.ERROR


def checked_of(row: InterpretedRow) -> tuple[Any, ...]:
    """Give a checked row as the columns of ``CHECKED`` hold it, but for ``ready``."""
    nik = str(row.values.get("nik") or "")[:40]
    return (
        row.values,
        row.repairs,
        row.sources,
        [problem.as_json() for problem in row.problems],
        codes_of(row.problems),
        row.changes,
        str(row.verdict),
        nik,
        str(row.values.get("birth_date") or "")[:10],
        fold(f"{nik} {row.values.get('full_name') or ''}")[:250],
        row.worker,
    )


def fill(stored: StagedRow, row: InterpretedRow) -> None:
    """Write a checked row into its stored form; ``ready`` is decided for all rows together."""
    for name, value in zip(CHECKED, checked_of(row), strict=False):
        setattr(stored, name, value)


def decide_ready(rows: Iterable[StagedRow], taken: set[Claim] | None = None) -> None:
    """Mark the rows that saving would take along; of those with one claim only the first.

    Takes   taken: what ready rows met so far claim, kept from one part of a list to the next.
    """
    taken = set() if taken is None else taken
    for row in rows:
        claim = claim_of(row)
        row.ready = _passes(row) and claim not in taken
        if row.ready:
            taken.add(claim)


def claim_of(row: StagedRow) -> Claim:
    """Give what only one ready row of a list may stand for.

    That is a person; but two units may cover one person, and one unit from several days on.
    """
    return row.nik, row.values.get("unit", ""), row.values.get("starts_on", "")


def _passes(row: StagedRow) -> bool:
    return row.kind == StagedRow.Kind.PERSON and passes(row, row.warning_codes, row.accepted_codes)


def passes(
    row: StagedRow | InterpretedRow, warned: Collection[str], accepted: Collection[str]
) -> bool:
    """Tell whether a checked row of a person may be saved, other rows apart."""
    if row.skipped:
        return False
    if row.verdict == StagedRow.Verdict.WARNING:
        return set(warned) <= set(accepted)
    return row.verdict in {StagedRow.Verdict.NEW, StagedRow.Verdict.UPDATE}


def codes_of(problems: Collection[Problem]) -> str:
    """Give the codes of problems between spaces, whole ones up to the column's length."""
    if not problems:
        return ""
    text = " "
    for code in sorted({one.code for one in problems}):
        if len(text) + len(code) < 500:
            text += f"{code} "
    return text


def first_day_facts(batch: ImportBatch, *, by: User, on: date) -> Facts:
    """Give the reading facts of a batch for the day on which its people would start.

    Covers of other units without a first day start with the period, whenever they are read.
    """
    starts_on = selectors.first_day(batch.period, on)
    if batch.kind == ImportBatch.Kind.OTHER_COVER:
        starts_on = batch.period.starts_on
    own_words = memory.occupation_words(batch)
    facts = selectors.reading_facts(batch.period, starts_on=starts_on, by=by, own_words=own_words)
    return with_kind(facts, batch.kind)
