"""Where the paper that a print is of can be made again, by somebody who may see it now."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from reporting.documents.kinds import DocumentKind
from reporting.documents.slips import SLIP
from reporting.issue_kinds import kind_of
from reporting.kinds import AS_OF, RosterKind
from reporting.models import RosterIssue
from workers.models import Worker

Lines = tuple[tuple[str, str], ...]


class Again(NamedTuple):
    """What a print was narrowed to; addresses of the same as of today and of its day, if any."""

    said: Lines = ()
    today: str = ""
    then: str = ""


def print_again(issue: RosterIssue, *, user: User, on: date) -> Again:
    """Give how to make a print again; the screens behind it check role and area once more.

    Takes   user: who may see such papers (``issue_kinds.is_open_to``).
    Costs   for a list what its filter says, for the sheet of one person one query.
    """
    kind = kind_of(issue)
    if isinstance(kind, RosterKind):
        return _list_again(kind, issue, user=user, on=on)
    if kind is None:
        return Again()
    return Again(today=_document_address(kind, issue.filter, user))


def _list_again(kind: RosterKind, issue: RosterIssue, *, user: User, on: date) -> Again:
    address = reverse("reporting:roster", args=[kind.slug])
    printed = kind.filters(issue.filter, user=user, on=on)
    narrowed = {name: value for name, value in issue.filter.items() if name != AS_OF}
    then = ""
    if AS_OF in printed.base_filters and issue.as_of < on:
        past = narrowed | {AS_OF: issue.as_of.isoformat()}
        then = address + kind.filters(past, user=user, on=on).address
    return Again(
        said=tuple(printed.caption(printed.chosen)) if printed.form.is_valid() else (),
        today=address + kind.filters(narrowed, user=user, on=on).address,
        then=then,
    )


def _document_address(kind: DocumentKind, values: Mapping[str, str], user: User) -> str:
    """Give the screen that asks for a document, filled in; that of one person leads to theirs."""
    if kind is SLIP and (person := values.get("pekerja")):
        found = Worker.objects.in_scope(user).filter(pk=person).exists()
        return reverse("reporting:slip", args=[person]) if found else ""
    query = urlencode(values)
    return f"{reverse(kind.url_name)}?{query}" if query else reverse(kind.url_name)
