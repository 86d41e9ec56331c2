"""Official paper enters the ledger: it takes a number, and takes over from what it replaces."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Scope, User
from audit.context import acting
from common.http import ActionDenied
from reporting.documents.document import Document
from reporting.issue_codes import new_code
from reporting.models import IssueCounter, RosterIssue
from reporting.models.issues import RosterIssueQuerySet
from reporting.rosters import Roster, Stamp
from workers.models import OccupationCategory

if TYPE_CHECKING:
    from reporting.documents.document import Document

_LONGEST_TITLE = 200
# The area of whoever may see nobody.
_NOBODY = "nobody"
# What the ledger says of a number until its file is there.
UNFINISHED = gettext_noop("Berkasnya tidak selesai dibuat.")


@transaction.atomic(durable=True)
def reserve_issue(
    paper: "Roster | Document",
    *,
    kind: str,
    filters: Mapping[str, str],
    full_nik: bool,
    format: str,
    reader: User | None,
    by: User | str,
) -> RosterIssue:
    """Take the next number of the year for a print whose file is about to be made.

    The number counts for nothing until ``complete_issue`` says that the file is there; should
    it never be, the ledger keeps the number as void, and there is no gap.

    Takes   filters: the values of the address; reader: whose scope the rows are in, None for the
            whole city; by: who prints, or the name of a command.
    Gives   the new issue, void as yet.
    Raises  RuntimeError inside a transaction: others would wait for the whole of it.
    Costs   five statements. Prints of the year wait for each other for as long.
    """
    issued_at = timezone.now()
    year = timezone.localtime(issued_at).year
    area = area_of(reader)
    with acting(by):
        return RosterIssue.objects.create(
            year=year,
            number=_next_number(year),
            code=new_code(),
            kind=kind,
            title=_title(paper),
            filter=dict(filters),
            list_key=_list_key(kind, filters, full_nik=full_nik, area=area),
            area=area,
            rows=paper.row_count,
            sha256=paper.sha256,
            format=format,
            as_of=paper.on,
            issued_at=issued_at,
            issued_by=by if isinstance(by, User) else None,
            state=RosterIssue.State.VOID,
            reason=UNFINISHED,
        )


@transaction.atomic
def complete_issue(issue: RosterIssue, *, pages: int, by: User | str) -> None:
    """Let a print count, now that its file is there; it takes over from earlier ones.

    Earlier prints of the same list for the same area are superseded when they say something
    else. A print that was overtaken while its file was made is superseded itself.

    Raises  ActionDenied when the issue is not void any more.
    Costs   four statements. Prints wait for each other until the transaction ends.
    """
    _lock_ledger()
    later = _alike(issue).filter(pk__gt=issue.pk, as_of__gte=issue.as_of).order_by("-pk").first()
    issue.state = RosterIssue.State.SUPERSEDED if later else RosterIssue.State.VALID
    issue.superseded_by, issue.pages, issue.reason = later, pages, ""
    with acting(by):
        completed = RosterIssue.objects.filter(pk=issue.pk, state=RosterIssue.State.VOID).update(
            state=issue.state, superseded_by=later, pages=pages, reason=""
        )
        if not completed:
            raise ActionDenied(_("Cetakan ini sudah selesai atau sudah dicabut."))
        earlier = _alike(issue).filter(pk__lt=issue.pk, as_of__lte=issue.as_of)
        earlier.update(state=RosterIssue.State.SUPERSEDED, superseded_by=issue)


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
    Raises  ActionDenied when it was revoked before, or never came about.
    """
    issue = RosterIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state == RosterIssue.State.REVOKED:
        raise ActionDenied(_("Cetakan ini sudah dicabut."))
    if issue.state == RosterIssue.State.VOID:
        raise ActionDenied(_("Cetakan ini batal dibuat, jadi tidak perlu dicabut."))
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


def _lock_ledger() -> None:
    """Keep others from taking or completing a number until the transaction ends.

    The newest year's counter stands for all years, also while one turns into the next.
    """
    IssueCounter.objects.select_for_update().order_by("-year").first()


def _alike(issue: RosterIssue) -> RosterIssueQuerySet:
    """Give the prints in force of the same list that say something else.

    A draft and the signed paper may hold the same rows under different titles.
    """
    same = RosterIssue.objects.filter(sha256=issue.sha256, title=issue.title)
    return RosterIssue.objects.filter(
        list_key=issue.list_key, state=RosterIssue.State.VALID
    ).exclude(pk__in=same.values("pk"))


def _title(paper: Roster | Document) -> str:
    parts = (paper.frame.mark, paper.title)
    return " – ".join(part for part in parts if part)[:_LONGEST_TITLE]


def area_of(reader: User | None) -> list[str]:
    """Name the people a reader's lists are about: two clerks print two lists, not one twice.

    Nothing means the whole city, so whoever is in charge of nobody yet has a name for that.
    """
    if reader is None or reader.scope == Scope.CITY or reader.is_superuser:
        return []
    if reader.scope == Scope.VILLAGE:
        codes = list(reader.villages.values_list("code", flat=True))
    else:
        slugs = OccupationCategory.objects.in_scope(reader).values_list("slug", flat=True)
        codes = [f"occupation:{slug}" for slug in slugs]
    return sorted(codes) or [_NOBODY]


def _list_key(kind: str, filters: Mapping[str, str], *, full_nik: bool, area: list[str]) -> str:
    said = json.dumps([kind, dict(filters), full_nik, area], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
