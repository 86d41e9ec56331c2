"""What stands above and below a printed list: letterheads and signatories, with their days."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from places.models import Village


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


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def valid_on(self, on: date) -> "SignatoryQuerySet":
        """Keep those who may sign on a day, both ends included, the newest first."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
        ).order_by("-valid_from")


class Signatory(models.Model):
    """Somebody who signs lists, for the city or as head of one kelurahan, on some days."""

    class Acting(models.TextChoices):
        SUBSTITUTE = "Plt.", _("Plt. (pelaksana tugas)")
        DEPUTY = "Plh.", _("Plh. (pelaksana harian)")

    village = models.ForeignKey(
        Village,
        models.PROTECT,
        verbose_name=_("kelurahan"),
        null=True,
        blank=True,
        help_text=_("Kosong untuk penanda tangan tingkat kota."),
    )
    on_behalf_of = models.CharField(
        _("atas nama"), max_length=120, blank=True, help_text=_("Dicetak sesudah “a.n.”.")
    )
    acting = models.CharField(
        pgettext_lazy("penanda tangan", "sebutan"), max_length=4, choices=Acting, blank=True
    )
    position = models.CharField(_("jabatan"), max_length=150)
    name = models.CharField(_("nama dan gelar"), max_length=150)
    rank = models.CharField(_("pangkat"), max_length=80, blank=True)
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{18}$", _("NIP harus 18 angka."))],
        help_text=_("18 angka. Kosong untuk wali kota."),
    )
    place = models.CharField(_("tempat"), max_length=60)
    valid_from = models.DateField(_("berlaku dari"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ["village", "-valid_from"]
        verbose_name = _("penanda tangan")
        verbose_name_plural = pgettext_lazy("jamak", "penanda tangan")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "valid_from"],
                name="reporting_one_signatory_per_village_and_day",
                violation_error_message=_(
                    "Sudah ada penanda tangan kelurahan ini yang mulai pada hari itu."
                ),
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(village__isnull=True),
                name="reporting_one_city_signatory_per_day",
                violation_error_message=_(
                    "Sudah ada penanda tangan kota yang mulai pada hari itu."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="reporting_signatory_days_in_order",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.position})"

    @property
    def capacity(self) -> tuple[str, ...]:
        """The lines above the name: on whose behalf, and as what."""
        on_behalf = f"a.n. {self.on_behalf_of}" if self.on_behalf_of else ""
        return tuple(filter(None, (on_behalf, f"{self.acting} {self.position}".strip() + ",")))
