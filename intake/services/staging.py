"""A sent file becomes rows that wait for a person: read once, checked, stored apart."""

import hashlib
from datetime import date
from functools import partial
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.collector import held_back
from common.http import ActionDenied
from common.text import clean_text
from enrollment.models import EnrollmentPeriod
from intake.freshness import note_facts
from intake.models import CorrectedFile, ImportBatch
from intake.policies import why_not_send
from intake.reading import UnreadableFile, read_file
from intake.reading.preflight import check_outside
from intake.services import rows as stored_rows
from intake.services.changing import settle
from intake.services.continuing import continue_batch
from intake.services.files import hints_of, path_of, read_rows, summary_of
from intake.services.storing import store_rows
from intake.workbooks.returned import list_of, read_returned
from jobs.run import JobRun
from places.models import Village


def receive_file(
    *,
    file: File,
    file_name: str,
    period: EnrollmentPeriod,
    village: Village | None,
    by: User,
    kind: str = ImportBatch.Kind.PEOPLE,
    include_hidden: bool = False,
) -> tuple[ImportBatch, bool]:
    """Keep a sent file as a list that is still to be read.

    Takes   village: the sender's kelurahan, for rows that name none.
    Gives   the batch in state reading, and whether it is new: the same bytes for the same
            period, sent by the same person and still waiting, give the batch that is there.
    Raises  UnreadableFile for what its size or its first bytes tell; ActionDenied.
    Costs   one look at the file; a fixed number of statements.
    """
    if reason := why_not_send(kind, by):
        raise ActionDenied(reason)
    if file.size > settings.FILE_UPLOAD_LIMIT:
        raise UnreadableFile("too_big")
    with path_of(file) as path:
        check_outside(path)
    batch = ImportBatch(
        file_name=clean_text(PurePath(file_name.replace("\\", "/")).name, limit=200),
        size=file.size,
        sha256=_sha256_of(file),
        period=period,
        village=village,
        kind=kind,
        state=ImportBatch.State.READING,
        include_hidden=include_hidden,
        uploaded_by=by,
    )
    with transaction.atomic():
        # The sender's row is the lock that makes two clicks on "send" one batch.
        User.objects.select_for_update().get(pk=by.pk)
        if twin := _waiting_twin(batch) or _corrected_with(batch):
            return twin, False
        file.seek(0)
        batch.file.save(uuid4().hex, file, save=False)
        try:
            with transaction.atomic(), acting(by, reason=gettext_noop("Daftar diunggah")):
                batch.save()
        except BaseException:
            batch.file.delete(save=False)
            raise
    return batch, True


@held_back()
def read_batch(*, batch_id: int, by: User, on: date, run: JobRun | None = None) -> ImportBatch:
    """Read the file of a batch, check its rows and store them; the registry stays as it is.

    Takes   on: today; run: the job that reads, when there is one.
    Gives   the batch, checked, or failed with the code of the refusal; a batch that is read
            already stays as it is. Corrected rows of an earlier list go there, and that list
            is given.
    Raises  ImportBatch.DoesNotExist outside the scope of ``by``; JobLost.
    Costs   one confined process outside every transaction; then the facts, and for every 2,000
            rows a fixed number of statements in a short transaction of their own.
    """
    batch = ImportBatch.objects.in_scope(by).select_related("period", "village").get(pk=batch_id)
    if batch.state != ImportBatch.State.READING:
        return batch
    try:
        with batch.file.open("rb") as file, path_of(file) as path:
            reading = read_file(path, batch.file_name)
        returned = read_returned(reading)
        continued = list_of(returned, by) if returned.sheets else None
    except UnreadableFile as error:
        return _refuse(batch, error.code, by=by, run=run)
    if continued is not None:
        return continue_batch(
            batch_id=continued, returned=returned, received=batch, by=by, on=on, run=run
        )
    total = sum(len(sheet.rows) for sheet in reading.sheets)
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    stream = read_rows(reading, facts=facts, hints=hints_of(batch))
    batch.facts = note_facts(facts, by=by)
    with transaction.atomic():
        _hold(batch, run)
        batch.rows.all().delete()
    store_rows(
        batch,
        stream.rows,
        facts=facts,
        by=by,
        hold=partial(_hold, batch, run),
        tell=partial(run.progress, total=total) if run else None,
    )
    with transaction.atomic(), acting(by, reason=gettext_noop("Daftar diunggah")):
        _hold(batch, run)
        batch.reading = summary_of(stream)
        settle(batch)
    return batch


def stage_file(
    *,
    file: File,
    file_name: str,
    period: EnrollmentPeriod,
    village: Village | None,
    by: User,
    on: date,
    kind: str = ImportBatch.Kind.PEOPLE,
    include_hidden: bool = False,
) -> tuple[ImportBatch, bool]:
    """Receive and read a file at once; of one that cannot be read nothing is kept.

    Gives   as ``receive_file``, the rows checked.
    Raises  UnreadableFile with a code and a sentence fit for the screen.
    """
    batch, created = receive_file(
        file=file,
        file_name=file_name,
        period=period,
        village=village,
        by=by,
        kind=kind,
        include_hidden=include_hidden,
    )
    if not created:
        return batch, False
    try:
        batch = read_batch(batch_id=batch.pk, by=by, on=on)
        if batch.state == ImportBatch.State.FAILED:
            raise UnreadableFile(batch.refusal)
    except BaseException:
        with acting(by, reason=gettext_noop("Daftar tidak terbaca")):
            batch.delete()
        batch.file.delete(save=False)
        raise
    return batch, True


def _hold(batch: ImportBatch, run: JobRun | None) -> None:
    """Lock a batch that is being read until the transaction ends.

    Raises  JobLost when another attempt has taken over; ActionDenied when it is read already.
    """
    if run:
        run.fence()
    waiting = ImportBatch.objects.select_for_update().filter(
        pk=batch.pk, state=ImportBatch.State.READING
    )
    if not waiting.exists():
        raise ActionDenied(_("Daftar ini sudah dibaca. Muat ulang halaman."))


@transaction.atomic
def _refuse(batch: ImportBatch, code: str, *, by: User, run: JobRun | None) -> ImportBatch:
    """Note why a file cannot be read."""
    _hold(batch, run)
    batch.state, batch.refusal = ImportBatch.State.FAILED, code
    with acting(by, reason=gettext_noop("Daftar tidak terbaca")):
        batch.save(update_fields=["state", "refusal"])
    return batch


def _waiting_twin(batch: ImportBatch) -> ImportBatch | None:
    """Give the batch that has come of the same bytes and still waits."""
    waiting = (ImportBatch.State.READING, ImportBatch.State.CHECKED, ImportBatch.State.ASKED)
    return ImportBatch.objects.filter(
        sha256=batch.sha256,
        period=batch.period,
        village=batch.village,
        kind=batch.kind,
        uploaded_by=batch.uploaded_by,
        state__in=waiting,
    ).first()


def _corrected_with(batch: ImportBatch) -> ImportBatch | None:
    """Give the list that the same bytes have continued already."""
    corrections = CorrectedFile.objects.filter(
        sha256=batch.sha256, uploaded_by=batch.uploaded_by
    ).select_related("batch")
    found = corrections.first()
    return found.batch if found else None


def _sha256_of(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
