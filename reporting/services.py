"""Lists leave the house here: rendered, noted in the access log, then handed over."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from common import workbooks
from common.dates import long_date
from jobs.models import Job
from jobs.services import enqueue
from reporting import pdf, xlsx
from reporting.build import build_roster
from reporting.issuing import issue_roster, stamp_of
from reporting.kinds import Chosen, RosterKind
from reporting.rosters import Roster

JOB_KIND = "roster-file"


class Format(NamedTuple):
    """A form that a list leaves in; longer lists than ``rows_at_once`` are made by a job."""

    render: Callable[[Roster], bytes]
    mime_type: str
    access: AccessEvent.Kind
    rows_at_once: int


FORMATS = {
    "pdf": Format(pdf.render_pdf, pdf.MIME_TYPE, AccessEvent.Kind.PRINT, 2_000),
    "xlsx": Format(xlsx.render_xlsx, workbooks.MIME_TYPE, AccessEvent.Kind.EXPORT, 20_000),
}


@dataclass(frozen=True, slots=True)
class Order:
    """A list somebody asks for; ``rows`` are already filtered and in their scope.

    ``filters`` are the values of the address that gave the rows, ``chosen`` the objects they
    name, ``reader`` is whose scope they are in, None for the whole city; ``purpose`` is what the
    full NIK is needed for.
    """

    kind: RosterKind
    rows: QuerySet[Any]
    caption: tuple[tuple[str, str], ...]
    filters: dict[str, str]
    file_stem: str
    on: date
    format: str
    chosen: Chosen = field(default_factory=dict)
    reader: User | None = None
    full_nik: bool = False
    purpose: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.file_stem}.{self.format}"

    @property
    def is_issued(self) -> bool:
        """Tell whether the file is official paper, which takes a number in the ledger."""
        return self.kind.official and self.format == "pdf"

    @property
    def is_long(self) -> bool:
        """Tell whether making the file takes longer than a person waits; one query."""
        return self.count() > FORMATS[self.format].rows_at_once

    def count(self) -> int:
        """Count the rows of the list; one query."""
        return self.kind.rows(self.rows, self.on).count()


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A finished file and how to hand it over."""

    name: str
    content: bytes = field(repr=False)
    mime_type: str
    rows: int


def make_file(order: Order, *, by: User | str) -> RosterFile:
    """Build and render a list and note who takes it; official paper enters the ledger too.

    Takes   by: the reader, or the name of a command.
    Gives   the file, in Indonesian. The access event is written first: if that fails, so does
            this, and no byte leaves.
    Raises  reporting.pdf.OutsideFetch when a page asks for something outside our static files.
    Costs   five queries, whatever the number of rows, and what ``pdf`` and ``xlsx`` say; for
            official paper also what ``issue_roster`` says.
    """
    form = FORMATS[order.format]
    with override("id"):
        roster = build_roster(
            order.kind,
            rows=order.rows,
            caption=order.caption,
            on=order.on,
            chosen=order.chosen,
            full_nik=order.full_nik,
        )
        fingerprint = roster.sha256
        note = roster.frame.note or _("Dibuat %(day)s oleh %(name)s · sidik isi %(mark)s") % {
            "day": long_date(order.on),
            "name": getattr(by, "username", by),
            "mark": fingerprint[:12],
        }
        roster = replace(roster, frame=replace(roster.frame, note=note))
        # A number is only kept when the paper was made; other files keep nobody waiting.
        with transaction.atomic() if order.is_issued else nullcontext():
            if order.is_issued:
                roster = _issued(order, roster, by)
            content = form.render(roster)
            record_access(
                by=by,
                kind=form.access,
                subject=f"roster:{order.kind.slug}",
                purpose=order.purpose,
                filters={
                    **order.filters,
                    "title": roster.title,
                    "format": order.format,
                    "full_nik": order.full_nik,
                },
                rows=roster.row_count,
                sha256=fingerprint,
            )
    return RosterFile(order.file_name, content, form.mime_type, roster.row_count)


def _issued(order: Order, roster: Roster, by: User | str) -> Roster:
    """Enter a print into the ledger and stamp it."""
    issue = issue_roster(
        roster,
        kind=order.kind.slug,
        filters=order.filters,
        full_nik=order.full_nik,
        format=order.format,
        reader=order.reader,
        by=by,
    )
    return replace(roster, frame=replace(roster.frame, stamp=stamp_of(issue)))


def request_file(order: Order, *, by: User, page: str) -> Job:
    """Ask a job for a long list.

    Takes   page: address of the screen the order comes from.
    Gives   the job; its file is made from the rows as they are when it runs.
    Raises  ActionDenied when too many jobs of the person are waiting.
    """
    return enqueue(
        kind=JOB_KIND,
        title=f"{order.kind.title} ({order.file_name})",
        parameters={
            "kind": order.kind.slug,
            "filters": order.filters,
            "format": order.format,
            "full_nik": order.full_nik,
            "purpose": order.purpose,
            "on": order.on.isoformat(),
        },
        by=by,
        page=page,
    )
