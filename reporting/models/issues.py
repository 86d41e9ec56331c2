"""The ledger of official paper: every print has a number, a code and a fingerprint."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.issue_codes import LENGTH, in_halves

if TYPE_CHECKING:
    from accounts.models import User


class IssueCounter(models.Model):
    """The last number given to a print of a year; whoever takes the next one locks the row."""

    year = models.PositiveSmallIntegerField(_("tahun"), primary_key=True)
    last = models.PositiveIntegerField(_("nomor terakhir"), default=0)

    class Meta:
        verbose_name = _("penghitung nomor cetak")
        verbose_name_plural = pgettext_lazy("jamak", "penghitung nomor cetak")

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class RosterIssueQuerySet(models.QuerySet["RosterIssue"]):
    def in_scope(self, user: "User") -> "RosterIssueQuerySet":
        """Keep one's own prints, and everybody's for those who watch over the ledger."""
        if user.is_active and user.has_perm("reporting.view_rosterissue"):
            return self
        return self.filter(issued_by=user)


class RosterIssue(models.Model):
    """One print of an official list, and whether the paper may still be relied upon."""

    class State(models.TextChoices):
        # From the moment the number is taken until the file is there; for ever if it never is.
        VOID = "void", _("Belum jadi")
        VALID = "valid", _("Berlaku")
        SUPERSEDED = "superseded", _("Digantikan")
        REVOKED = "revoked", _("Dicabut")

    year = models.PositiveSmallIntegerField(_("tahun"))
    number = models.PositiveIntegerField(_("nomor"))
    code = models.CharField(_("kode"), max_length=LENGTH, unique=True)
    kind = models.SlugField(_("jenis daftar"), max_length=50)
    title = models.CharField(_("judul"), max_length=200)
    filter = models.JSONField(_("saringan"), default=dict, blank=True)
    # What makes two prints the same list: kind, filter, reader's area, masking.
    list_key = models.CharField(_("sidik daftar"), max_length=64, db_index=True)
    # Codes of the kelurahan whose people are on it; empty for the whole city, None if unknown.
    area = models.JSONField(_("wilayah"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("jumlah baris"))
    # Sheets of the file; unknown for what was printed before they were counted.
    pages = models.PositiveSmallIntegerField(_("jumlah halaman"), null=True, blank=True)
    sha256 = models.CharField(_("sidik isi"), max_length=64)
    format = models.CharField(_("bentuk"), max_length=10)
    as_of = models.DateField(_("keadaan per tanggal"))
    issued_at = models.DateTimeField(_("dicetak pada"))
    # Nobody for what a command of the server printed.
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dicetak oleh"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("keadaan"), max_length=10, choices=State.choices, default=State.VALID
    )
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("digantikan oleh"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # Why it was revoked, or why no file came of it.
    reason = models.CharField(_("alasan"), max_length=200, blank=True)

    objects = RosterIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cetakan resmi")
        verbose_name_plural = pgettext_lazy("jamak", "cetakan resmi")
        permissions = [("revoke_rosterissue", _("Boleh mencabut cetakan resmi"))]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="issue_number_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="issue_number_from_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="superseded") | models.Q(superseded_by__isnull=False),
                name="issue_superseded_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked") | ~models.Q(reason=""),
                name="issue_revoked_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["void", "revoked"]) | models.Q(reason=""),
                name="issue_reason_only_when_void",
            ),
        ]

    def __str__(self) -> str:
        return self.full_number

    def get_absolute_url(self) -> str:
        return reverse("reporting:issue_check", args=[self.code])

    @property
    def full_number(self) -> str:
        """The number as paper shows it: ``CETAK 2026/000123``."""
        return f"CETAK {self.year}/{self.number:06}"

    @property
    def spoken_code(self) -> str:
        """The code as paper shows it, in two halves that are easy to read out."""
        return in_halves(self.code)
