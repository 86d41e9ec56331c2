"""Official paper enters the ledger: it takes a number, and takes over from what it replaces."""

import hashlib
import json
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Scope, User
from audit.context import acting
from common.http import ActionDenied
from reporting.documents.document import Document
from reporting.issue_codes import new_code
from reporting.models import IssueCounter, RosterIssue
from reporting.rosters import Roster, Stamp

_LONGEST_TITLE = 200


def issue_roster(
    roster: Roster | Document,
    *,
    kind: str,
    filters: Mapping[str, str],
    full_nik: bool,
    format: str,
    reader: User | None,
    by: User | str,
) -> RosterIssue:
    """Enter a print into the ledger, and let it take over from earlier ones with other rows.

    Call it in the transaction that also makes the file: a print that fails gives its number back.

    Takes   filters: the values of the address; reader: whose scope the rows are in, None for the
            whole city; by: who prints, or the name of a command.
    Gives   the new issue; earlier prints of the same list for the same area are superseded when
            they say something else.
    Raises  RuntimeError outside a transaction.
    Costs   six statements. Prints of the year wait for each other until the transaction ends.
    """
    issued_at = timezone.now()
    year = timezone.localtime(issued_at).year
    with acting(by):
        issue = RosterIssue.objects.create(
            year=year,
            number=_next_number(year),
            code=new_code(),
            kind=kind,
            title=_title(roster),
            filter=dict(filters),
            list_key=_list_key(kind, filters, full_nik=full_nik, area=_area(reader)),
            rows=roster.row_count,
            sha256=roster.sha256,
            format=format,
            as_of=roster.on,
            issued_at=issued_at,
            issued_by=by if isinstance(by, User) else None,
        )
        _supersede(issue)
    return issue


def stamp_of(issue: RosterIssue) -> Stamp:
    """Give what every sheet of a print says about itself, in the current language."""
    address = f"{settings.SITE_ADDRESS}{issue.get_absolute_url()}"
    text = _("%(number)s · kode %(code)s · periksa di %(address)s") % {
        "number": issue.full_number,
        "code": issue.spoken_code,
        "address": address.partition("://")[2],
    }
    return Stamp(text, address)


@transaction.atomic
def revoke_issue(*, issue_id: int, reason: str, by: User) -> RosterIssue:
    """Take a print back, so that whoever checks it is warned.

    Takes   reason: not empty; the trail and the ledger keep it.
    Raises  ActionDenied when it was revoked before.
    """
    issue = RosterIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state == RosterIssue.State.REVOKED:
        raise ActionDenied(_("Cetakan ini sudah dicabut."))
    issue.state, issue.reason = RosterIssue.State.REVOKED, reason
    with acting(by, reason):
        issue.save(update_fields=["state", "reason"])
    return issue


def _next_number(year: int) -> int:
    """Take the next number and keep others waiting until the transaction ends."""
    IssueCounter.objects.get_or_create(year=year)
    counter = IssueCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _supersede(issue: RosterIssue) -> None:
    """Mark prints of the same list that say something else and are not of a later day."""
    valid = RosterIssue.State.VALID
    earlier = RosterIssue.objects.filter(
        list_key=issue.list_key, state=valid, as_of__lte=issue.as_of
    )
    # A draft and the signed paper may hold the same rows under different titles.
    alike = RosterIssue.objects.filter(sha256=issue.sha256, title=issue.title)
    earlier.exclude(pk__in=alike.values("pk")).update(
        state=RosterIssue.State.SUPERSEDED, superseded_by=issue
    )


def _title(roster: Roster | Document) -> str:
    parts = (roster.frame.mark, roster.title)
    return " – ".join(part for part in parts if part)[:_LONGEST_TITLE]


def _area(reader: User | None) -> list[str]:
    """Name the people a reader's lists are about: two clerks print two lists, not one twice."""
    if reader is None or reader.scope == Scope.CITY:
        return []
    if reader.scope == Scope.VILLAGE:
        return sorted(reader.villages.values_list("code", flat=True))
    return [f"staff:{reader.pk}"]


def _list_key(kind: str, filters: Mapping[str, str], *, full_nik: bool, area: list[str]) -> str:
    said = json.dumps([kind, dict(filters), full_nik, area], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
