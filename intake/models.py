"""Spreadsheets on their way in: the file, its rows as they came, what was made of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Scope
from common.problems import Severity
from enrollment.models import Enrollment, EnrollmentPeriod
from intake.work import Work
from jobs.models import Job
from places.models import Village
from workers.models import Worker
from workers.names import fold


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


class ImportBatch(models.Model):
    """One file that somebody sent."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("Usulan pekerja")
        BPJS_RESULT = "bpjs_result", _("Hasil BPJS Ketenagakerjaan")
        OTHER_COVER = "other_cover", _("Peserta unit lain")

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


class StagedRowQuerySet(models.QuerySet["StagedRow"]):
    def people(self) -> "StagedRowQuerySet":
        return self.filter(kind=StagedRow.Kind.PERSON)

    def waiting(self) -> "StagedRowQuerySet":
        """Keep the people who are not saved yet, skipped ones too."""
        return self.people().filter(committed=False)

    def in_tab(self, tab: str) -> "StagedRowQuerySet":
        """Keep the rows of one tab of the review; every row of a file is in exactly one.

        Takes   tab: ignored, saved, skipped or one of ``StagedRow.Verdict``.
        """
        if tab == "ignored":
            # Only people have a verdict; naming it lets the database go by its index.
            return self.filter(kind=StagedRow.Kind.IGNORED, verdict="")
        if tab == "saved":
            return self.people().filter(committed=True)
        if tab == "skipped":
            return self.waiting().filter(skipped=True)
        return self.waiting().filter(skipped=False, verdict=tab)

    def with_problem(self, code: str) -> "StagedRowQuerySet":
        """Keep the waiting rows with one kind of problem; those without any are not looked at."""
        odd = self.waiting().filter(skipped=False, verdict__in=StagedRow.ODD_VERDICTS)
        return odd.filter(codes__contains=f" {code} ")

    def matching(self, text: str) -> "StagedRowQuerySet":
        """Keep the rows whose NIK or name holds a text, or whose number it is."""
        found = Q(search_key__contains=fold(text))
        if text.isascii() and text.isdigit() and len(text) < 7:
            found |= Q(row=int(text))
        return self.filter(found)


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

    # A row with a problem has one of these; a double of a good row counts as the same.
    ODD_VERDICTS = (Verdict.ERROR, Verdict.WARNING, Verdict.SAME)

    # Without an index of its own: the unique constraint begins with it.
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    sheet = models.CharField(_("lembar"), max_length=100, blank=True)
    row = models.PositiveIntegerField(_("baris"))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    # Raw cells as text, in the order of the sheet's columns.
    cells = models.JSONField(_("isi sel"), default=list)
    # Why a row is no person: title, total, signature ...
    reason = models.CharField(_("sebab diabaikan"), max_length=100, blank=True)
    # Canonical values by field, as in the report format.
    values = models.JSONField(_("isi bersih"), default=dict, blank=True)
    # Corrections a person typed during the review, by field; they stand over the cells.
    edits = models.JSONField(_("perbaikan"), default=dict, blank=True)
    # Repairs without a guess, by field: [as it stood, as it was read].
    repairs = models.JSONField(_("perapian"), default=dict, blank=True)
    # Where a value came from when not from its own cell: group row, sheet, title ...
    sources = models.JSONField(_("asal isi"), default=dict, blank=True)
    problems = models.JSONField(_("masalah"), default=list, blank=True)
    # The problems' codes between spaces, so that both databases can filter by one of them.
    codes = models.CharField(max_length=500, blank=True)
    # For an update: field -> [old, new].
    changes = models.JSONField(_("perubahan"), default=dict, blank=True)
    verdict = models.CharField(_("hasil periksa"), max_length=10, choices=Verdict, blank=True)
    nik = models.CharField(_("NIK"), max_length=40, blank=True)
    # ISO date: rows of one birth date are compared with each other.
    birth_date = models.CharField(_("tanggal lahir"), max_length=10, blank=True)
    # NIK and name, folded: what the search inside the batch looks through.
    search_key = models.CharField(max_length=250, blank=True)
    # A person said yes to warnings of these codes; a new kind of warning asks again.
    accepted_codes = models.JSONField(_("peringatan diterima"), default=list, blank=True)
    skipped = models.BooleanField(_("dilewati"), default=False)
    # Saving the batch now would take this row along and do something with it.
    ready = models.BooleanField(_("lolos"), default=False)
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
    # What saving this row made, so that it can be taken back; what it changed is in ``changes``.
    made_worker = models.BooleanField(default=False)
    made_enrollment = models.BooleanField(default=False)

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("baris impor")
        verbose_name_plural = pgettext_lazy("jamak", "baris impor")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "sheet", "row"], name="intake_row_once_per_batch"
            )
        ]
        indexes = [
            models.Index(fields=["batch", "verdict", "id"], name="intake_by_verdict"),
            models.Index(fields=["batch", "nik"], name="intake_by_nik"),
            models.Index(fields=["batch", "birth_date"], name="intake_by_birth_date"),
            # All that the counts of a batch look at, so that they leave the wide rows alone.
            models.Index(
                fields=["batch", "kind", "committed", "skipped", "verdict", "ready", "codes"],
                name="intake_for_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @property
    def warning_codes(self) -> set[str]:
        return {found["code"] for found in self.problems if found["severity"] == Severity.WARNING}

    @property
    def is_accepted(self) -> bool:
        """Whether a person has said yes to every warning of the row."""
        return self.warning_codes <= set(self.accepted_codes)


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
