"""Writing people: the one door for forms, imports, admin and commands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied, StaleVersion
from common.text import clean_text
from workers.fields import PERSON_FIELDS
from workers.models import Heir, Worker, WorkerWord
from workers.names import name_key, words_of
from workers.nik import InvalidNik, Nik

BATCH = 500


@transaction.atomic
def save_worker(
    *,
    worker: Worker | None,
    data: Mapping[str, Any],
    by: Any,
    version: int | None = None,
) -> Worker:
    """Save one person, new or known, and the words under which they are found.

    Takes   worker: None for a new person; data: values for some of PERSON_FIELDS; version: the
            one the person at the screen saw, to refuse a stale form; by: a user or the name of a
            command.
    Gives   the saved row.
    Raises  StaleVersion; ActionDenied when somebody was quicker with the same NIK;
            ValidationError by field.
    """
    row = worker or Worker()
    if worker is not None:
        row = Worker.objects.select_for_update().get(pk=worker.pk)
        if version is not None and version != row.version:
            raise StaleVersion(
                _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi.")
            )
        row.version += 1
    for field in PERSON_FIELDS:
        if field in data:
            value = data[field]
            if isinstance(value, str):
                value = clean_text(value, limit=1000, lines=field == "note")
            setattr(row, field, value)
    check_nik(row.nik)
    row.name_key = name_key(row.full_name)
    row.full_clean()
    with acting(
        by, reason=gettext_noop("Data pekerja diubah") if worker else gettext_noop("Pekerja baru")
    ):
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise ActionDenied(
                _("NIK atau nomor peserta ini baru saja dipakai. Cari dulu di daftar pekerja.")
            ) from error
        index_names([row])
    return row


@transaction.atomic
def save_workers_many(
    *,
    new: Sequence[Worker] = (),
    changed: Sequence[Worker] = (),
    by: Any,
    fields: Sequence[str] = (),
) -> None:
    """Save many already checked people in a fixed number of statements per 500 rows.

    Takes   new: unsaved rows, which get their ids; changed: known rows with new values in
            ``fields`` (of PERSON_FIELDS); by: a user or the name of a command.
    Raises  IntegrityError when a guard of the database refuses a row; nothing is saved then.
    """
    for row in (*new, *changed):
        row.name_key = name_key(row.full_name)
    with acting(by):
        Worker.objects.bulk_create(new, batch_size=BATCH)
        if changed:
            for row in changed:
                row.version += 1
            Worker.objects.bulk_update(changed, [*fields, "name_key", "version"], batch_size=BATCH)
    index_names(new, fresh=True)
    if "full_name" in fields:
        index_names(changed)


@transaction.atomic
def add_heirs_many(*, heirs: Sequence[Heir], by: Any) -> None:
    """Save unsaved heirs of many people, already cleaned, in one statement per 500 rows."""
    with acting(by, reason=gettext_noop("Ahli waris")):
        Heir.objects.bulk_create(heirs, batch_size=BATCH)


@transaction.atomic
def replace_heirs(*, worker: Worker, heirs: Iterable[Mapping[str, Any]], by: User) -> list[Heir]:
    """Make the given heirs the person's heirs; untouched ones stay as they are.

    Takes   heirs: values by ``Heir`` field, with ``id`` for those already on record.
    Raises  ValidationError by field.
    """
    known = {heir.pk: heir for heir in worker.heirs.all()}
    kept = []
    with acting(by, reason=gettext_noop("Ahli waris")):
        for values in heirs:
            heir = known.get(values.get("id") or 0) or Heir(worker=worker)
            for field in ("full_name", "relation", "phone", "nik"):
                if field in values:
                    setattr(heir, field, clean_text(values[field], limit=150))
            heir.full_clean()
            heir.save()
            kept.append(heir)
        gone = set(known) - {heir.pk for heir in kept}
        Heir.objects.filter(pk__in=gone).delete()
    return kept


def index_names(workers: Sequence[Worker], *, fresh: bool = False) -> None:
    """Write the words of people's names into the word table.

    Takes   fresh: the people are new, so that no old words need to go.
    """
    if not workers:
        return
    if not fresh:
        WorkerWord.objects.filter(worker__in=[worker.pk for worker in workers]).delete()
    WorkerWord.objects.bulk_create(
        (
            WorkerWord(word=word, worker=worker)
            for worker in workers
            for word in sorted(words_of(worker.full_name))
        ),
        batch_size=2000,
    )


def check_nik(digits: str) -> None:
    """Raise ValidationError on the field when the digits cannot be a NIK."""
    try:
        Nik.parse(digits)
    except InvalidNik as error:
        raise ValidationError({"nik": error.problem.message}) from error
