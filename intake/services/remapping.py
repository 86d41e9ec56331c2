"""The file of a list read again, with other meanings of its columns."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import pieces
from intake.compare import Place
from intake.facts import Facts
from intake.freshness import note_facts
from intake.models import ImportBatch, Remembered, StagedRowQuerySet
from intake.reading import read_file
from intake.services import remembering
from intake.services import rows as stored_rows
from intake.services.changing import lock_batch, settle
from intake.services.files import Chosen, hints_of, path_of, read_rows, summary_of
from intake.services.storing import Decided, decided_in, store_rows
from intake.shapes import InterpretedRow
from jobs.run import JobRun
from places.models import Village


def remap_batch(
    *,
    batch_id: int,
    chosen: Chosen,
    by: User,
    on: date,
    village: Village | None,
    include_hidden: bool,
    forget: Collection[str] = (),
    run: JobRun | None = None,
) -> ImportBatch:
    """Read the stored file again with other meanings of its columns.

    What people typed, accepted and skipped stays with its row; rows that are saved stay saved.
    The file is opened anew because its typed cells and merged headings are not kept in the rows.

    Takes   village: the sender's kelurahan; include_hidden: whether hidden sheets are read;
            forget: headings whose remembered meaning no longer holds; run: the job that reads,
            when there is one.
    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``; UnreadableFile;
            JobLost.
    """
    batch = ImportBatch.objects.in_scope(by).select_related("period", "village").get(pk=batch_id)
    taught = remembering.changed_meanings(batch, chosen, forget=forget)
    batch.village, batch.include_hidden = village, include_hidden
    hints = hints_of(batch, taught=taught, forget=forget)
    with batch.file.open("rb") as file, path_of(file) as path:
        reading = read_file(path, batch.file_name)
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    stream = read_rows(reading, facts=facts, hints=hints, chosen=chosen)
    with transaction.atomic(), acting(by, reason=gettext_noop("Arti kolom diubah")):
        batch = lock_batch(batch_id, by, run)
        batch.village, batch.include_hidden = village, include_hidden
        columns = Remembered.What.COLUMN
        remembering.forget(batch=batch, what=columns, texts=forget, by=by)
        remembering.remember(batch=batch, what=columns, meanings=taught, by=by)
        decided = decided_in(batch)
        newest = batch.rows.aggregate(pk=Max("pk"))["pk"] or 0
        batch.facts = note_facts(facts, by=by)
        store_rows(
            batch,
            _as_decided(batch, stream.rows, decided, facts),
            facts=facts,
            by=by,
            decided=decided,
        )
        batch.rows.filter(saved__isnull=True, pk__lte=newest).delete()
        batch.mapping = {sheet: dict(columns) for sheet, columns in chosen.items()}
        batch.reading = summary_of(stream)
        settle(batch)
    return batch


def _as_decided(
    batch: ImportBatch,
    rows: Iterable[InterpretedRow],
    decided: Mapping[Place, Decided],
    facts: Facts,
) -> Iterator[InterpretedRow]:
    """Give the rows that are not saved yet, with what people typed and left out.

    Rows that a corrected file has added to the sheets come last.
    """
    seen: set[Place] = set()
    waiting = batch.rows.filter(saved__isnull=True)
    for row in chain(rows, _added_since(waiting, seen)):
        seen.add((row.sheet, row.row))
        before = decided.get((row.sheet, row.row))
        if before is None:
            yield row
        elif before.saved is None:
            row.skipped = before.skipped
            stored_rows.apply_edits(row, before.edits, facts)
            yield row


def _added_since(waiting: StagedRowQuerySet, seen: set[Place]) -> Iterator[InterpretedRow]:
    """Give the stored rows of the sheets that are seen by now, but not those that are seen."""
    sheets = {sheet for sheet, _row in seen}
    places = waiting.filter(sheet__in=sheets).order_by("pk").values_list("pk", "sheet", "row")
    added = [pk for pk, *place in places if tuple(place) not in seen]
    for chunk in pieces(added):
        for row in waiting.filter(pk__in=chunk).order_by("pk"):
            yield stored_rows.to_interpreted(row)
