"""Saving the rows that passed, exactly once and all or nothing."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.proposals import propose_many
from intake import selectors
from intake.codes import problem
from intake.models import ImportBatch, StagedRow
from intake.policies import why_not_commit
from intake.services import rows as stored_rows
from intake.services.applied import Applied
from intake.services.applying_covers import apply_covers
from intake.services.applying_results import apply_results
from intake.services.people import build_heirs, build_people
from intake.services.review import recheck_rows, save_checks
from intake.services.staging import settle
from jobs.run import JobRun
from workers.models import Worker
from workers.services import add_heirs_many, save_workers_many

logger = logging.getLogger(__name__)

# How lists that propose nobody are written.
_OF_OTHER_KINDS: dict[str, Callable[..., Applied]] = {
    ImportBatch.Kind.BPJS_RESULT: apply_results,
    ImportBatch.Kind.OTHER_COVER: apply_covers,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one saving did: people made, changed and proposed, rows set aside."""

    new: int = 0
    changed: int = 0
    proposed: int = 0
    set_aside: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Outcome()

    @property
    def sentence(self) -> str:
        return _(
            "%(new)d orang baru, %(changed)d diperbarui, %(proposed)d diusulkan; "
            "%(set_aside)d disisihkan."
        ) % {name: getattr(self, name) for name in self.__slots__}

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


def commit_batch(*, batch_id: int, by: User, on: date, run: JobRun | None = None) -> Outcome:
    """Save the rows of a list that passed: new people, changed people, their proposals.

    Rows are checked again with the facts of this moment; those for which the facts have changed
    are set aside with what changed, never guessed. Rows that are held back stay in the list.

    Where the period wants a second person, ``by`` is the one who agreed: the people are proposed
    by, and checked within the scope of, the one who asked.

    Takes   on: today; run: the job that saves, which ends in the same transaction.
    Gives   what was done; nothing when another click was quicker or nobody has agreed yet.
    Raises  ActionDenied with a sentence fit for the screen; ImportBatch.DoesNotExist outside the
            scope of ``by``; JobLost. Then nothing is saved.
    Costs   one transaction; a fixed number of statements per 500 rows.
    Source  docs/adr/0004-staging-tables.md.
    """
    try:
        return _commit_once(batch_id=batch_id, by=by, on=on, run=run)
    except IntegrityError:
        # Somebody enrolled one of these people after our facts were read: read them again.
        logger.warning("Saving batch %s met newer data; second attempt.", batch_id)
    try:
        return _commit_once(batch_id=batch_id, by=by, on=on, run=run)
    except IntegrityError as error:
        raise ActionDenied(
            _("Data pekerja sedang diubah orang lain. Coba simpan sekali lagi.")
        ) from error


@transaction.atomic
def _commit_once(*, batch_id: int, by: User, on: date, run: JobRun | None) -> Outcome:
    batches = ImportBatch.objects.in_scope(by).filter(pk=batch_id)
    source = f"intake_importbatch:{batch_id}"
    with acting(by, reason=gettext_noop("Daftar disimpan"), source=source):
        if run:
            run.fence()
        approved = batches.approved().update(state=ImportBatch.State.APPLYING)
        flipped = approved or batches.needing_nobody().update(state=ImportBatch.State.APPLYING)
        batch = batches.select_related("period", "village", "asked_by").get()
        outcome = Outcome()
        if flipped:
            if reason := why_not_commit(batch, by):
                raise ActionDenied(reason)
            proposer = batch.asked_by if approved and batch.asked_by else by
            outcome = _apply(batch, by=by, proposer=proposer, on=on)
            if outcome.new or outcome.changed or outcome.proposed:
                batch.committed_at, batch.committed_by = timezone.now(), by
            if not outcome.is_nothing:
                batch.counts["last"] = outcome.as_json()
            settle(batch)
        if run:
            run.finish(outcome.sentence)
    return outcome


def _apply(batch: ImportBatch, *, by: User, proposer: User, on: date) -> Outcome:
    rows = list(batch.rows.waiting())
    reviewed = {row.pk: _plan(row) for row in rows if row.ready}
    asked = {row.pk for row in rows if stored_rows.FACTS_CHANGED in row.codes.split()}
    known = _lock_people(rows)
    changed = recheck_rows(batch, rows, by=proposer, on=on)
    going = [row for row in rows if row.ready and _is_agreed(reviewed.get(row.pk), _plan(row))]
    if apply := _OF_OTHER_KINDS.get(batch.kind):
        applied, proposed = apply(batch, going, by=by), 0
        _mark_saved(batch, sorted(applied.done))
    else:
        applied, proposed = _apply_people(batch, going, known, by=by, proposer=proposer, on=on)
    done = applied.done
    rest = [row for row in rows if row.pk not in done]
    changed += recheck_rows(batch, rest, by=proposer, on=on) if rest else []
    aside = [row for row in rest if row.ready or (row.pk in reviewed and not _is_done(row))]
    save_checks([row for row in {*changed} if row.pk not in done])
    _set_aside(aside)
    newly = [row for row in aside if row.pk not in asked]
    return Outcome(applied.new, applied.changed, proposed, len(newly))


def _apply_people(
    batch: ImportBatch,
    going: Sequence[StagedRow],
    known: Mapping[int, Worker],
    *,
    by: User,
    proposer: User,
    on: date,
) -> tuple[Applied, int]:
    """Save new and changed people, and propose those without a place; give how many."""
    new, updated, fields = build_people(going, known)
    save_workers_many(new=list(new.values()), changed=list(updated.values()), by=by, fields=fields)
    add_heirs_many(heirs=build_heirs(going, new), by=by)
    workers = {row.pk: row.worker_id or new[row.pk].pk for row in going}
    starts_on = selectors.first_day(batch.period, on)
    proposed = _propose(workers, batch.period, by=by, proposer=proposer, starts_on=starts_on)
    _mark_saved(batch, list(workers))
    _note_made(list(new), proposed)
    return Applied(len(new), len(updated), frozenset(workers)), len(proposed)


def _lock_people(rows: Sequence[StagedRow]) -> dict[int, Worker]:
    """Lock the known people of the ready rows, before the facts about them are read."""
    niks = [row.nik for row in rows if row.ready]
    people: dict[int, Worker] = {}
    for chunk in selectors.chunks(niks):
        found = Worker.objects.filter(nik__in=chunk).select_for_update().order_by("pk")
        people |= {worker.pk: worker for worker in found}
    return people


def _propose(
    workers: Mapping[int, int],
    period: EnrollmentPeriod,
    *,
    by: User,
    proposer: User,
    starts_on: date,
) -> list[int]:
    """Propose everybody who has no place in the period yet; give the rows of those."""
    placed = selectors.places_in(period, workers.values())
    rows = [row for row, worker in workers.items() if worker not in placed]
    missing = [(workers[row], starts_on) for row in rows]
    propose_many(proposals=missing, period=period, by=by, proposed_by=proposer)
    return rows


def _note_made(new: Sequence[int], proposed: Sequence[int]) -> None:
    """Note which rows made a person or a place, so that undoing them takes back just that."""
    for ids, made in ((new, "made_worker"), (proposed, "made_enrollment")):
        for chunk in selectors.chunks(ids):
            StagedRow.objects.filter(pk__in=chunk).update(**{made: True})


def _mark_saved(batch: ImportBatch, ids: Sequence[int]) -> None:
    """Tie the saved rows to their people and places; the database finds them by itself."""
    people = Worker.objects.filter(nik=OuterRef("nik"))
    # The sum keeps SQLite from reading the whole period for every row instead of the person.
    period = ExpressionWrapper(F("period_id") + 0, BigIntegerField())
    places = (
        Enrollment.objects.live()
        .alias(of_period=period)
        .filter(worker=OuterRef("worker"), of_period=batch.period_id, ended_on__isnull=True)
    )
    for chunk in selectors.chunks(ids):
        rows = StagedRow.objects.filter(pk__in=chunk)
        rows.update(worker=Subquery(people.values("pk")), committed=True, ready=False)
        rows.update(enrollment=Subquery(places.values("pk")[:1]))


def _set_aside(rows: Sequence[StagedRow]) -> None:
    """Ask a person to look again at rows that nobody has seen under the facts of now."""
    changed = problem(stored_rows.FACTS_CHANGED)
    for row in rows:
        row.problems = [*row.problems, changed.as_json()]
        row.codes = f"{row.codes or ' '}{changed.code} "
        row.accepted_codes = [code for code in row.accepted_codes if code != changed.code]
        row.ready = False
        if row.verdict != StagedRow.Verdict.ERROR:
            row.verdict = StagedRow.Verdict.WARNING
    fields = ["problems", "codes", "accepted_codes", "ready", "verdict"]
    StagedRow.objects.bulk_update(rows, fields, batch_size=stored_rows.BATCH)


def _is_done(row: StagedRow) -> bool:
    """Tell whether there is nothing left to do for a row: the person is in and has a place."""
    return row.verdict == StagedRow.Verdict.SAME and not row.ready


def _is_agreed(before: tuple[Any, ...] | None, now: tuple[Any, ...]) -> bool:
    """Tell whether a person has seen all that a row says now; a warning less is no news."""
    return before is not None and before[:-1] == now[:-1] and now[-1] <= before[-1]


def _plan(row: StagedRow) -> tuple[Any, ...]:
    """Give what a person has agreed to: whom the row means, what changes, what is odd about it."""
    codes = {p["code"] for p in row.problems} - {stored_rows.FACTS_CHANGED}
    return row.worker_id, row.values, row.changes, codes
