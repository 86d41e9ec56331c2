"""Why a card comes back, and the page on which that is put right."""

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReturnReason(models.TextChoices):
    NAME_WRONG = "name_wrong", _("Nama pada kartu salah")
    NIK_WRONG = "nik_wrong", _("NIK pada kartu salah")
    DIED = "died", _("Orangnya meninggal")
    MOVED = "moved", _("Orangnya pindah")
    NOT_FOUND = "not_found", _("Orangnya tidak ditemukan")
    REFUSED = "refused", _("Orangnya menolak")
    DAMAGED = "damaged", _("Kartu rusak")


class Task(NamedTuple):
    """What is to be done about a card that came back.

    ``part`` is the place on the person's page where it is done; ``is_correction`` means that it
    is done in the form of the person's data instead.
    """

    words: str | Promise
    part: str = ""
    is_correction: bool = False


_CORRECT = Task(_("Perbaiki datanya"), is_correction=True)
_LOOK = Task(_("Buka orangnya"))
_TASKS = {
    ReturnReason.NAME_WRONG: _CORRECT,
    ReturnReason.NIK_WRONG: _CORRECT,
    ReturnReason.DIED: Task(_("Laporkan meninggal"), part="cover"),
    ReturnReason.MOVED: Task(_("Akhiri perlindungannya"), part="cover"),
    ReturnReason.REFUSED: Task(_("Akhiri perlindungannya"), part="cover"),
}


def task_for(reason: ReturnReason) -> Task:
    """Give what a reason asks for; a lost or damaged card asks for nothing but the person."""
    return _TASKS.get(reason, _LOOK)
