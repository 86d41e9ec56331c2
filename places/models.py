"""Kecamatan and kelurahan, with the codes published by the home ministry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
