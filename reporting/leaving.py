"""Paper leaves the house: numbered where it is official, noted in the access log, then printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from common.dates import long_date
from reporting.documents.document import Document
from reporting.issuing import complete_issue, reserve_issue, stamp_of
from reporting.models import RosterIssue
from reporting.page_counts import count_pages
from reporting.rosters import Roster

Paper = TypeVar("Paper", Roster, Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """How a paper leaves: under which name the log knows it, for whom, with a number or not.

    ``kind`` is the paper's slug and ``shelf`` what it is, ``roster`` or ``document``; ``filters``
    are the values of the address it comes from. ``reader`` is whose scope its people are in, None
    for the whole city. ``made_on`` is the day of making where that is not the one it tells of.
    """

    kind: str
    shelf: str
    filters: Mapping[str, str]
    format: str
    access: AccessEvent.Kind
    is_issued: bool
    made_on: date | None = None
    reader: User | None = None
    full_nik: bool = False
    purpose: str = ""


class Printed(NamedTuple):
    """A paper that is ready; one with a number counts only once ``count_print`` says so."""

    content: bytes
    sha256: str
    issue: RosterIssue | None


def let_go(
    paper: Paper, departure: Departure, *, render: Callable[[Paper], bytes], by: User | str
) -> bytes:
    """Render a paper and note who takes it; an official one enters the ledger too.

    Takes   by: the reader, or the name of a command. Call it in the language of the paper.
    Gives   the file. The access event is written first: if that fails, so does this, and no byte
            leaves.
    Costs   two statements and what ``render`` says; for official paper also what
            ``reserve_issue`` and ``complete_issue`` say. What fails keeps its number, as void.
    """
    printed = print_numbered(paper, departure, render=render, by=by)
    with transaction.atomic():
        count_print(printed, by=by)
        record_access(
            by=by,
            kind=departure.access,
            subject=f"{departure.shelf}:{departure.kind}",
            purpose=departure.purpose,
            filters={
                **departure.filters,
                "title": paper.title,
                "format": departure.format,
                "full_nik": departure.full_nik,
            },
            rows=paper.row_count,
            sha256=printed.sha256,
        )
    return printed.content


def print_numbered(
    paper: Paper, departure: Departure, *, render: Callable[[Paper], bytes], by: User | str
) -> Printed:
    """Render a paper with its note and, where it is official, its number; nobody has it yet.

    Whoever hands it over calls ``count_print`` and notes the access in one transaction.

    Costs   what ``render`` says, outside every transaction: others print and save meanwhile.
    """
    fingerprint = paper.sha256
    made_on = departure.made_on or paper.on
    note = paper.frame.note or _("Dibuat %(day)s oleh %(name)s · sidik isi %(mark)s") % {
        "day": long_date(made_on),
        "name": getattr(by, "username", by),
        "mark": fingerprint[:12],
    }
    if made_on != paper.on:
        note = _("Keadaan per %(day)s · %(note)s") % {"day": long_date(paper.on), "note": note}
    paper = replace(paper, frame=replace(paper.frame, note=note))
    issue = None
    if departure.is_issued:
        issue = reserve_issue(
            paper,
            kind=departure.kind,
            filters=departure.filters,
            full_nik=departure.full_nik,
            format=departure.format,
            reader=departure.reader,
            by=by,
        )
        paper = replace(paper, frame=replace(paper.frame, stamp=stamp_of(issue)))
    return Printed(render(paper), fingerprint, issue)


def count_print(printed: Printed, *, by: User | str) -> None:
    """Let the number of a paper count, now that its file is there."""
    if printed.issue:
        complete_issue(printed.issue, pages=count_pages(printed.content), by=by)
