"""Long work that a person started and may leave alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    def in_scope(self, user) -> "JobQuerySet":
        """Keep the user's own jobs: results may hold rows that others must not see."""
        return self.filter(requested_by=user)


class Job(models.Model):
    """One piece of long work: the row people see; the queue only wakes it up."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu giliran")
        RUNNING = "running", _("Sedang dikerjakan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")

    kind = models.SlugField(_("jenis"))
    title = models.CharField(_("judul"), max_length=200)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("peminta"),
        related_name="+",
    )
    parameters = models.JSONField(_("permintaan"), default=dict, blank=True)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=State, default=State.QUEUED
    )
    done = models.PositiveIntegerField(_("selesai"), default=0)
    total = models.PositiveIntegerField(_("jumlah"), default=0)
    message = models.CharField(_("pesan"), max_length=300, blank=True)
    result = models.FileField(_("berkas hasil"), upload_to="jobs/", blank=True)
    result_name = models.CharField(_("nama berkas"), max_length=150, blank=True)
    # The number of the attempt that holds the job: an older attempt may no longer finish it.
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    heartbeat_at = models.DateTimeField(_("tanda hidup"), null=True, blank=True)
    created_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    expires_at = models.DateTimeField(
        _("berkas disimpan sampai"), null=True, blank=True
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("pekerjaan latar")
        verbose_name_plural = _("pekerjaan latar")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="jobs_stalled")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}
