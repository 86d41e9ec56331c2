"""Stored rows checked again with the facts of now, part by part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from accounts.models import User
from common.bulk import pieces, update_rows
from intake import selectors
from intake.compare import Findings, Place, compare_rows, sketch_of
from intake.confined import limits
from intake.facts import Facts
from intake.freshness import asked_alike
from intake.models import ImportBatch, StagedRow, StagedRowQuerySet
from intake.services import rows as stored_rows
from intake.shapes import InterpretedRow

# Rows that are in memory as a whole at one time.
PART = 2000


class Recheck:
    """One check of the rows of a list: what they are held against stays, they come in parts."""

    def __init__(
        self, batch: ImportBatch, *, facts: Facts, findings: Findings, by: User | None
    ) -> None:
        """Takes findings: of all rows of the list that are compared with each other."""
        self._batch = batch
        self._facts = facts
        self._findings = findings
        self._by = by
        self._numbers: dict[str, str] = {}
        self._taken: set[stored_rows.Claim] = set()

    def check(self, rows: Sequence[StagedRow]) -> list[StagedRow]:
        """Check some rows, in the order of the list; nothing is stored yet.

        Gives   the rows whose result differs from what it was.
        Costs   a fixed number of queries.
        """
        before = {row.pk: _image(row) for row in rows}
        interpreted = [stored_rows.to_interpreted(row) for row in rows]
        facts = selectors.with_people(self._facts, interpreted, self._batch.period, self._by)
        stored_rows.check(interpreted, facts=facts, findings=self._findings, numbers=self._numbers)
        for stored, row in zip(rows, interpreted, strict=True):
            stored_rows.fill(stored, row)
        stored_rows.decide_ready(rows, self._taken)
        return [row for row in rows if _image(row) != before[row.pk]]


def recheck_rows(
    batch: ImportBatch, rows: Sequence[StagedRow], *, by: User, on: date
) -> list[StagedRow]:
    """Check some stored rows with the facts of now; nothing is stored yet.

    Takes   batch: to be saved, as it forgets for whom it was checked when that is somebody else;
            rows: all rows that are compared with each other.
    Gives   the rows whose result differs from what it was.
    """
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    if not asked_alike(batch, facts, by=by):
        batch.facts = {}
    findings = _compare(stored_rows.to_interpreted(row) for row in rows if not row.skipped)
    return Recheck(batch, facts=facts, findings=findings, by=by).check(rows)


def recheck_of(batch: ImportBatch, *, facts: Facts, by: User) -> Recheck:
    """Begin a check of all waiting rows: hold them against each other, light as they are.

    Takes   facts: those for reading.
    Costs   one query that goes through the rows.
    """
    waiting = batch.rows.waiting().filter(skipped=False).order_by("pk")
    standing = waiting.values_list("sheet", "row", "values").iterator(chunk_size=PART)
    findings = _compare(
        InterpretedRow(sheet, number, StagedRow.Kind.PERSON, [], values)
        for sheet, number, values in standing
    )
    return Recheck(batch, facts=facts, findings=findings, by=by)


def part_size(batch: ImportBatch) -> int:
    """Give how many rows are checked together; other kinds are compared within the check."""
    return PART if batch.kind == ImportBatch.Kind.PEOPLE else limits.ROWS


def parts_of(batch: ImportBatch, rows: StagedRowQuerySet) -> Iterator[list[StagedRow]]:
    """Give rows of a list in parts that memory holds; they may be changed on the way."""
    for part in keys_in_parts(rows, part_size(batch)):
        yield list(rows.filter(part).order_by("pk"))


def keys_in_parts(rows: StagedRowQuerySet, most: int) -> Iterator[Q]:
    """Give conditions that together hold for some rows of a list, each for so many at most.

    The keys are read first, from an index: left to ask for the next so many rows, SQLite sorts
    all that are still to come, wide as they are, for every part. The range says nothing new; it
    leads PostgreSQL to the index while it has not counted yet the rows of a list just received.
    """
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for part in pieces(keys, most):
        yield Q(pk__among=part, pk__range=(part[0], part[-1])) if len(part) < len(keys) else Q()


def rows_at(batch: ImportBatch, places: Iterable[Place]) -> Iterator[list[StagedRow]]:
    """Give the rows at some places of a list, in parts; one query for each."""
    for part in places_by_sheet(places):
        yield list(batch.rows.filter(part).select_related("saved").order_by("pk"))


def places_by_sheet(places: Iterable[Place]) -> Iterator[Q]:
    """Give conditions that together hold for the rows at some places, each a part of a sheet."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for sheet, number in places:
        numbers[sheet].append(number)
    for sheet in sorted(numbers):
        in_order = sorted(numbers[sheet])
        for start in range(0, len(in_order), PART):
            yield Q(sheet=sheet, row__in=in_order[start : start + PART])


def save_checks(rows: Iterable[StagedRow], *others: str) -> None:
    """Store the results of a check, and other columns of the rows."""
    columns = (*stored_rows.CHECKED, *others)
    update_rows(
        StagedRow,
        ("id", *columns),
        ((row.pk, *(getattr(row, column) for column in columns)) for row in rows),
    )


@translation.override(settings.LANGUAGE_CODE)
def _compare(rows: Iterable[InterpretedRow]) -> Findings:
    return compare_rows(sketch_of(row) for row in rows)


def _image(row: StagedRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in stored_rows.CHECKED)
