"""Rows on their way from a file to their table: checked and written part by part."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import User
from common.bulk import insert_rows, pieces
from common.problems import Severity
from intake import selectors
from intake.compare import Findings, Place, Sketch, compare_rows, sketch_of
from intake.facts import Facts
from intake.models import ImportBatch, StagedRow
from intake.services import rows as stored_rows
from intake.services.rechecking import Recheck, part_size, places_by_sheet, rows_at, save_checks
from intake.shapes import InterpretedRow

_COLUMNS = (
    "batch_id",
    "sheet",
    "row",
    "kind",
    "cells",
    "reason",
    "skipped",
    "edits",
    "accepted_codes",
    *stored_rows.CHECKED,
)


class Decided(NamedTuple):
    """What people have decided about a row, or done with it, before its file is read anew."""

    edits: dict[str, str]
    accepted_codes: list[str]
    skipped: bool
    saved: int | None  # the row itself, when it is saved


_NOTHING = Decided({}, [], skipped=False, saved=None)


def decided_in(batch: ImportBatch) -> dict[Place, Decided]:
    """Give what people have decided about rows of a list, by place; one query."""
    found = batch.rows.values_list("sheet", "row", *Decided._fields).iterator()
    by_place = {(sheet, row): Decided(*decided) for sheet, row, *decided in found}
    return {place: decided for place, decided in by_place.items() if decided != _NOTHING}


@translation.override(settings.LANGUAGE_CODE)
def store_rows(
    batch: ImportBatch,
    rows: Iterable[InterpretedRow],
    *,
    facts: Facts,
    by: User,
    decided: Mapping[Place, Decided] | None = None,
    hold: Callable[[], None] | None = None,
    tell: Callable[[int], None] | None = None,
) -> None:
    """Check the rows of a file and write them, a part at a time.

    Only what rows are compared by stays in memory. Rows of which others have something to say
    are checked once more when all are known.

    Takes   rows: gone through once, edits applied; facts: those for reading; decided: by place,
            when the list has rows already, which make room for those of the same place; hold:
            called first in every transaction; tell: called with the number of rows done so far.
    Costs   for every 2,000 rows a fixed number of statements and a short transaction.
    """
    numbers, done = dict[str, str](), 0
    sketches: list[Sketch] = []
    for part in pieces(rows, part_size(batch)):
        near = selectors.with_people(facts, part, batch.period, by)
        stored_rows.check(part, facts=near, findings=Findings(), numbers=numbers)
        if batch.kind == ImportBatch.Kind.PEOPLE:  # others are compared within the check
            sketches += (
                sketch_of(row)
                for row in part
                if row.kind == StagedRow.Kind.PERSON and not row.skipped
            )
        with transaction.atomic():
            if hold:
                hold()
            if decided is not None:
                _make_room(batch, part)
            insert_rows(StagedRow, _COLUMNS, (_stored(batch, row, decided or {}) for row in part))
        done += len(part)
        if tell:
            tell(done)
    findings = compare_rows(sketches)
    again = Recheck(batch, facts=facts, findings=findings, by=by)
    with transaction.atomic():
        if hold:
            hold()
        for concerned in rows_at(batch, findings.problems):
            save_checks(again.check(concerned))


def _make_room(batch: ImportBatch, rows: Iterable[InterpretedRow]) -> None:
    """Take away the rows that stand where some rows are about to be written."""
    for part in places_by_sheet((row.sheet, row.row) for row in rows):
        batch.rows.filter(part).delete()


def _stored(
    batch: ImportBatch, row: InterpretedRow, decided: Mapping[Place, Decided]
) -> tuple[Any, ...]:
    before = decided.get((row.sheet, row.row), _NOTHING)
    warned = {found.code for found in row.problems if found.severity == Severity.WARNING}
    is_person = row.kind == StagedRow.Kind.PERSON
    return (
        batch.pk,
        row.sheet,
        row.row,
        row.kind,
        row.cells,
        str(row.why_ignored)[:100],
        row.skipped,
        before.edits,
        before.accepted_codes,
        *stored_rows.checked_of(row),
        is_person and stored_rows.passes(row, warned, before.accepted_codes),
    )
