"""Long work that a person started and may leave alone."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobs.lease import lease

KEEP_RESULT = timedelta(hours=24)


class JobQuerySet(models.QuerySet["Job"]):
    def in_scope(self, user) -> "JobQuerySet":
        """Keep the user's own jobs: results may hold rows that others must not see."""
        return self.filter(requested_by=user)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=Job.UNFINISHED)

    def stalled(self, now: datetime) -> "JobQuerySet":
        """Keep running jobs whose worker has given no sign of life for the length of a lease."""
        return self.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - lease())

    def forgotten(self, now: datetime) -> "JobQuerySet":
        """Keep waiting jobs that the queue may have lost: woken a lease ago or never."""
        since = now - lease()
        return self.filter(
            Q(heartbeat_at__lt=since) | Q(heartbeat_at__isnull=True, created_at__lt=since),
            state=Job.State.QUEUED,
        )

    def with_old_files(self, now: datetime) -> "JobQuerySet":
        return self.filter(expires_at__lte=now)

    def close(self, state: "Job.State", now: datetime, **values: Any) -> int:
        """Bring jobs to an end; what they stored is kept for a day."""
        return self.update(state=state, finished_at=now, expires_at=now + KEEP_RESULT, **values)


class Job(models.Model):
    """One piece of long work: the row people see; the queue only wakes it up."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu giliran")
        RUNNING = "running", _("Sedang dikerjakan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", pgettext_lazy("pekerjaan latar", "Dibatalkan")

    UNFINISHED = (State.QUEUED, State.RUNNING)

    kind = models.SlugField(_("jenis"))
    title = models.CharField(_("judul"), max_length=200)
    # The page from which the work was started and where its effect is seen.
    page = models.CharField(_("halaman asal"), max_length=200, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("peminta"), related_name="+"
    )
    parameters = models.JSONField(_("permintaan"), default=dict, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(_("selesai"), default=0)
    total = models.PositiveIntegerField(_("jumlah"), default=0)
    message = models.CharField(_("pesan"), max_length=300, blank=True)
    result = models.FileField(_("berkas hasil"), upload_to="jobs/", blank=True)
    result_name = models.CharField(_("nama berkas"), max_length=150, blank=True)
    # The number of the attempt that holds the job: an older attempt may no longer finish it.
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    # Last sign of life of the worker; while the job waits, the moment the queue was told.
    heartbeat_at = models.DateTimeField(_("tanda hidup"), null=True, blank=True)
    created_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    started_at = models.DateTimeField(_("dimulai pada"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    expires_at = models.DateTimeField(_("berkas disimpan sampai"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("pekerjaan latar")
        verbose_name_plural = pgettext_lazy("jamak", "pekerjaan latar")
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="jobs_stalled"),
            models.Index(fields=["requested_by", "-id"], name="jobs_mine"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state not in self.UNFINISHED

    @property
    def has_file(self) -> bool:
        return self.state == self.State.DONE and self.result_name != ""

    def has_expired(self, now: datetime) -> bool:
        """Tell whether the result was, or is about to be, deleted."""
        return not self.result or self.expires_at is None or self.expires_at <= now

    def time_spent(self, now: datetime) -> timedelta | None:
        """Give how long the last attempt took or has taken so far; None before it began."""
        return (self.finished_at or now) - self.started_at if self.started_at else None

    def time_left(self, now: datetime) -> timedelta | None:
        """Estimate how long the rest takes at the pace so far; None before anything is known."""
        spent = self.time_spent(now)
        if self.state != self.State.RUNNING or not spent or not 0 < self.done < self.total:
            return None
        return spent * (self.total - self.done) / self.done


class Presence(models.Model):
    """One worker process and when it last said that it is there, busy or not."""

    name = models.CharField(_("nama"), max_length=100, unique=True)
    seen_at = models.DateTimeField(_("terakhir terlihat"))

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("pelaksana pekerjaan")
        verbose_name_plural = pgettext_lazy("jamak", "pelaksana pekerjaan")

    def __str__(self) -> str:
        return self.name
