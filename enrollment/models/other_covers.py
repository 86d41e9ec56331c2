"""People whom another unit of the city covers; many of them are not in the registry."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency, Scope
from common.constraints import matches_or_empty
from workers.nik import mask


class OtherCoverQuerySet(models.QuerySet["OtherCover"]):
    def in_scope(self, user) -> "OtherCoverQuerySet":
        """Keep everything for staff of the whole city, nothing for anybody else.

        The lists name people of all kelurahan, and people whom nobody here has proposed.
        """
        is_citywide = user.is_active and (
            user.is_superuser or getattr(user, "scope", None) == Scope.CITY
        )
        return self if is_citywide else self.none()


class OtherCover(models.Model):
    """Days on which another unit of the city covers somebody, as that unit's list says."""

    class Segment(models.TextChoices):
        WAGE_EARNER = "pu", _("Penerima upah (PU)")
        INDEPENDENT = "bpu", _("Bukan penerima upah (BPU)")
        UNKNOWN = "", _("Tidak disebut")

    # A national number whose form was checked on the way in; its owner may be unknown here.
    nik = models.CharField(_("NIK"), max_length=16)
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    # The name of a known office, or what the list calls the unit.
    unit = models.CharField(_("unit"), max_length=150)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("perangkat daerah"),
        null=True,
        blank=True,
        related_name="+",
    )
    program = models.CharField(_("program"), max_length=100, blank=True)
    segment = models.CharField(_("segmen"), max_length=3, choices=Segment, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"), null=True, blank=True)
    member_number = models.CharField(_("nomor peserta (KPJ)"), max_length=12, blank=True)
    # The list it came from: a table and a key, as in the audit trail.
    source = models.CharField(_("asal"), max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)

    objects = OtherCoverQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "full_name", "-starts_on"]
        verbose_name = _("perlindungan unit lain")
        verbose_name_plural = pgettext_lazy("jamak", "perlindungan unit lain")
        constraints = [
            models.UniqueConstraint(
                fields=["nik", "unit", "starts_on"],
                name="enrollment_other_cover_once",
                violation_error_message=_("Perlindungan ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(nik__regex=r"^[0-9]{16}$"), name="enrollment_other_cover_nik"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enrollment_other_cover_days_in_order",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
            models.CheckConstraint(
                condition=Q(segment__in=["", "pu", "bpu"]),
                name="enrollment_other_cover_segment_is_known",
            ),
            matches_or_empty(
                "member_number",
                r"^[0-9]{8,12}$",
                name="enrollment_other_cover_number",
                message=_("Nomor peserta (KPJ) terdiri dari 8 sampai 12 angka."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} · {self.unit}"

    @property
    def masked_nik(self) -> str:
        return mask(self.nik)
