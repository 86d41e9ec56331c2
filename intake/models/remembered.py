"""What a sender's headings and words mean, as somebody once said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intake.models.batches import ImportBatch
from places.models import Village


class Remembered(models.Model):
    """What a person once said a sender's word means, so that nobody is asked twice.

    The sender is the kelurahan of the list where one is known, else the person who sent it.
    """

    class What(models.TextChoices):
        COLUMN = "column", _("Judul kolom")
        OCCUPATION = "occupation", _("Sebutan pekerjaan")

    village = models.ForeignKey(
        Village, models.CASCADE, null=True, blank=True, verbose_name=_("kelurahan pengirim")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pengirim"),
    )
    list_kind = models.CharField(
        _("jenis daftar"), max_length=12, choices=ImportBatch.Kind, default=ImportBatch.Kind.PEOPLE
    )
    what = models.CharField(_("hal"), max_length=10, choices=What)
    # Folded as ``workers.names.fold`` does, or the heading as ``intake.headings`` compares it.
    text = models.CharField(_("tulisan"), max_length=150)
    # A key of ``columns.FIELDS`` ("" for a column kept as a remark) or an occupation's slug.
    meaning = models.CharField(_("arti"), max_length=50, blank=True)
    changed_at = models.DateTimeField(_("diubah pada"), auto_now=True)

    class Meta:
        ordering = ["what", "text"]
        verbose_name = _("ingatan impor")
        verbose_name_plural = pgettext_lazy("jamak", "ingatan impor")
        constraints = [
            models.CheckConstraint(
                condition=Q(village__isnull=False) ^ Q(user__isnull=False),
                name="intake_remembered_one_sender",
            ),
            models.UniqueConstraint(
                fields=["village", "list_kind", "what", "text"],
                condition=Q(village__isnull=False),
                name="intake_remembered_once_per_village",
            ),
            models.UniqueConstraint(
                fields=["user", "list_kind", "what", "text"],
                condition=Q(user__isnull=False),
                name="intake_remembered_once_per_user",
            ),
        ]

    def __str__(self) -> str:
        return self.text
