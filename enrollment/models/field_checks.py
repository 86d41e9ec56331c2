"""What an officer saw of a person's work in the field."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from enrollment.models.enrollments import Enrollment


class FieldCheckQuerySet(models.QuerySet["FieldCheck"]):
    def in_scope(self, user) -> "FieldCheckQuerySet":
        """Keep the checks of people that a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )


class FieldCheck(models.Model):
    """One visit: whether somebody works, is able to, and has signed the statement of it."""

    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan"), related_name="field_checks"
    )
    checked_on = models.DateField(_("tanggal periksa"))
    officer = models.CharField(_("petugas lapangan"), max_length=150)
    works = models.BooleanField(_("benar bekerja"))
    able_to_work = models.BooleanField(_("mampu bekerja"))
    has_statement = models.BooleanField(
        _("surat keterangan kerja ada"),
        help_text=_("Surat keterangan kerja dari RT atau kelurahan, ditandatangani."),
    )
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("dicatat pada"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dicatat oleh"), related_name="+"
    )

    objects = FieldCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_on", "-id"]
        verbose_name = _("pemeriksaan lapangan")
        verbose_name_plural = pgettext_lazy("jamak", "pemeriksaan lapangan")

    def __str__(self) -> str:
        return f"{self.enrollment_id} · {self.checked_on}"

    @property
    def passed(self) -> bool:
        return self.works and self.able_to_work and self.has_statement
