"""A file that somebody sent, how far it has come, and files that corrected it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Scope
from enrollment.models import EnrollmentPeriod
from intake.work import Work
from jobs.models import Job
from places.models import Village


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def in_scope(self, user) -> "ImportBatchQuerySet":
        """Keep every batch for staff of the whole city, their own batches for others."""
        if user.is_active and (user.scope == Scope.CITY or user.is_superuser):
            return self
        return self.filter(uploaded_by=user)

    def approved(self) -> "ImportBatchQuerySet":
        """Keep the batches to whose saving a second person has agreed."""
        return self.filter(state=ImportBatch.State.ASKED, approved_at__isnull=False)

    def needing_nobody(self) -> "ImportBatchQuerySet":
        """Keep the reviewed batches that one person may save alone."""
        return self.filter(state=ImportBatch.State.CHECKED, period__second_person=False)

    def get_locked(self, pk: int) -> "ImportBatch":
        """Give a batch locked until the transaction ends, and what is loaded along as it is then.

        Raises  ImportBatch.DoesNotExist.
        """
        # Two statements: rows joined to one that PostgreSQL had to wait for are those of before,
        # so that the job which somebody else has begun meanwhile would be missing.
        keys = self.select_related(None).select_for_update().values_list("pk", flat=True)
        return self.get(pk=keys.get(pk=pk))


class ImportBatch(models.Model):
    """One file that somebody sent."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("Usulan pekerja")
        BPJS_RESULT = "bpjs_result", _("Hasil BPJS Ketenagakerjaan")
        OTHER_COVER = "other_cover", _("Peserta unit lain")
        RENEWAL = "renewal", _("Jawaban perpanjangan")

    class State(models.TextChoices):
        READING = "reading", _("Sedang dibaca")
        FAILED = "failed", _("Tidak terbaca")
        CHECKED = "checked", _("Siap ditinjau")
        ASKED = "asked", _("Menunggu persetujuan")
        APPLYING = "applying", _("Sedang disimpan")
        DONE = "done", _("Selesai")

    # Tabs of the review whose rows wait for somebody, and all tabs that hold people.
    OPEN_TABS = ("new", "update", "warning", "error")
    PEOPLE_TABS = (*OPEN_TABS, "same", "skipped", "saved")

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
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind, default=Kind.PEOPLE)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.CHECKED)
    # Why the file could not be read: a key of reading.refusals.SENTENCES, when FAILED.
    refusal = models.CharField(max_length=30, blank=True)
    # The work on this file that a person waits for: reading, checking, saving, taking back.
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pekerjaan")
    )
    include_hidden = models.BooleanField(_("baca lembar tersembunyi"), default=False)
    # What a person chose on the columns page: sheet -> column letter -> field.
    mapping = models.JSONField(_("pemetaan kolom"), default=dict, blank=True)
    # Sheets with their header rows, columns and samples; remarks about the whole file.
    reading = models.JSONField(_("hasil baca"), default=dict, blank=True)
    counts = models.JSONField(_("hitungan"), default=dict, blank=True)
    # Under which facts of the registry the rows were last checked together.
    facts = models.JSONField(default=dict, blank=True)
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

    # Where the period wants a second person: who put the list forward and who agreed.
    asked_at = models.DateTimeField(_("dimintakan pada"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("peminta persetujuan"),
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("disetujui pada"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("penyetuju"),
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("dibatalkan pada"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("pembatal"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("berkas impor")
        verbose_name_plural = pgettext_lazy("jamak", "berkas impor")

    def __str__(self) -> str:
        return self.file_name

    @property
    def work(self) -> Job | None:
        """The job that is at work on the list right now; callers load ``job`` along."""
        return self.job if self.job is not None and not self.job.is_over else None

    @property
    def standing(self) -> str:
        """What people are told of the list: the work on it, else how it stands."""
        if self.work:
            return str(Work(self.work.kind).label)
        return str(_("Dikembalikan") if self.is_sent_back else self.get_state_display())

    @property
    def look(self) -> str:
        """The kind of badge that goes with ``standing`` while nothing works on the list."""
        return "returned" if self.is_sent_back else self.state

    @property
    def is_sent_back(self) -> bool:
        """Whether a second person said no for now and nobody has put the list forward since."""
        return self.state == self.State.CHECKED and "sent_back" in self.counts

    @property
    def ready(self) -> int:
        """How many rows saving would take along now."""
        return self.counts.get("ready", 0)

    @property
    def saved(self) -> int:
        return self.counts.get("saved", 0)

    @property
    def waiting(self) -> int:
        """How many rows of people are neither saved nor settled otherwise."""
        return sum(self.counts.get(tab, 0) for tab in self.OPEN_TABS)

    @property
    def rest(self) -> int:
        """How many waiting rows saving would leave behind now."""
        return self.waiting - self.ready

    @property
    def people(self) -> int:
        return sum(self.counts.get(tab, 0) for tab in self.PEOPLE_TABS)


class CorrectedFile(models.Model):
    """A file of corrected rows that continued a batch: the refused rows, sent back."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="corrections")
    file = models.FileField(_("berkas"), upload_to="intake/%Y/%m/")
    file_name = models.CharField(_("nama berkas"), max_length=200)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(_("sidik berkas"), max_length=64)
    counts = models.JSONField(_("hitungan"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("pengunggah"), related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("berkas perbaikan")
        verbose_name_plural = pgettext_lazy("jamak", "berkas perbaikan")

    def __str__(self) -> str:
        return self.file_name
