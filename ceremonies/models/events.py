"""A ceremony and the people who are called up at it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency
from accounts.scope import scope_q
from common.constraints import both_or_neither
from enrollment.models import Decree, Enrollment, EnrollmentPeriod


class Ceremony(models.Model):
    """A festive hour at which some stand for all who get their cards."""

    title = models.CharField(_("nama acara"), max_length=150)
    held_on = models.DateField(_("tanggal"))
    starts_at = models.TimeField(_("pukul"))
    place = models.CharField(_("tempat"), max_length=150)
    dress = models.CharField(_("pakaian"), max_length=100, blank=True)
    organiser = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("penyelenggara"),
        null=True,
        blank=True,
        related_name="ceremonies",
    )
    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="ceremonies"
    )
    # Where set, only people of this annex are called up.
    decree = models.ForeignKey(
        Decree,
        models.PROTECT,
        verbose_name=_("surat keputusan"),
        null=True,
        blank=True,
        related_name="ceremonies",
    )
    # Kept, so that the same lot can be drawn again before witnesses.
    seed = models.PositiveIntegerField(_("nomor undian"), editable=False)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    # One a line.
    steps = models.TextField(_("urutan acara"), blank=True)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dibuat oleh"), related_name="+"
    )

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = _("acara")
        verbose_name_plural = pgettext_lazy("jamak", "acara")

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> str:
        """The day as an invitation says it: ``Selasa, 8 April 2025``."""
        return date_format(self.held_on, "l, j F Y")

    @property
    def hour(self) -> str:
        """The hour with the name of the city's time zone: ``08.00 WIB``."""
        zone = timezone.get_default_timezone()
        return f"{datetime.combine(self.held_on, self.starts_at, zone):%H.%M %Z}"


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def in_scope(self, user) -> "RecipientQuerySet":
        """Keep the people whom a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )


class Recipient(models.Model):
    """Somebody who is called up at a ceremony, stands by, or cannot come after all."""

    class Part(models.TextChoices):
        CALLED = "called", _("Penerima")
        RESERVE = "reserve", pgettext_lazy("acara", "Cadangan")
        EXCUSED = "excused", _("Berhalangan")

    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, verbose_name=_("acara"), related_name="recipients"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan"), related_name="ceremonies"
    )
    part = models.CharField(_("peran"), max_length=8, choices=Part, default=Part.CALLED)
    position = models.PositiveSmallIntegerField(_("urutan panggilan"))
    pronounced_name = models.CharField(_("cara membaca nama"), max_length=150, blank=True)
    escort = models.CharField(_("pendamping"), max_length=100, blank=True)
    arrived_at = models.DateTimeField(_("hadir pada"), null=True, blank=True)
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("dicatat oleh"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["ceremony", "part", "position", "id"]
        verbose_name = _("penerima simbolis")
        verbose_name_plural = pgettext_lazy("jamak", "penerima simbolis")
        constraints = [
            models.UniqueConstraint(
                fields=["ceremony", "enrollment"],
                name="ceremonies_called_once",
                violation_error_message=_("Orang ini sudah ada pada acara ini."),
            ),
            both_or_neither("arrived_at", "arrived_by", name="ceremonies_arrival_pair"),
            models.CheckConstraint(
                condition=~Q(part="excused") | Q(arrived_at__isnull=True),
                name="ceremonies_excused_stay_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment.worker} · {self.ceremony}"
