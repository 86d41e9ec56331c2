"""A sent file becomes rows that wait for a person: read once, checked, stored apart."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from common.text import clean_text
from enrollment.models import EnrollmentPeriod
from intake import selectors
from intake.facts import Facts
from intake.interpret import edit_value, interpret
from intake.models import ImportBatch, StagedRow
from intake.policies import why_not_change
from intake.reading import UnreadableFile, read_file
from intake.services import rows as stored_rows
from intake.shapes import Hints, Interpretation, InterpretedRow, Reading
from places.models import Village

# Column letter -> field, by sheet: what a person chose on the columns page.
Chosen = Mapping[str, Mapping[str, str]]


def stage_file(
    *,
    file: File,
    file_name: str,
    period: EnrollmentPeriod,
    village: Village | None,
    by: User,
    on: date,
) -> tuple[ImportBatch, bool]:
    """Read a sent file, check its rows and store them for review; the registry stays as it is.

    Takes   village: the sender's kelurahan, for rows that name none; on: today.
    Gives   the batch, and whether it is new: the same bytes for the same period, sent by the
            same person and still waiting, give the batch that is there.
    Raises  UnreadableFile with a code and a sentence fit for the screen.
    Costs   one confined process outside the transaction; then the facts and one insert per 500
            rows.
    """
    if file.size > settings.FILE_UPLOAD_LIMIT:
        raise UnreadableFile("too_big")
    name = clean_text(PurePath(file_name.replace("\\", "/")).name, limit=200)
    digest = _sha256_of(file)
    if twin := _waiting_twin(digest, period, village, by):
        return twin, False
    with _path_of(file) as path:
        reading = read_file(path, name)
    batch = ImportBatch(
        file_name=name,
        size=file.size,
        sha256=digest,
        period=period,
        village=village,
        uploaded_by=by,
    )
    starts_on = selectors.first_day(period, on)
    facts = selectors.reading_facts(period, starts_on=starts_on, by=by)
    found = read_rows(reading, facts=facts, village=village)
    facts = selectors.with_people(facts, found.rows, period, by)
    stored_rows.check(found.rows, facts=facts, by=by)
    return _store(batch, file, found, by)


def read_rows(
    reading: Reading, *, facts: Facts, village: Village | None, chosen: Chosen | None = None
) -> Interpretation:
    """Give the meaning of a read file; sheets get names that the table can hold apart."""
    taken: set[str] = set()
    for number, sheet in enumerate(reading.sheets, start=1):
        name = clean_text(sheet.name, limit=90)
        sheet.name = f"{name} ({number})" if name in taken else name
        taken.add(sheet.name)
    hints = Hints(village=village.code if village else "")
    return interpret(reading, facts=facts, hints=hints, mapping=chosen or None)


def remap_batch(*, batch_id: int, chosen: Chosen, by: User, on: date) -> ImportBatch:
    """Read the stored file again with other meanings of its columns.

    What people typed, accepted and skipped stays with its row; rows that are saved stay saved.
    The file is opened anew because its typed cells and merged headings are not kept in the rows.

    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``; UnreadableFile.
    """
    batch = ImportBatch.objects.in_scope(by).select_related("period", "village").get(pk=batch_id)
    with batch.file.open("rb") as file, _path_of(file) as path:
        reading = read_file(path, batch.file_name)
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    found = read_rows(reading, facts=facts, village=batch.village, chosen=chosen)
    with transaction.atomic(), acting(by, reason=gettext_noop("Arti kolom diubah")):
        batch = lock_batch(batch_id, by)
        before = {(row.sheet, row.row): row for row in batch.rows.all()}
        saved = {key for key, row in before.items() if row.committed}
        fresh = [row for row in found.rows if (row.sheet, row.row) not in saved]
        for row in fresh:
            if old := before.get((row.sheet, row.row)):
                row.skipped = old.skipped
                apply_edits(row, old.edits, facts)
        facts = selectors.with_people(facts, fresh, batch.period, by)
        stored_rows.check(fresh, facts=facts, by=by)
        batch.rows.filter(committed=False).delete()
        _insert_rows(batch, fresh, before)
        batch.mapping = {sheet: dict(columns) for sheet, columns in chosen.items()}
        batch.reading = _summary(found)
        settle(batch)
    return batch


def apply_edits(row: InterpretedRow, edits: Mapping[str, str], facts: Facts) -> None:
    """Put what people typed over what the file says."""
    for field, text in edits.items():
        edit_value(row, field, text, facts=facts)


def lock_batch(batch_id: int, by: User) -> ImportBatch:
    """Give a batch that ``by`` may work on, locked until the transaction ends.

    Raises  ActionDenied; ImportBatch.DoesNotExist outside the scope of ``by``.
    """
    batch = (
        ImportBatch.objects.in_scope(by)
        .select_related("period", "village")
        .select_for_update(of=("self",))
        .get(pk=batch_id)
    )
    if reason := why_not_change(batch, by):
        raise ActionDenied(reason)
    return batch


def settle(batch: ImportBatch) -> None:
    """Count the rows again and say whether the batch still waits for somebody."""
    kept = {"last": batch.counts["last"]} if "last" in batch.counts else {}
    batch.counts = selectors.count_rows(batch) | kept
    is_open = batch.waiting or batch.committed_at is None
    batch.state = ImportBatch.State.CHECKED if is_open else ImportBatch.State.DONE
    batch.save()


@transaction.atomic
def _store(
    batch: ImportBatch, file: File, found: Interpretation, by: User
) -> tuple[ImportBatch, bool]:
    # The sender's row is the lock that makes two clicks on "send" one batch.
    User.objects.select_for_update().get(pk=by.pk)
    if twin := _waiting_twin(batch.sha256, batch.period, batch.village, by):
        return twin, False
    batch.reading = _summary(found)
    file.seek(0)
    batch.file.save(uuid4().hex, file, save=False)
    try:
        with transaction.atomic(), acting(by, reason=gettext_noop("Daftar diunggah")):
            batch.save()
            _insert_rows(batch, found.rows, {})
            settle(batch)
    except BaseException:
        batch.file.delete(save=False)
        raise
    return batch, True


def _insert_rows(
    batch: ImportBatch,
    found: list[InterpretedRow],
    before: Mapping[tuple[str, int], StagedRow],
) -> None:
    fresh = []
    for row in found:
        stored = StagedRow(
            batch=batch,
            sheet=row.sheet,
            row=row.row,
            kind=row.kind,
            cells=row.cells,
            reason=str(row.why_ignored)[:100],
            skipped=row.skipped,
        )
        if old := before.get((row.sheet, row.row)):
            stored.edits, stored.accepted_codes = old.edits, old.accepted_codes
        stored_rows.fill(stored, row)
        fresh.append(stored)
    stored_rows.decide_ready(fresh)
    StagedRow.objects.bulk_create(fresh, batch_size=stored_rows.BATCH)


def _summary(found: Interpretation) -> dict[str, object]:
    return {
        "sheets": [sheet.as_json() for sheet in found.sheets],
        "notes": [str(note) for note in found.notes],
    }


def _waiting_twin(
    digest: str, period: EnrollmentPeriod, village: Village | None, by: User
) -> ImportBatch | None:
    return ImportBatch.objects.filter(
        sha256=digest,
        period=period,
        village=village,
        uploaded_by=by,
        state=ImportBatch.State.CHECKED,
    ).first()


def _sha256_of(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _path_of(file: File) -> Iterator[Path]:
    """Give a path to the bytes of a file, whatever storage they are in."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    file.seek(0)
    with tempfile.NamedTemporaryFile(prefix="intake-") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)
