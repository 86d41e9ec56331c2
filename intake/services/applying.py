"""The ready rows of a list written, under the facts that were reviewed and no others."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Subquery

from accounts.models import User
from common.bulk import insert_rows, pieces
from enrollment.models import Enrollment
from intake.codes import problem
from intake.facts import Facts
from intake.freshness import facts_unmoved, note_facts
from intake.models import ImportBatch, SavedRow, StagedRow, StagedRowQuerySet
from intake.outcome import Outcome
from intake.services import rows as stored_rows
from intake.services.applied import SAVED, Applied
from intake.services.applying_covers import apply_covers
from intake.services.applying_people import save_people
from intake.services.applying_renewals import apply_renewals
from intake.services.applying_results import apply_results
from intake.services.rechecking import parts_of, recheck_of, save_checks
from workers.models import Worker

# How lists that propose nobody are written.
_OF_OTHER_KINDS: dict[str, Callable[..., Applied]] = {
    ImportBatch.Kind.BPJS_RESULT: apply_results,
    ImportBatch.Kind.OTHER_COVER: apply_covers,
    ImportBatch.Kind.RENEWAL: apply_renewals,
}


def apply_rows(batch: ImportBatch, *, by: User, proposer: User, on: date) -> Outcome:
    """Save the ready rows of a locked list, then check what stays behind.

    Takes   proposer: whose proposal it is, when ``by`` only agreed; rows are within their scope.
    Costs   a fixed number of statements per 2,000 rows that are checked and 5,000 that are saved.
    """
    facts = stored_rows.first_day_facts(batch, by=proposer, on=on)
    _lock_people(batch)
    unmoved = batch.kind == ImportBatch.Kind.PEOPLE and facts_unmoved(batch, facts, by=proposer)
    doubtful = set() if unmoved else _hold_back_changed(batch, facts, proposer)
    applied, proposed = _save_rows(batch, facts, by=by, proposer=proposer)
    batch.facts = note_facts(facts, by=proposer)
    rest = batch.rows.waiting()
    if unmoved:
        # What else these rows say was found beside the rows that are saved now. To join a list
        # with itself may take PostgreSQL minutes: it has counted nothing of one just received.
        saved = batch.rows.in_tab("saved").values_list("nik", flat=True)
        rest = rest.filter(nik__among=list(saved))
    set_aside = _check_rest(batch, rest, facts, proposer, doubtful)
    return Outcome(applied.new, applied.changed, proposed, set_aside)


def _lock_people(batch: ImportBatch) -> None:
    """Lock the known people of the ready rows, before the facts about them are read.

    Where there is one writer at a time, as on SQLite, nobody can come between.
    """
    if not connection.features.has_select_for_update:
        return
    niks = batch.rows.ready().values("nik")
    found = Worker.objects.filter(nik__in=niks).select_for_update().order_by("pk")
    len(found.values_list("pk"))


def _hold_back_changed(batch: ImportBatch, facts: Facts, by: User) -> set[int]:
    """Take out of the saving the ready rows that say something else by now; give their ids."""
    again = recheck_of(batch, facts=facts, by=by)
    changed: set[int] = set()
    for rows in parts_of(batch, batch.rows.waiting()):
        reviewed = {row.pk: _plan(row) for row in rows if row.ready}
        again.check(rows)
        changed |= {
            row.pk
            for row in rows
            if row.pk in reviewed and not (row.ready and _is_agreed(reviewed[row.pk], _plan(row)))
        }
    for chunk in pieces(sorted(changed)):
        batch.rows.filter(pk__in=chunk).update(ready=False)
    return changed


def _save_rows(
    batch: ImportBatch, facts: Facts, *, by: User, proposer: User
) -> tuple[Applied, int]:
    """Write what the ready rows stand for; give what that was and how many were proposed."""
    if batch.kind == ImportBatch.Kind.PEOPLE:
        return save_people(batch, facts, by=by, proposer=proposer)
    applied = _OF_OTHER_KINDS[batch.kind](batch, list(batch.rows.ready()), by=by)
    _tie(batch, sorted(applied.done))
    return applied, 0


def _tie(batch: ImportBatch, ids: Sequence[int]) -> None:
    """Tie saved rows to their people and places; the database finds them by itself."""
    people = Worker.objects.filter(nik=OuterRef("nik"))
    # The sum keeps SQLite from reading the whole period for every row instead of the person.
    period = ExpressionWrapper(F("period_id") + 0, BigIntegerField())
    places = (
        Enrollment.objects.live()
        .alias(of_period=period)
        .filter(worker__nik=OuterRef("nik"), of_period=batch.period_id, ended_on__isnull=True)
    )
    for chunk in pieces(ids):
        rows = StagedRow.objects.filter(pk__in=chunk).annotate(
            person=Subquery(people.values("pk")), place=Subquery(places.values("pk")[:1])
        )
        tied = list(rows.order_by("pk").values_list("pk", "person", "place"))
        insert_rows(SavedRow, SAVED, ((*row, False, False) for row in tied))


def _check_rest(
    batch: ImportBatch,
    rest: StagedRowQuerySet,
    facts: Facts,
    by: User,
    doubtful: Collection[int],
) -> int:
    """Check rows that stay behind beside what is saved now.

    Gives   how many rows a person is newly asked to look at again.
    """
    again = recheck_of(batch, facts=facts, by=by)
    newly = 0
    for rows in parts_of(batch, rest):
        asked = {row.pk for row in rows if stored_rows.FACTS_CHANGED in row.codes.split()}
        changed = {row.pk: row for row in again.check(rows)}
        aside = [row for row in rows if row.ready or (row.pk in doubtful and not _is_done(row))]
        _set_aside(aside)
        save_checks((changed | {row.pk: row for row in aside}).values(), "accepted_codes")
        newly += sum(row.pk not in asked for row in aside)
    return newly


def _set_aside(rows: Iterable[StagedRow]) -> None:
    """Ask a person to look again at rows that nobody has seen under the facts of now."""
    changed = problem(stored_rows.FACTS_CHANGED)
    for row in rows:
        row.problems = [*row.problems, changed.as_json()]
        row.codes = f"{row.codes or ' '}{changed.code} "
        row.accepted_codes = [code for code in row.accepted_codes if code != changed.code]
        row.ready = False
        if row.verdict != StagedRow.Verdict.ERROR:
            row.verdict = StagedRow.Verdict.WARNING


def _is_done(row: StagedRow) -> bool:
    """Tell whether there is nothing left to do for a row: the person is in and has a place."""
    return row.verdict == StagedRow.Verdict.SAME and not row.ready


def _is_agreed(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    """Tell whether a person has seen all that a row says now; a warning less is no news."""
    return before[:-1] == now[:-1] and now[-1] <= before[-1]


def _plan(row: StagedRow) -> tuple[Any, ...]:
    """Give what a person has agreed to: whom the row means, what changes, what is odd about it."""
    codes = {p["code"] for p in row.problems} - {stored_rows.FACTS_CHANGED}
    return row.worker_id, row.values, row.changes, codes
