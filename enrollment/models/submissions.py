"""What was sent to BPJS in which file, and what became of each line."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from enrollment.models.enrollments import Enrollment
from enrollment.models.programme import EnrollmentPeriod
from enrollment.transitions import ReturnReason


class ColumnPreset(models.Model):
    """The columns of a file for BPJS, in their order; the office edits them in the admin."""

    name = models.CharField(_("nama"), max_length=80, unique=True)
    sheet = models.CharField(_("nama lembar"), max_length=31, default="Peserta")
    is_default = models.BooleanField(_("dipakai bila tidak dipilih"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("susunan kolom BPJS")
        verbose_name_plural = pgettext_lazy("jamak", "susunan kolom BPJS")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="enrollment_one_default_preset",
                violation_error_message=_("Sudah ada susunan lain yang menjadi bawaan."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PresetColumn(models.Model):
    """One column of a preset: what stands above it and what of a person goes into it.

    ``source`` is a key of ``enrollment.bpjs_columns.SOURCES``.
    """

    preset = models.ForeignKey(ColumnPreset, models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(_("urutan"))
    heading = models.CharField(_("judul kolom"), max_length=80)
    source = models.CharField(_("isi"), max_length=30)
    fixed_text = models.CharField(
        _("teks tetap"), max_length=80, blank=True, help_text=_("Hanya untuk isi “teks tetap”.")
    )

    class Meta:
        ordering = ["preset", "position"]
        verbose_name = _("kolom")
        verbose_name_plural = pgettext_lazy("jamak", "kolom")
        constraints = [
            models.UniqueConstraint(
                fields=["preset", "position"], name="enrollment_preset_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.heading


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def in_scope(self, user) -> "SubmissionQuerySet":
        """Keep the files with somebody in them whom a member of staff may see."""
        lines = SubmissionLine.objects.in_scope(user)
        return self.filter(Exists(lines.filter(submission=OuterRef("pk"))))


class Submission(models.Model):
    """One file sent to BPJS: its lines stay as they were sent."""

    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("nomor pengajuan"), editable=False)
    # The submission whose rejected lines this one sends again.
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("memperbaiki"),
        null=True,
        blank=True,
        related_name="corrections",
    )
    preset = models.ForeignKey(ColumnPreset, models.PROTECT, verbose_name=_("susunan kolom"))
    headings = models.JSONField(default=list, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    note = models.CharField(_("catatan"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dibuat oleh"), related_name="+"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("pengajuan ke BPJS")
        verbose_name_plural = pgettext_lazy("jamak", "pengajuan ke BPJS")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "number"], name="enrollment_submission_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.number}"


class SubmissionLineQuerySet(models.QuerySet["SubmissionLine"]):
    def in_scope(self, user) -> "SubmissionLineQuerySet":
        """Keep the lines about people that a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )


class SubmissionLine(models.Model):
    """One person in a file for BPJS: the cells as sent, and the answer."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Menunggu jawaban")
        ACCEPTED = "accepted", _("Diterima")
        REJECTED = "rejected", _("Ditolak")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(_("nomor urut"))
    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan"), related_name="submission_lines"
    )
    cells = models.JSONField(default=list)
    outcome = models.CharField(
        _("jawaban"), max_length=8, choices=Outcome, default=Outcome.PENDING
    )
    reason_code = models.CharField(_("alasan"), max_length=20, choices=ReturnReason, blank=True)
    reason_text = models.CharField(_("kata BPJS"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("dijawab pada"), null=True, blank=True)

    objects = SubmissionLineQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "position"]
        verbose_name = _("baris pengajuan")
        verbose_name_plural = pgettext_lazy("jamak", "baris pengajuan")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "enrollment"], name="enrollment_once_per_submission"
            ),
            # A person waits for one answer at a time.
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(outcome="pending"),
                name="enrollment_one_pending_line",
            ),
            models.CheckConstraint(
                condition=Q(outcome="pending", answered_at__isnull=True)
                | (~Q(outcome="pending") & Q(answered_at__isnull=False)),
                name="enrollment_submission_answer_pair",
            ),
            models.CheckConstraint(
                condition=Q(outcome="rejected") | Q(reason_code=""),
                name="enrollment_submission_reason_on_reject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.position}"

    @property
    def is_pending(self) -> bool:
        return self.outcome == self.Outcome.PENDING

    @property
    def is_rejected(self) -> bool:
        return self.outcome == self.Outcome.REJECTED
