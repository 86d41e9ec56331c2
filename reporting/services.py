"""Lists leave the house here: rendered, noted in the access log, then handed over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import override

from accounts.models import User
from audit.models import AccessEvent
from common import workbooks
from jobs.models import Job
from jobs.services import enqueue
from reporting import pdf, xlsx
from reporting.build import build_roster
from reporting.kinds import AS_OF, PDF, SHEETS_APART, WORKBOOK, Chosen, RosterKind
from reporting.leaving import Departure, let_go
from reporting.papers import SHEETS, Paper
from reporting.past import registry_as_of
from reporting.rosters import Roster

JOB_KIND = "roster-file"


class Format(NamedTuple):
    """A form that a list leaves in; longer lists than ``rows_at_once`` are made by a job."""

    render: Callable[[Roster], bytes]
    mime_type: str
    access: AccessEvent.Kind
    rows_at_once: int
    ending: str


_EXPORT = AccessEvent.Kind.EXPORT
FORMATS = {
    PDF: Format(pdf.render_pdf, pdf.MIME_TYPE, AccessEvent.Kind.PRINT, 2_000, "pdf"),
    WORKBOOK: Format(xlsx.render_xlsx, workbooks.MIME_TYPE, _EXPORT, 20_000, "xlsx"),
    SHEETS_APART: Format(xlsx.render_apart, workbooks.MIME_TYPE, _EXPORT, 20_000, "xlsx"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """A list somebody asks for; ``rows`` are already filtered and in their scope.

    ``filters`` are the values of the address that gave the rows, ``chosen`` the objects they
    name, ``reader`` is whose scope they are in, None for the whole city; ``sheet`` names the
    paper, empty for the kind's own; ``purpose`` is what the full NIK is needed for.
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
    sheet: str = ""
    full_nik: bool = False
    purpose: str = ""

    @property
    def as_of(self) -> date | None:
        """The day as of which the rows are read; None for the rows of now."""
        return self.chosen.get(AS_OF)

    @property
    def file_name(self) -> str:
        return f"{self.file_stem}.{FORMATS[self.format].ending}"

    @property
    def paper(self) -> Paper:
        """The sheet that was asked for, lying as the kind wants it."""
        own = self.kind.paper
        return SHEETS[self.sheet].lying_like(own) if self.sheet else own

    @property
    def is_issued(self) -> bool:
        """Tell whether the file is official paper, which takes a number in the ledger."""
        return self.kind.official and self.format == PDF

    @property
    def is_long(self) -> bool:
        """Tell whether making the file takes longer than a person waits; one query."""
        return self.count() > FORMATS[self.format].rows_at_once

    def count(self) -> int:
        """Count the rows of the list; one query, and what ``registry_as_of`` says."""
        with registry_as_of(self.as_of):
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
    Costs   what ``roster_of``, ``let_go``, ``pdf`` and ``xlsx`` say.
    """
    form = FORMATS[order.format]
    with override("id"):
        roster = roster_of(order)
        content = let_go(roster, departure_of(order), render=form.render, by=by)
    return RosterFile(order.file_name, content, form.mime_type, roster.row_count)


def roster_of(order: Order) -> Roster:
    """Read the rows that were asked for; nothing leaves by that.

    Costs   what ``build_roster`` and ``registry_as_of`` say.
    """
    with registry_as_of(order.as_of):
        return build_roster(
            order.kind,
            rows=order.rows,
            caption=order.caption,
            on=order.on,
            chosen=order.chosen,
            full_nik=order.full_nik,
            paper=order.paper,
        )


def departure_of(order: Order) -> Departure:
    """Say how the file of an order leaves."""
    return Departure(
        kind=order.kind.slug,
        shelf="roster",
        filters=order.filters,
        format=order.format,
        access=FORMATS[order.format].access,
        is_issued=order.is_issued,
        made_on=order.on,
        reader=order.reader,
        full_nik=order.full_nik,
        purpose=order.purpose,
    )


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
            "sheet": order.sheet,
            "full_nik": order.full_nik,
            "purpose": order.purpose,
            "on": order.on.isoformat(),
        },
        by=by,
        page=page,
    )
