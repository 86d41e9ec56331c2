"""What a kelurahan says about last year's people before the next year opens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from enrollment.models.enrollments import Enrollment
from enrollment.models.programme import EnrollmentPeriod
from workers.models import OccupationCategory


class RenewalAnswerQuerySet(models.QuerySet["RenewalAnswer"]):
    def in_scope(self, user) -> "RenewalAnswerQuerySet":
        """Keep the answers about people that a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )


class RenewalAnswer(models.Model):
    """One answer about one place of the ending period, for one next period."""

    class Answer(models.TextChoices):
        STAYS = "stays", _("Lanjut")
        CHANGED_WORK = "changed_work", _("Lanjut, ganti pekerjaan")
        DIED = "died", _("Meninggal dunia")
        MOVED = "moved", _("Pindah domisili")
        WAGE_EARNER = "wage_earner", _("Menjadi penerima upah")
        STOPPED_WORKING = "stopped_working", _("Berhenti bekerja")
        RESIGNED = "resigned", _("Tidak mau ikut lagi")

    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan lama"), related_name="renewals"
    )
    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode baru"), related_name="renewals"
    )
    answer = models.CharField(_("jawaban"), max_length=15, choices=Answer)
    fact_on = models.DateField(_("tanggal kejadian"), null=True, blank=True)
    occupation = models.ForeignKey(
        OccupationCategory,
        models.PROTECT,
        verbose_name=_("pekerjaan baru"),
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField(_("catatan"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("dijawab pada"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dijawab oleh"), related_name="+"
    )

    objects = RenewalAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["period", "enrollment"]
        verbose_name = _("jawaban perpanjangan")
        verbose_name_plural = pgettext_lazy("jamak", "jawaban perpanjangan")
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "period"], name="enrollment_one_renewal_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer="changed_work", occupation__isnull=False)
                | (~Q(answer="changed_work") & Q(occupation__isnull=True)),
                name="enrollment_renewal_new_work",
                violation_error_message=_("Pilih pekerjaan barunya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} · {self.get_answer_display()}"
