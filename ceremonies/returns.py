"""Why a card comes back, and the page on which that is put right."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReturnReason(models.TextChoices):
    NAME_WRONG = "name_wrong", _("Nama pada kartu salah")
    NIK_WRONG = "nik_wrong", _("NIK pada kartu salah")
    DIED = "died", _("Orangnya meninggal")
    MOVED = "moved", _("Orangnya pindah")
    NOT_FOUND = "not_found", _("Orangnya tidak ditemukan")
    REFUSED = "refused", _("Orangnya menolak")
    DAMAGED = "damaged", _("Kartu rusak")


# What is wrong with the card lies in the person's data.
MENDED_IN_DATA = frozenset({ReturnReason.NAME_WRONG, ReturnReason.NIK_WRONG})
