"""Rows of a sent file, as they came and as they are understood."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.constraints import filled_index
from common.problems import Severity
from enrollment.models import Enrollment
from intake.models.batches import ImportBatch
from workers.models import Worker
from workers.names import fold


class StagedRowQuerySet(models.QuerySet["StagedRow"]):
    def people(self) -> "StagedRowQuerySet":
        return self.filter(kind=StagedRow.Kind.PERSON)

    def waiting(self) -> "StagedRowQuerySet":
        """Keep the people who are not saved yet, skipped ones too."""
        return self.people().filter(saved__isnull=True)

    def ready(self) -> "StagedRowQuerySet":
        """Keep the rows that saving would take along."""
        return self.waiting().filter(ready=True)

    def in_tab(self, tab: str) -> "StagedRowQuerySet":
        """Keep the rows of one tab of the review; every row of a file is in exactly one.

        Takes   tab: ignored, saved, skipped or one of ``StagedRow.Verdict``.
        """
        if tab == "ignored":
            # Only people have a verdict; naming it lets the database go by its index.
            return self.filter(kind=StagedRow.Kind.IGNORED, verdict="")
        if tab == "saved":
            return self.people().filter(saved__isnull=False)
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
    """One row of a sheet, raw and cleaned, apart from the registry and as it was reviewed."""

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
    # Saving the batch would take this row along and do something with it, unless it has done so.
    ready = models.BooleanField(_("lolos"), default=False)
    # Who had this NIK when the row was checked; its index leaves out the rows of nobody known.
    worker = models.ForeignKey(
        Worker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pekerja"),
        db_index=False,
    )

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
            filled_index("worker", name="intake_by_worker"),
            # All that the counts of a batch look at, so that they leave the wide rows alone.
            models.Index(
                fields=["batch", "kind", "skipped", "verdict", "ready", "codes"],
                name="intake_for_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @property
    def is_saved(self) -> bool:
        """Whether the row is in the registry; a query unless ``saved`` was joined."""
        return hasattr(self, "saved")

    @property
    def warning_codes(self) -> set[str]:
        return {found["code"] for found in self.problems if found["severity"] == Severity.WARNING}

    @property
    def is_accepted(self) -> bool:
        """Whether a person has said yes to every warning of the row."""
        return self.warning_codes <= set(self.accepted_codes)


class SavedRow(models.Model):
    """What saving one row reached and made, so that it can be taken back.

    A table of its own: thousands of narrow rows are written in a fraction of the time that it
    takes to rewrite the wide ones. What saving changed is in ``StagedRow.changes``. Like the trail
    it is a note of what was done, so the database is not asked again whether they are there.
    """

    # The database refuses to forget a row that is saved.
    row = models.OneToOneField(
        StagedRow, models.DO_NOTHING, primary_key=True, related_name="saved"
    )
    worker = models.ForeignKey(
        Worker,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("pekerja"),
        db_index=False,
        db_constraint=False,
    )
    enrollment = models.ForeignKey(
        Enrollment,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("kepesertaan"),
        db_index=False,
        db_constraint=False,
    )
    made_worker = models.BooleanField(default=False)
    made_enrollment = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("baris tersimpan")
        verbose_name_plural = pgettext_lazy("jamak", "baris tersimpan")
        indexes = [
            filled_index("worker", name="intake_saved_by_worker"),
            filled_index("enrollment", name="intake_saved_by_enrollment"),
        ]

    def __str__(self) -> str:
        return str(self.row)
