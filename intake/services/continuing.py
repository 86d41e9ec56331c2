"""A corrected file continues the list whose rows it holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop, override

from accounts.models import User
from audit.context import acting
from intake import selectors
from intake.cleaning import read_nik
from intake.facts import Facts
from intake.grid import Names
from intake.interpret import interpret
from intake.models import CorrectedFile, ImportBatch, StagedRow
from intake.people import PersonReader
from intake.rowkinds import Judged, RowKind
from intake.services import rows as stored_rows
from intake.services.changing import lock_batch
from intake.services.rechecking import rows_at, save_checks
from intake.services.review import recheck_batch
from intake.shapes import Hints, InterpretedRow, RawRow, Reading
from intake.workbooks.corrections import cell_at, find_corrections, unlike
from intake.workbooks.keys import RowKey
from intake.workbooks.returned import Returned, ReturnedSheet
from intake.workbooks.sent import SentSheet, sheets_of
from jobs.run import JobRun

# A stored row, and how it came back.
Pair = tuple[StagedRow, RawRow]


@dataclass(slots=True)
class Counts:
    """What became of the rows of a corrected file."""

    changed: int = 0
    unchanged: int = 0
    added: int = 0
    saved: int = 0  # already in the registry, so left alone
    unknown: int = 0  # their code is of no row of the list


@transaction.atomic
def continue_batch(
    *,
    batch_id: int,
    returned: Returned,
    received: ImportBatch,
    by: User,
    on: date,
    run: JobRun | None = None,
) -> ImportBatch:
    """Put the cells that were changed in a returned file into the rows of its list.

    A changed cell counts as typed in the review: it stands over the file that was first sent,
    and what came from elsewhere (group rows, titles) stays. Rows without a code are added,
    unless the list has just such a row. Rows that are missing from the file go on waiting.

    Takes   batch_id: as ``list_of`` gives it; received: the batch in which the file was
            received; it goes, its file stays with the list; run: the job that reads it.
    Gives   the list, all its waiting rows checked again. The same bytes change it only once.
    Raises  ActionDenied when the list may not be changed now.
    Costs   the rows of the file in memory; a full check of the list.
    """
    if run:
        run.fence()
    batch = lock_batch(batch_id, by)
    with acting(by, reason=gettext_noop("Daftar dilanjutkan")):
        if batch.corrections.filter(sha256=received.sha256).exists():
            _drop(received, with_file=True)
            return batch
        with override(settings.LANGUAGE_CODE):
            counts = _take_over(batch, returned, by=by, on=on)
        batch = recheck_batch(batch_id=batch_id, by=by, on=on)
        CorrectedFile.objects.create(
            batch=batch,
            file=received.file.name,
            file_name=received.file_name,
            size=received.size,
            sha256=received.sha256,
            # Whoever waits at the number under which the file came is led on.
            counts=asdict(counts) | {"received": received.pk, "apart": returned.others},
            uploaded_by=by,
        )
        _drop(received, with_file=False)
    return batch


def _take_over(batch: ImportBatch, returned: Returned, *, by: User, on: date) -> Counts:
    counts = Counts()
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    names = selectors.names_of_codes()
    sheets = {sheet.number: sheet for sheet in sheets_of(batch)}
    for part in returned.sheets:
        counts.unknown += part.unknown
        for number, keyed in _by_sheet(part).items():
            if sheet := sheets.get(number):
                found = _match(batch, sheet, keyed, part, counts)
                changed = [row for pairs in found for row in _correct(sheet, pairs, names, facts)]
                save_checks(changed, "edits", "accepted_codes")
                counts.changed += len(changed)
                counts.unchanged -= len(changed)
            else:
                counts.unknown += len(keyed)
        if home := sheets.get(part.number):
            _add_loose_rows(batch, home, part, facts, counts)
    return counts


def _match(
    batch: ImportBatch,
    sheet: SentSheet,
    keyed: Mapping[RowKey, list[RawRow]],
    part: ReturnedSheet,
    counts: Counts,
) -> list[list[Pair]]:
    """Find the waiting rows that codes name, and count them and the others.

    Gives   rows with how they came back, by list of the sheet; copies of a row join the rows
            without a code.
    """
    places = [(sheet.name, key.row) for key in keyed]
    rows = {row.row: row for some in rows_at(batch, places) for row in some}
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for key, raws in keyed.items():
        row = rows.get(key.row)
        if row is None or row.kind != StagedRow.Kind.PERSON:
            counts.unknown += 1
        elif row.is_saved:
            counts.saved += 1
        else:
            # A copied row keeps the code of the row that it was copied from.
            own, *copies = sorted(raws, key=partial(unlike, sheet.at(row.row), row))
            found[sheet.list_at(row.row)].append((row, own))
            part.loose.rows += copies
            counts.unchanged += 1
    return list(found.values())


def _by_sheet(part: ReturnedSheet) -> dict[int, dict[RowKey, list[RawRow]]]:
    """Give the rows of a sheet by the sheet that their codes name: rows may have moved."""
    found: dict[int, dict[RowKey, list[RawRow]]] = {}
    for key, raws in part.keyed.items():
        found.setdefault(key.sheet, {})[key] = raws
    return found


def _correct(
    sheet: SentSheet, pairs: Sequence[Pair], names: Names, facts: Facts
) -> list[StagedRow]:
    """Put changed cells into rows of one list; give those that mean something else by now."""
    sheet = sheet.at(pairs[0][0].row)
    place = next((column.index for column in sheet.columns if column.field == "nik"), -1)
    people = [
        (raw, Judged(RowKind.PERSON, read_nik(cell_at(raw, place) if place >= 0 else None)))
        for _row, raw in pairs
    ]
    reader = PersonReader(list(sheet.columns), people, facts)
    changed = []
    for (row, raw), (_raw, judged) in zip(pairs, people, strict=True):
        if not sheet.fits(row):
            continue
        read = reader.read(sheet.name, raw, judged)
        texts = find_corrections(sheet, row, raw, read, names)
        if not texts:
            continue
        before = stored_rows.to_interpreted(row)
        after = stored_rows.to_interpreted(row)
        stored_rows.apply_edits(after, texts, facts)
        if _meaning(before) != _meaning(after):
            row.edits = {**row.edits, **texts}
            # What was accepted was said of other cells.
            row.accepted_codes = []
            stored_rows.fill(row, after)
            changed.append(row)
    return changed


def _meaning(row: InterpretedRow) -> tuple[Mapping[str, object], set[tuple[str, str]]]:
    return row.values, {(problem.code, str(problem.message)) for problem in row.problems}


def _add_loose_rows(
    batch: ImportBatch, sheet: SentSheet, part: ReturnedSheet, facts: Facts, counts: Counts
) -> None:
    """Store the rows without a code as rows of the sheet, but for those that it has already."""
    part.loose.name = sheet.name
    part.loose.rows.sort(key=lambda raw: raw.number)
    chosen = dict(batch.mapping.get(sheet.name, {}))
    if not sheet.earlier:
        chosen = {column.letter: column.field or "" for column in sheet.columns}
    found = interpret(
        Reading(batch.file_name, "xlsx", [part.loose]),
        facts=facts,
        hints=Hints(village=batch.village.code if batch.village else ""),
        mapping={sheet.name: chosen},
    )
    people = [row for row in found.rows if row.kind == StagedRow.Kind.PERSON]
    if not people:
        return
    rows = batch.rows.filter(sheet=sheet.name)
    known = {_content(cells, sheet) for cells in rows.people().values_list("cells", flat=True)}
    last = rows.aggregate(last=Max("row"))["last"] or 0
    fresh = [row for row in people if _content(row.cells, sheet) not in known]
    added = []
    for number, row in enumerate(fresh, start=last + 1):
        cells = row.cells[: sheet.width]
        stored = StagedRow(batch=batch, sheet=sheet.name, row=number, kind=row.kind, cells=cells)
        stored_rows.fill(stored, row)
        added.append(stored)
    StagedRow.objects.bulk_create(added, batch_size=stored_rows.BATCH)
    counts.added += len(added)
    counts.unchanged += len(people) - len(added)


def _content(cells: Sequence[str], sheet: SentSheet) -> tuple[str, ...]:
    kept = [str(cell) for cell in cells[: sheet.width]]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _drop(received: ImportBatch, *, with_file: bool) -> None:
    """Let go of the batch in which a corrected file came."""
    file = received.file
    received.delete()
    if with_file:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
