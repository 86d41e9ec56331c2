"""Tables of this room: the office's letterheads, and the ledger of what was printed."""

from reporting.models.issues import IssueCounter, RosterIssue
from reporting.models.letterheads import Letterhead
from reporting.models.sheets import SignedSheet

__all__ = ["IssueCounter", "Letterhead", "RosterIssue", "SignedSheet"]
