"""Erasing the file of a signed sheet for good; the row stays and says who did it and why."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from reporting.models import RosterIssue, SignedSheet
from reporting.models.sheets import SignedSheetQuerySet

ERASED = _("Berkas lembar ini sudah dihapus. Muat ulang halamannya.")


def sharing(sheet: SignedSheet) -> SignedSheetQuerySet:
    """Give the sheets that are erased with one: those that lie in the same file, itself too."""
    return SignedSheet.objects.filter(file=sheet.file.name).exclude(file="")


@transaction.atomic
def erase_sheet(*, sheet_id: int, reason: str, by: User) -> list[SignedSheet]:
    """Delete the file of a sheet, and with it every sheet in the same scan.

    The rows keep page, fingerprint, and who filed them. Copies in backups last until those expire.

    Takes   reason: not empty; rows and trail keep it.
    Gives   the erased sheets; those that stood on a page are withdrawn, so the page is missing.
    Raises  ActionDenied when it was erased before; OSError when the storage cannot delete: then
            nothing is said to be erased.
    Costs   five statements, whatever the number of sheets in the file.
    """
    issue_id = SignedSheet.objects.values_list("issue", flat=True).get(pk=sheet_id)
    # Filing and ordering lock the print first, too.
    RosterIssue.objects.select_for_update().get(pk=issue_id)
    sheet = SignedSheet.objects.get(pk=sheet_id)
    if sheet.erased_at:
        raise ActionDenied(ERASED)
    sheets = list(sharing(sheet))
    names = {name for row in sheets for name in (row.file.name, row.thumbnail.name) if name}
    now = timezone.now()
    for row in sheets:
        if not row.withdrawn_at:
            row.withdrawn_at, row.withdrawn_by, row.reason = now, by, reason
        row.erased_at, row.erased_by, row.erased_reason = now, by, reason
        row.file, row.thumbnail = "", ""
    with acting(by, reason):
        SignedSheet.objects.bulk_update(
            sheets,
            [
                "file",
                "thumbnail",
                "withdrawn_at",
                "withdrawn_by",
                "reason",
                "erased_at",
                "erased_by",
                "erased_reason",
            ],
        )
    # Last, inside the transaction: no row may ever say erased while its file is there.
    for name in sorted(names):
        default_storage.delete(name)
    return sheets
