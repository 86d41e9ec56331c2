"""How an enrollment stands on a day: what people decided, seen together with the calendar."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.models import Enrollment
from enrollment.transitions import ENDABLE, Status


class Standing(models.TextChoices):
    """Words for lists and badges; the values stand in addresses. Nothing here is stored."""

    ACTIVE = "aktif", _("Aktif")
    WAITING = "menunggu", _("Menunggu verifikasi")
    RETURNED = "dikembalikan", _("Dikembalikan")
    VERIFIED = "terverifikasi", _("Terverifikasi")
    WAITLISTED = "cadangan", _("Cadangan")
    DECREED = "ditetapkan", _("Ditetapkan")
    UPCOMING = "akan-mulai", _("Akan mulai")
    EXPIRED = "berakhir", _("Berakhir")
    REJECTED = "ditolak-bpjs", _("Ditolak BPJS")
    REFUSED = "ditolak", _("Ditolak")
    WITHDRAWN = "dibatalkan", _("Dibatalkan")


_UNTIMED = {
    Status.PROPOSED: Standing.WAITING,
    Status.RETURNED: Standing.RETURNED,
    Status.VERIFIED: Standing.VERIFIED,
    Status.WAITLISTED: Standing.WAITLISTED,
    Status.REJECTED: Standing.REJECTED,
    Status.REFUSED: Standing.REFUSED,
    Status.WITHDRAWN: Standing.WITHDRAWN,
}


def standing_of(row: Enrollment, on: date) -> Standing:
    """Tell how an enrollment, with its period loaded, stands on a day."""
    status = Status(row.status)
    if status in _UNTIMED:
        return _UNTIMED[status]
    if row.last_day < on:
        return Standing.EXPIRED
    if status == Status.DECREED:
        return Standing.DECREED
    return Standing.UPCOMING if row.starts_on > on else Standing.ACTIVE


def standing_q(standing: Standing, on: date) -> Q:
    """Give the filter on enrollments that ``standing_of`` would call so."""
    for status, untimed in _UNTIMED.items():
        if untimed == standing:
            return Q(status=status)
    over = Q(ended_on__lt=on) | Q(ended_on__isnull=True, period__ends_on__lt=on)
    if standing == Standing.EXPIRED:
        return Q(status__in=ENDABLE) & over
    if standing == Standing.DECREED:
        return Q(status=Status.DECREED) & ~over
    started = Q(starts_on__lte=on) if standing == Standing.ACTIVE else Q(starts_on__gt=on)
    return Q(status=Status.REGISTERED) & started & ~over
