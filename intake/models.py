"""Spreadsheets on their way in: the file, its rows as they came, what was made of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Scope
from enrollment.models import Enrollment, EnrollmentPeriod
from places.models import Village
from workers.models import Worker


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def in_scope(self, user) -> "ImportBatchQuerySet":
        """Keep every batch for staff of the whole city, their own batches for others."""
        if user.is_active and (user.scope == Scope.CITY or user.is_superuser):
            return self
        return self.filter(uploaded_by=user)


class ImportBatch(models.Model):
    """One file that somebody sent."""

    class State(models.TextChoices):
        CHECKED = "checked", _("Siap ditinjau")
        APPLYING = "applying", _("Sedang disimpan")
        DONE = "done", _("Selesai")

    file = models.FileField(_("berkas"), upload_to="intake/%Y/%m/")
    file_name = models.CharField(_("nama berkas"), max_length=200)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(_("sidik berkas"), max_length=64, db_index=True)
    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="+"
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        verbose_name=_("kelurahan pengirim"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Dipakai untuk baris yang tidak menyebut kelurahan."),
    )
    state = models.CharField(
        _("keadaan"), max_length=10, choices=State, default=State.CHECKED
    )
    # Per sheet: where the header stood, which column was read as what, samples.
    mapping = models.JSONField(_("pemetaan kolom"), default=dict, blank=True)
    # What the reader met besides people: hidden sheets, sheets without a list.
    reading = models.JSONField(_("hasil baca"), default=dict, blank=True)
    counts = models.JSONField(_("hitungan"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("pengunggah"),
        related_name="+",
    )
    committed_at = models.DateTimeField(_("disimpan pada"), null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("penyimpan"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("berkas impor")
        verbose_name_plural = _("berkas impor")

    def __str__(self) -> str:
        return self.file_name


class StagedRow(models.Model):
    """One row of a sheet, raw and cleaned, apart from the registry until it is committed."""

    class Kind(models.TextChoices):
        PERSON = "person", _("orang")
        IGNORED = "ignored", _("diabaikan")

    class Verdict(models.TextChoices):
        NEW = "new", _("Baru")
        UPDATE = "update", _("Diperbarui")
        SAME = "same", _("Sama")
        WARNING = "warning", _("Peringatan")
        ERROR = "error", _("Tertahan")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    sheet = models.CharField(_("lembar"), max_length=100, blank=True)
    row = models.PositiveIntegerField(_("baris"))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    # Raw cells as text, in the order of the sheet's columns.
    cells = models.JSONField(_("isi sel"), default=list)
    # Canonical values by field, as in the report format.
    values = models.JSONField(_("isi bersih"), default=dict, blank=True)
    # Corrections a person typed during the review, by field; they stand over the cells.
    edits = models.JSONField(_("perbaikan"), default=dict, blank=True)
    problems = models.JSONField(_("masalah"), default=list, blank=True)
    # For an update: field -> [old, new].
    changes = models.JSONField(_("perubahan"), default=dict, blank=True)
    verdict = models.CharField(
        _("hasil periksa"), max_length=10, choices=Verdict, blank=True
    )
    nik = models.CharField(_("NIK"), max_length=20, blank=True)
    accepted = models.BooleanField(_("peringatan diterima"), default=False)
    skipped = models.BooleanField(_("dilewati"), default=False)
    worker = models.ForeignKey(
        Worker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pekerja"),
    )
    enrollment = models.ForeignKey(
        Enrollment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kepesertaan"),
    )
    committed = models.BooleanField(_("sudah disimpan"), default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "sheet", "row"], name="intake_row_once_per_batch"
            )
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "id"], name="intake_by_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
