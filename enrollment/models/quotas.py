"""How many people a period has room for, and where."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency
from enrollment.ceilings import Key
from enrollment.models.programme import EnrollmentPeriod
from places.models import Village
from workers.models import OccupationCategory


class Quota(models.Model):
    """A ceiling on the places of one period, for everybody who matches what it names.

    What it leaves empty it does not ask about: without any of the three it is the ceiling of the
    whole period. A person takes a place under every ceiling that matches them.
    """

    period = models.ForeignKey(
        EnrollmentPeriod, models.CASCADE, verbose_name=_("periode"), related_name="quotas"
    )
    village = models.ForeignKey(
        Village, models.PROTECT, verbose_name=_("kelurahan"), null=True, blank=True
    )
    occupation = models.ForeignKey(
        OccupationCategory,
        models.PROTECT,
        verbose_name=_("kategori pekerjaan"),
        null=True,
        blank=True,
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("perangkat daerah"), null=True, blank=True
    )
    total = models.PositiveIntegerField(_("kuota"))
    used = models.PositiveIntegerField(_("terpakai"), default=0, editable=False)

    class Meta:
        ordering = ["period", "village", "occupation", "agency"]
        verbose_name = _("kuota")
        verbose_name_plural = pgettext_lazy("jamak", "kuota")
        constraints = [
            models.UniqueConstraint(
                F("period"),
                Coalesce("village", Value("")),
                Coalesce("occupation", Value(0)),
                Coalesce("agency", Value(0)),
                name="enrollment_quota_once",
                violation_error_message=_("Kuota untuk bagian ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(used__lte=F("total")),
                name="enrollment_quota_not_exceeded",
                violation_error_message=_("Kuota tidak boleh kurang dari yang sudah terpakai."),
            ),
            models.CheckConstraint(
                condition=Q(occupation__isnull=True) | Q(agency__isnull=True),
                name="enrollment_quota_one_row_kind",
                violation_error_message=_(
                    "Pilih pekerjaan atau perangkat daerah, jangan keduanya."
                ),
            ),
        ]

    def __str__(self) -> str:
        parts = filter(None, (self.agency or self.occupation, self.village))
        return " · ".join(str(part) for part in parts) or str(self.period)

    @property
    def key(self) -> Key:
        return (self.village_id, self.occupation_id, self.agency_id)

    @property
    def remaining(self) -> int:
        return self.total - self.used
