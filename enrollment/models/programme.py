"""The programme: where the money comes from, who may be covered, the periods."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency


class FundingSource(models.Model):
    """Where the money of a period comes from (APBD, DBHCHT ...)."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=100)
    is_public_money = models.BooleanField(
        _("uang APBN/APBD"),
        default=True,
        help_text=_("Keringanan iuran tidak berlaku bagi peserta yang dibayar dari uang ini."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("sumber dana")
        verbose_name_plural = pgettext_lazy("jamak", "sumber dana")

    def __str__(self) -> str:
        return self.name


class EligibilityLimit(models.Model):
    """A limit of eligibility with the days on which it holds and its legal basis."""

    class Kind(models.TextChoices):
        MAX_AGE = "max_age", _("Usia di bawah (tahun)")
        MIN_AGE = "min_age", _("Usia paling rendah (tahun)")
        RESIDENT = "resident", _("Berdomisili di kota ini")
        ONE_COVER = "one_cover", _("Satu kepesertaan pada hari yang sama")
        OTHER_UNIT = "other_unit", _("Tidak sedang dilindungi unit lain")
        FIELD_CHECK = "field_check", _("Sudah diperiksa di lapangan")

    class Effect(models.TextChoices):
        ERROR = "error", _("Menahan")
        WARNING = "warning", _("Memperingatkan")

    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    value = models.PositiveSmallIntegerField(_("nilai"), default=0)
    effect = models.CharField(_("akibat"), max_length=10, choices=Effect)
    valid_from = models.DateField(_("berlaku dari"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    legal_basis = models.CharField(_("dasar hukum"), max_length=200)

    class Meta:
        ordering = ["kind", "valid_from"]
        verbose_name = _("syarat kepesertaan")
        verbose_name_plural = pgettext_lazy("jamak", "syarat kepesertaan")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="enrollment_limit_once_per_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="enrollment_limit_days_in_order",
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class EnrollmentPeriodQuerySet(models.QuerySet["EnrollmentPeriod"]):
    def open(self) -> "EnrollmentPeriodQuerySet":
        return self.filter(state=EnrollmentPeriod.State.OPEN)

    def around(self, on: date) -> "EnrollmentPeriodQuerySet":
        """Keep the periods that contain a day, both ends included."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class EnrollmentPeriod(models.Model):
    """One programme year of one funding source."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        OPEN = "open", _("Dibuka")
        CLOSED = "closed", _("Ditutup")

    code = models.CharField(
        _("kode"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Huruf, angka, dan tanda hubung saja."))],
    )
    name = models.CharField(_("nama"), max_length=100)
    starts_on = models.DateField(_("hari pertama"))
    ends_on = models.DateField(_("hari terakhir"))
    funding_source = models.ForeignKey(
        FundingSource, models.PROTECT, verbose_name=_("sumber dana")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("perangkat daerah"),
        null=True,
        blank=True,
    )
    quota = models.PositiveIntegerField(_("kuota"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    second_person = models.BooleanField(
        _("impor disetujui orang kedua"),
        default=False,
        help_text=_("Daftar yang diimpor baru tersimpan setelah disetujui orang lain."),
    )

    objects = EnrollmentPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "code"]
        verbose_name = _("periode kepesertaan")
        verbose_name_plural = pgettext_lazy("jamak", "periode kepesertaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="enrollment_period_days_in_order",
                violation_error_message=_("Hari terakhir mendahului hari pertama."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
