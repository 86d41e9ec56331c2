"""What a print of the ledger is a print of: a kind of list, or a kind of document."""

from django.utils.translation import gettext as _

from accounts.models import Scope, User
from reporting.catalogue import CATALOGUE
from reporting.documents.catalogue import CEREMONY_PAPERS, DOCUMENTS
from reporting.documents.kinds import DocumentKind
from reporting.issuing import area_of
from reporting.kinds import RosterKind
from reporting.models import RosterIssue

_DOCUMENTS = {kind.slug: kind for kind in (*DOCUMENTS, *CEREMONY_PAPERS)}


def official_kinds() -> list[RosterKind | DocumentKind]:
    """Give the kinds whose prints are numbered, lists first."""
    every: list[RosterKind | DocumentKind] = [*CATALOGUE.values(), *_DOCUMENTS.values()]
    return [kind for kind in every if kind.official]


def kind_of(issue: RosterIssue) -> RosterKind | DocumentKind | None:
    """Give what a print is of; None when such papers are not printed any more."""
    return CATALOGUE.get(issue.kind) or _DOCUMENTS.get(issue.kind)


def title_of(issue: RosterIssue) -> str:
    """Name what the print is of; its own title may name a person, and strangers read this."""
    kind = kind_of(issue)
    return str(kind.title) if kind else _("Cetakan resmi")


def is_open_to(user: User, issue: RosterIssue) -> bool:
    """Tell whether somebody's role may see such papers.

    What is not printed any more is left to those who watch over the ledger.
    """
    kind = kind_of(issue)
    if kind is None:
        return user.has_perms(("reporting.print_roster", "reporting.view_rosterissue"))
    return user.has_perm("reporting.print_roster") and kind.is_open_to(user)


def may_read(user: User, issue: RosterIssue) -> bool:
    """Tell whether somebody may see the people on a print that is in their scope.

    Whoever printed it may have another role or other kelurahan by now.
    """
    if not is_open_to(user, issue):
        return False
    if user.scope == Scope.CITY or user.is_superuser or issue.area is None:
        return True
    return bool(issue.area) and set(issue.area) <= set(area_of(user))
