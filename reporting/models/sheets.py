"""Pictures and scans of signed sheets, filed under the number of their print."""

import secrets
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.constraints import both_or_neither
from reporting.models.issues import RosterIssue

if TYPE_CHECKING:
    from accounts.models import User


def own_place(_sheet: object, file_name: str) -> str:
    """Give a path that nobody can guess; of the name only its ending is kept."""
    ending = PurePosixPath(file_name).suffix
    return f"sheets/{timezone.localdate():%Y/%m}/{secrets.token_urlsafe(24)}{ending}"


class SignedSheetQuerySet(models.QuerySet["SignedSheet"]):
    def in_scope(self, user: "User") -> "SignedSheetQuerySet":
        """Keep the sheets of the prints that somebody may see."""
        return self.filter(issue__in=RosterIssue.objects.in_scope(user))

    def current(self) -> "SignedSheetQuerySet":
        """Leave out what was replaced or taken away."""
        return self.filter(withdrawn_at__isnull=True)


class SignedSheetManager(models.Manager.from_queryset(SignedSheetQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> SignedSheetQuerySet:
        """Bring the print along, whose number is part of a sheet's name."""
        return super().get_queryset().select_related("issue")


class SignedSheet(models.Model):
    """One sheet of a print as it came back signed.

    A scan of many sheets is one file that several rows share, each with its page in it. A row
    outlives its file: one erased for good keeps its page and fingerprint, and who did it and why.
    """

    class MimeType(models.TextChoices):
        PICTURE = "image/jpeg", _("foto")
        SCAN = "application/pdf", _("pindaian PDF")

    issue = models.ForeignKey(
        RosterIssue, models.PROTECT, verbose_name=_("cetakan"), related_name="sheets"
    )
    page = models.PositiveSmallIntegerField(_("halaman"))
    # Empty once it was erased.
    file = models.FileField(_("berkas"), upload_to=own_place, max_length=120, blank=True)
    page_in_file = models.PositiveSmallIntegerField(_("halaman di berkas"), default=1)
    # So small that nothing on it can be read; a scan has none.
    thumbnail = models.FileField(
        _("gambar kecil"), upload_to=own_place, max_length=120, blank=True
    )
    sha256 = models.CharField(_("sidik berkas"), max_length=64)
    mime_type = models.CharField(_("jenis berkas"), max_length=20, choices=MimeType)
    size = models.PositiveIntegerField(_("besar berkas"))
    note = models.CharField(_("catatan"), max_length=200, blank=True)
    filed_at = models.DateTimeField(_("diarsipkan pada"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("diarsipkan oleh"),
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("ditarik pada"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ditarik oleh"),
        related_name="+",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("alasan ditarik"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("dihapus oleh"),
        related_name="+",
        null=True,
        blank=True,
    )
    erased_reason = models.CharField(_("alasan dihapus"), max_length=200, blank=True)

    objects = SignedSheetManager()

    class Meta:
        ordering = ["issue", "page", "-pk"]
        verbose_name = _("lembar bertanda tangan")
        verbose_name_plural = pgettext_lazy("jamak", "lembar bertanda tangan")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "page"],
                condition=Q(withdrawn_at__isnull=True),
                name="sheet_once_a_page",
                violation_error_message=_("Halaman ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(page__gte=1, page_in_file__gte=1), name="sheet_page_from_one"
            ),
            both_or_neither("withdrawn_at", "withdrawn_by", name="sheet_withdrawn_pair"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(reason=""),
                name="sheet_withdrawn_with_a_reason",
            ),
            both_or_neither("erased_at", "erased_by", name="sheet_erased_pair"),
            # An erased sheet has no file, every other one has.
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, erased_reason="") & ~Q(file="")
                | Q(erased_at__isnull=False, withdrawn_at__isnull=False, file="", thumbnail="")
                & ~Q(erased_reason=""),
                name="sheet_erased_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(issue)s halaman %(page)s") % {"issue": self.issue, "page": self.page}

    @property
    def is_picture(self) -> bool:
        return self.mime_type == self.MimeType.PICTURE
