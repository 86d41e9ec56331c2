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
from workers.models import Heir, Worker
from workers.names import name_key
from workers.nik import InvalidNik, Nik
from workers.services.many import forget_names, index_names, insert_workers_many

_ATTRIBUTES = [
    field.attname for field in Worker._meta.concrete_fields if field.name in PERSON_FIELDS
]


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
        forget_names([row.pk])
        index_names([(row.pk, row.full_name)])
    return row


@transaction.atomic
def save_workers_many(*, new: Sequence[Worker], by: Any) -> None:
    """Save many unsaved and already checked people, who get their ids.

    Takes   by: a user or the name of a command.
    Raises  IntegrityError when a guard of the database refuses a row; nothing is saved then.
    """
    people = [{name: getattr(row, name) for name in _ATTRIBUTES} for row in new]
    for row, key in zip(new, insert_workers_many(people=people, by=by), strict=True):
        row.pk, row.name_key = key, name_key(row.full_name)
        row._state.adding = False


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


def check_nik(digits: str) -> None:
    """Raise ValidationError on the field when the digits cannot be a NIK."""
    try:
        Nik.parse(digits)
    except InvalidNik as error:
        raise ValidationError({"nik": error.problem.message}) from error
