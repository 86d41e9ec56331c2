"""What a person does with the rows of a list before it is saved."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import pieces, update_rows
from common.text import clean_text
from intake.freshness import note_facts
from intake.models import ImportBatch, StagedRow
from intake.services import rows as stored_rows
from intake.services.changing import lock_batch, settle
from intake.services.rechecking import parts_of, recheck_of, recheck_rows, save_checks
from intake.services.remembering import remember_suggestions
from intake.words import UNKNOWN_WORD
from jobs.run import JobRun
from workers.duplicates import slips_of
from workers.nik import LENGTH


@transaction.atomic
def recheck_batch(*, batch_id: int, by: User, on: date, run: JobRun | None = None) -> ImportBatch:
    """Check all waiting rows again with the facts of now.

    Takes   run: the job that checks, when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``; JobLost.
    """
    batch = lock_batch(batch_id, by, run)
    with acting(by, reason=gettext_noop("Diperiksa ulang")):
        facts = stored_rows.first_day_facts(batch, by=by, on=on)
        batch.facts = note_facts(facts, by=by)
        again = recheck_of(batch, facts=facts, by=by)
        for rows in parts_of(batch, batch.rows.waiting()):
            save_checks(again.check(rows))
        settle(batch)
    return batch


@transaction.atomic
def edit_row(
    *, batch_id: int, row_id: int, texts: Mapping[str, str], by: User, on: date
) -> StagedRow:
    """Put typed values over what the file says in one row and check what that concerns.

    Takes   texts: typed text by field; an empty one empties the field.
    Gives   the row as stored; rows with the same NIK or birth date are checked along with it.
    Raises  ActionDenied; ImportBatch.DoesNotExist, StagedRow.DoesNotExist.
    Costs   a fixed number of statements, whatever the size of the list.
    """
    batch = lock_batch(batch_id, by)
    row = batch.rows.waiting().get(pk=row_id)
    concerned, before = _related(batch, [row]), (row.nik, row.birth_date)
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    interpreted = stored_rows.to_interpreted(row)
    typed = {field: clean_text(text, limit=500) for field, text in texts.items()}
    stored_rows.apply_edits(interpreted, typed, facts)
    row.edits = {**row.edits, **typed}
    stored_rows.fill(row, interpreted)
    if (row.nik, row.birth_date) != before:
        concerned |= _related(batch, [row])
    return _check_concerned(batch, row, concerned, by=by, on=on)


@transaction.atomic
def skip_row(*, batch_id: int, row_id: int, skipped: bool, by: User, on: date) -> StagedRow:
    """Leave a row out of the list, or take it back in; its doubles are checked again.

    Raises  ActionDenied; ImportBatch.DoesNotExist, StagedRow.DoesNotExist.
    """
    batch = lock_batch(batch_id, by)
    row = batch.rows.waiting().get(pk=row_id)
    row.skipped = skipped
    return _check_concerned(batch, row, _related(batch, [row]), by=by, on=on)


@transaction.atomic
def accept_row(*, batch_id: int, row_id: int, accepted: bool, by: User) -> StagedRow:
    """Say yes to all warnings of a row, or take that back.

    A category suggested for an unknown word is remembered for the sender with the yes, and stays
    so when the yes is taken back, until somebody forgets it on the page of words.

    Raises  ActionDenied; ImportBatch.DoesNotExist, StagedRow.DoesNotExist.
    """
    batch = lock_batch(batch_id, by)
    row = batch.rows.in_tab(StagedRow.Verdict.WARNING).get(pk=row_id)
    row.accepted_codes = sorted(row.warning_codes) if accepted else []
    _save_acceptance(batch, [row], by)
    if accepted:
        remember_suggestions(batch=batch, rows=[row], by=by)
    return row


@transaction.atomic
def accept_kind(*, batch_id: int, code: str, by: User) -> int:
    """Say yes to one kind of warning in every row of a list.

    Gives   how many rows had it; a row with other warnings too still waits for those.
    Raises  ActionDenied; ImportBatch.DoesNotExist.
    """
    batch = lock_batch(batch_id, by)
    rows = [
        row
        for row in batch.rows.in_tab(StagedRow.Verdict.WARNING).with_problem(code)
        if code in row.warning_codes
    ]
    for row in rows:
        row.accepted_codes = sorted({*row.accepted_codes, code})
    _save_acceptance(batch, rows, by)
    if code == UNKNOWN_WORD:
        remember_suggestions(batch=batch, rows=rows, by=by)
    return len(rows)


def _check_concerned(
    batch: ImportBatch,
    row: StagedRow,
    concerned: Mapping[int, StagedRow],
    *,
    by: User,
    on: date,
) -> StagedRow:
    """Check a changed row and those it is compared with, each beside all of its own doubles."""
    wanted = {**concerned, row.pk: row}
    around = {**_related(batch, list(wanted.values())), **wanted}
    rows = sorted(around.values(), key=lambda one: one.pk)
    changed = recheck_rows(batch, rows, by=by, on=on)
    with acting(by, reason=gettext_noop("Baris daftar diubah")):
        row.save(update_fields=["edits", "skipped", *stored_rows.CHECKED])
        save_checks([one for one in changed if one.pk in wanted and one.pk != row.pk])
        settle(batch)
    return row


def _related(batch: ImportBatch, rows: Sequence[StagedRow]) -> dict[int, StagedRow]:
    """Give the waiting rows that may be compared with some rows.

    Those are the rows with the same NIK, with a NIK one slip apart, or with the same birth date
    (``intake.compare``).
    """
    niks = {row.nik for row in rows if row.nik}
    slips = {slip for nik in niks if len(nik) == LENGTH for slip in slips_of(nik)}
    days = {row.birth_date for row in rows} - {""}
    waiting = batch.rows.waiting()
    related = {row.pk: row for row in waiting.filter(birth_date__in=sorted(days))}
    for chunk in pieces(sorted(niks | slips)):
        related |= {row.pk: row for row in waiting.filter(nik__among=chunk)}
    return related


def _save_acceptance(batch: ImportBatch, rows: Sequence[StagedRow], by: User) -> None:
    own = {row.pk for row in rows}
    taken = {
        stored_rows.claim_of(other)
        for niks in pieces({row.nik for row in rows})
        for other in batch.rows.ready().filter(nik__in=niks).only("nik", "values")
        if other.pk not in own
    }
    stored_rows.decide_ready(rows, taken)
    with acting(by, reason=gettext_noop("Peringatan diterima")):
        decided = ((row.pk, row.accepted_codes, row.ready) for row in rows)
        update_rows(StagedRow, ("id", "accepted_codes", "ready"), decided)
        settle(batch)
