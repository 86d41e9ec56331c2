"""Changing what is on record about a person, under the rules that their cover brings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.policies import locked_fields, why_not_change_death
from enrollment.transitions import DEATHS
from workers.models import Worker
from workers.services import replace_heirs, save_worker


@transaction.atomic
def change_worker(
    *,
    worker_id: int,
    data: Mapping[str, Any],
    heirs: Sequence[Mapping[str, Any]] | None,
    by: User,
    version: int | None = None,
) -> Worker:
    """Save changes of a known person and, unless None, of their heirs.

    Takes   version: the one the person at the screen saw.
    Raises  StaleVersion; ActionDenied when a locked field would change; ValidationError by
            field; Worker.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, E-7.
    """
    if not by.has_perm("workers.change_worker"):
        raise ActionDenied(_("Peran Anda tidak boleh mengubah data pekerja."))
    worker = Worker.objects.in_scope(by).select_for_update(of=("self",)).get(pk=worker_id)
    statuses = Enrollment.objects.filter(worker=worker).values_list("status", flat=True)
    locked = locked_fields(statuses, by)
    if any(name in data and data[name] != getattr(worker, name) for name in locked):
        raise ActionDenied(
            _("Identitas orang ini sudah diverifikasi atau ditetapkan dan tidak bisa diubah lagi.")
        )
    if "died_on" in data and data["died_on"] != worker.died_on:
        has_ended = Enrollment.objects.filter(worker=worker, end_reason__in=DEATHS).exists()
        if sentence := why_not_change_death(data["died_on"], has_ended_cover=has_ended):
            raise ActionDenied(sentence)
    saved = save_worker(worker=worker, data=data, by=by, version=version)
    if not Worker.objects.in_scope(by).filter(pk=saved.pk).exists():
        raise ActionDenied(_("Orang ini akan keluar dari wilayah atau kategori tugas Anda."))
    if heirs is not None:
        replace_heirs(worker=saved, heirs=heirs, by=by)
    return saved
