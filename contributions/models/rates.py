"""What cover costs, pays and waits for: amounts and times with their days and legal basis."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workers.models import OccupationCategory


class DatedQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "DatedQuerySet":
        """Keep the rows that hold on a day, both ends included, the oldest first."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
        ).order_by("valid_from", "pk")


class Dated(models.Model):
    """Something that holds from a day on, to a day where one is set, and where it is written."""

    valid_from = models.DateField(_("berlaku dari"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    legal_basis = models.CharField(_("dasar hukum"), max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def days_in_order(name: str) -> models.CheckConstraint:
    """Refuse a last day before the first one."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
    )


class Tariff(Dated):
    """What one person costs a month, in whole rupiah, by sector and by whose money pays.

    An empty sector or payer means any; where several rows hold, the one that names more wins,
    then the newer one.
    """

    class Payer(models.TextChoices):
        PUBLIC = "public", _("APBN/APBD")
        OTHER = "other", _("Bukan APBN/APBD")

    sector = models.CharField(
        _("sektor"), max_length=10, choices=OccupationCategory.Sector, blank=True
    )
    payer = models.CharField(_("pembayar"), max_length=10, choices=Payer, blank=True)
    jkk = models.PositiveIntegerField(_("iuran JKK"), help_text=_("Rupiah utuh per bulan."))
    jkm = models.PositiveIntegerField(_("iuran JKM"), help_text=_("Rupiah utuh per bulan."))

    class Meta:
        ordering = ["-valid_from", "sector", "payer"]
        verbose_name = _("tarif iuran")
        verbose_name_plural = pgettext_lazy("jamak", "tarif iuran")
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "payer", "valid_from"],
                name="contributions_tariff_once_per_day",
                violation_error_message=_("Tarif untuk sektor, pembayar, dan hari itu sudah ada."),
            ),
            days_in_order("contributions_tariff_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.jkk + self.jkm}"


class Benefit(Dated):
    """What BPJS pays for one part of a benefit, in whole rupiah."""

    class Kind(models.TextChoices):
        DEATH = "death", _("Santunan kematian (JKM)")
        BURIAL = "burial", _("Biaya pemakaman")
        PERIODIC = "periodic", _("Santunan berkala, dibayar sekaligus")
        ACCIDENT_DEATH = "accident_death", _("Santunan kematian karena kecelakaan kerja (JKK)")
        SCHOLARSHIP = "scholarship", _("Beasiswa, paling banyak")

    kind = models.CharField(_("jenis"), max_length=15, choices=Kind)
    amount = models.PositiveBigIntegerField(_("jumlah"), help_text=_("Rupiah utuh."))

    class Meta:
        ordering = ["kind", "-valid_from"]
        verbose_name = _("manfaat")
        verbose_name_plural = pgettext_lazy("jamak", "manfaat")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="contributions_benefit_once_per_day"
            ),
            days_in_order("contributions_benefit_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ClockRule(Dated):
    """A waiting time or limit: of the clocks that run for each person, or of a claim."""

    class Kind(models.TextChoices):
        FULL_DEATH_MONTHS = "full_death", _("Bulan iuran sampai JKM penuh")
        LAPSE_MONTHS = "lapse", _("Bulan kosong berturut-turut sampai nonaktif")
        SCHOLARSHIP_MONTHS = "scholarship", _("Bulan iuran sampai beasiswa JKM")
        RESTART_GAP_MONTHS = "restart_gap", _("Bulan kosong yang mengulang masa tunggu")
        AGE_LIMIT = "age_limit", _("Usia batas (tahun)")
        REPORT_HOURS = "report_hours", _("Batas waktu melaporkan kecelakaan kerja (jam)")
        CLAIM_YEARS = "claim_years", _("Batas waktu klaim (tahun)")
        SCHOLARSHIP_CHILDREN = "children", _("Jumlah anak penerima beasiswa, paling banyak")
        TAX_NUMBER_ABOVE = "tax_number", _("Batas klaim tanpa NPWP (juta rupiah)")

    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    value = models.PositiveSmallIntegerField(_("nilai"))

    class Meta:
        ordering = ["kind", "-valid_from"]
        verbose_name = _("masa tunggu dan batas")
        verbose_name_plural = pgettext_lazy("jamak", "masa tunggu dan batas")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="contributions_clock_once_per_day"
            ),
            days_in_order("contributions_clock_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
