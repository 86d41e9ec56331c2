"""Kecamatan and kelurahan, with the codes published by the home ministry, and who signs there."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class District(models.Model):
    """A kecamatan."""

    code = models.CharField(_("kode"), max_length=6, primary_key=True)
    name = models.CharField(_("nama"), max_length=60, unique=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("kecamatan")
        verbose_name_plural = _("kecamatan")

    def __str__(self) -> str:
        return self.name


class Village(models.Model):
    """A kelurahan: ten-digit code, ways people spell it, its tile on the map of the city."""

    code = models.CharField(_("kode"), max_length=10, primary_key=True)
    name = models.CharField(_("nama"), max_length=60, unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("kecamatan"), related_name="villages"
    )
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True)
    area_km2 = models.DecimalField(_("luas (km2)"), max_digits=6, decimal_places=2)
    latitude = models.DecimalField(_("lintang"), max_digits=7, decimal_places=4)
    longitude = models.DecimalField(_("bujur"), max_digits=7, decimal_places=4)
    tile_row = models.PositiveSmallIntegerField(_("baris petak"))
    tile_column = models.PositiveSmallIntegerField(_("kolom petak"))
    aliases = models.JSONField(_("ejaan lain"), default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("kelurahan")
        verbose_name_plural = _("kelurahan")
        constraints = [
            models.UniqueConstraint(
                fields=["tile_row", "tile_column"], name="places_one_village_per_tile"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def valid_on(self, on: date) -> "SignatoryQuerySet":
        """Keep those who may sign on a day, both ends included, the newest first."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
        ).order_by("-valid_from")


class Signatory(models.Model):
    """Somebody who signs for the city or as head of one kelurahan, on some days."""

    class Signs(models.TextChoices):
        LISTS = "lists", _("Daftar dan tanda terima")
        DECREES = "decrees", _("Surat keputusan (SK)")

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
    signs = models.CharField(
        _("menandatangani"), max_length=10, choices=Signs, default=Signs.LISTS
    )
    on_behalf_of = models.CharField(
        _("atas nama"), max_length=120, blank=True, help_text=_("Dicetak sesudah “a.n.”.")
    )
    through = models.CharField(
        _("untuk beliau"),
        max_length=120,
        blank=True,
        help_text=_(
            "Jabatan yang menerima limpahan wewenang sebelum penanda tangan ini."
            " Dicetak di atas “u.b.”."
        ),
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
        # The name under which the trail knows these rows since before they moved to this room.
        db_table = "reporting_signatory"
        ordering = ["village", "-valid_from"]
        verbose_name = _("penanda tangan")
        verbose_name_plural = pgettext_lazy("jamak", "penanda tangan")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "signs", "valid_from"],
                name="places_one_signatory_per_village_and_day",
                violation_error_message=_(
                    "Sudah ada penanda tangan kelurahan ini yang mulai pada hari itu."
                ),
            ),
            models.UniqueConstraint(
                fields=["signs", "valid_from"],
                condition=Q(village__isnull=True),
                name="places_one_city_signatory_per_day",
                violation_error_message=_(
                    "Sudah ada penanda tangan kota yang mulai pada hari itu."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="places_signatory_days_in_order",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
            models.CheckConstraint(
                condition=Q(through="") | ~Q(on_behalf_of=""),
                name="places_signatory_through_needs_on_behalf_of",
                violation_error_message=_(
                    "“Untuk beliau” hanya bila ada “atas nama”. Isi atas nama siapa."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.position})"

    @property
    def capacity(self) -> tuple[str, ...]:
        """The lines above the name: on whose behalf, and as what."""
        on_behalf = f"a.n. {self.on_behalf_of}" if self.on_behalf_of else ""
        through = (f"{self.through},", "u.b.") if self.through else ()
        own = f"{self.acting} {self.position}".strip() + ","
        return tuple(filter(None, (on_behalf, *through, own)))
