"""Tables of this room: letterheads, sheets of labels, and the ledger of what was printed."""

from reporting.models.issues import IssueCounter, RosterIssue
from reporting.models.labels import LabelSheet
from reporting.models.letterheads import Letterhead
from reporting.models.sheets import SignedSheet

__all__ = ["IssueCounter", "LabelSheet", "Letterhead", "RosterIssue", "SignedSheet"]
