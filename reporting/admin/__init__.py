"""What stands around printed lists in the Django admin: letterheads, signatories, label sheets."""

from reporting.admin.labels import LabelSheetAdmin
from reporting.admin.paper import LetterheadAdmin, SignatoryAdmin

__all__ = ["LabelSheetAdmin", "LetterheadAdmin", "SignatoryAdmin"]
