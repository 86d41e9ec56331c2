"""Rows between their table and the pure checks, and the one way in which they are checked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils import translation

from accounts.models import Scope, User
from common.problems import Problem, Severity
from intake import memory, selectors
from intake.checks import check_rows
from intake.codes import problem
from intake.facts import Facts
from intake.kind_facts import with_kind
from intake.models import ImportBatch, StagedRow
from intake.policies import check_scope
from intake.shapes import InterpretedRow
from workers.models import OccupationCategory
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
    "ready",
    "worker",
)
# Said of a row whose facts changed between the review and the saving; never about the row itself.
FACTS_CHANGED = "facts_changed"
# Problems whose sentence tells something of the person in the registry.
ABOUT_KNOWN = frozenset({"nik_other_name", "already_covered", "deceased", "near_duplicate"})
BATCH = 500


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
def check(rows: Sequence[InterpretedRow], *, facts: Facts, by: User | None) -> None:
    """Check rows against facts, and against what a user may bring in.

    Sentences are in the language of the city, whoever looks: they are stored with the rows.

    Takes   by: None for nobody in particular, who may bring in everything.
    Costs   up to two queries.
    """
    check_rows(rows, facts=facts, on=facts.first_day)
    people = [row for row in rows if row.kind == StagedRow.Kind.PERSON and not row.skipped]
    _check_member_numbers(people)
    categories = None
    if by is not None and by.scope == Scope.OCCUPATION:
        own = OccupationCategory.objects.in_scope(by).values_list("slug", flat=True)
        categories = frozenset(own)
    for row in people:
        known = facts.registry.get(row.values.get("nik", ""))
        if outside := check_scope(row, known, categories):
            # What the registry says of a person out of sight must not show in a sentence.
            kept = [one for one in row.problems if one.code not in ABOUT_KNOWN]
            _block(row, [*kept, outside])
            row.changes = {}
    for row in rows:
        row.problems = [replace(one, message=str(one.message)) for one in row.problems]


def _check_member_numbers(people: Sequence[InterpretedRow]) -> None:
    """Hold back rows whose member number belongs to somebody else, here or on record."""
    owners = selectors.owners_of_numbers(
        row.values["member_number"] for row in people if row.values.get("member_number")
    )
    for row in people:
        number = row.values.get("member_number")
        if number and owners.setdefault(number, row.values["nik"]) != row.values["nik"]:
            _block(row, [*row.problems, problem("member_number_taken")])


def _block(row: InterpretedRow, problems: list[Problem]) -> None:
    row.problems, row.verdict = problems, StagedRow.Verdict.ERROR


def fill(stored: StagedRow, row: InterpretedRow) -> None:
    """Write a checked row into its stored form; ``ready`` is decided for all rows together."""
    stored.values, stored.repairs, stored.sources = row.values, row.repairs, row.sources
    stored.problems = [problem.as_json() for problem in row.problems]
    stored.codes = codes_of(row.problems)
    stored.changes, stored.verdict = row.changes, row.verdict
    stored.worker_id = row.worker
    stored.nik = str(row.values.get("nik") or "")[:40]
    stored.birth_date = str(row.values.get("birth_date") or "")[:10]
    stored.search_key = fold(f"{stored.nik} {row.values.get('full_name') or ''}")[:250]


def decide_ready(rows: Sequence[StagedRow]) -> None:
    """Mark the rows that saving would take along; of one NIK only the first.

    Two units may cover one person, and one unit from several days on.
    """
    taken: set[tuple[str, ...]] = set()
    for row in rows:
        claim = (row.nik, row.values.get("unit", ""), row.values.get("starts_on", ""))
        row.ready = _passes(row) and claim not in taken
        if row.ready:
            taken.add(claim)


def _passes(row: StagedRow) -> bool:
    if row.skipped or row.committed or row.kind != StagedRow.Kind.PERSON:
        return False
    if row.verdict == StagedRow.Verdict.WARNING:
        return row.is_accepted
    return row.verdict in {StagedRow.Verdict.NEW, StagedRow.Verdict.UPDATE}


def codes_of(problems: Collection[Problem]) -> str:
    """Give the codes of problems between spaces, whole ones up to the column's length."""
    text = " "
    for code in sorted({one.code for one in problems}):
        if len(text) + len(code) < 500:
            text += f"{code} "
    return text if text.strip() else ""


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
