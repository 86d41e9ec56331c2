"""What stands above a printed list: letterheads, each from a day on."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    def valid_on(self, on: date) -> "LetterheadQuerySet":
        """Keep the letterheads introduced by a day, the newest first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")


class Letterhead(models.Model):
    """The head of the office's paper from a day on, until a newer one takes over."""

    government = models.CharField(
        _("pemerintah"), max_length=80, help_text=_("Baris pertama: PEMERINTAH KOTA BLITAR.")
    )
    agency = models.CharField(
        _("perangkat daerah"), max_length=120, help_text=_("Baris kedua, paling besar.")
    )
    address = models.CharField(_("alamat"), max_length=160)
    contact = models.CharField(
        _("kontak"), max_length=160, blank=True, help_text=_("Telepon, surel, laman.")
    )
    valid_from = models.DateField(_("berlaku dari"), unique=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("kop surat")
        verbose_name_plural = pgettext_lazy("jamak", "kop surat")

    def __str__(self) -> str:
        return self.agency

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines from top to bottom; the second is the office's name."""
        return tuple(filter(None, (self.government, self.agency, self.address, self.contact)))
