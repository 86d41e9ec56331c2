"""Documents leave the house as lists do: numbered, noted in the access log, handed over."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from audit.models import AccessEvent
from jobs.models import Job
from jobs.services import enqueue
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.documents.printing import MIME_TYPE, Progress, render_document
from reporting.leaving import Departure, let_go
from reporting.services import RosterFile

JOB_KIND = "document-file"


def make_document(
    document: Document,
    *,
    kind: DocumentKind,
    filters: Mapping[str, str],
    file_stem: str,
    reader: User | None,
    by: User | str,
    full_nik: bool = False,
    purpose: str = "",
    progress: Progress = lambda *told: None,
) -> RosterFile:
    """Print a document and note who takes it; one of an official kind enters the ledger too.

    Takes   document: built from what the reader may see; filters: the values it was chosen by,
            without a name; reader: whose scope it is in, None for the whole city; by: who
            prints, or the name of a command; purpose: what the full NIK is needed for;
            progress: told how many sheets are set, of how many.
    Raises  reporting.typesetting.OutsideFetch when a page asks for something outside our files.
    Costs   two statements and the printing; for an official kind what ``let_go`` says.
    """
    departure = Departure(
        kind=kind.slug,
        shelf="document",
        filters=filters,
        format="pdf",
        access=AccessEvent.Kind.PRINT,
        is_issued=kind.official,
        reader=reader,
        full_nik=full_nik,
        purpose=purpose,
    )
    with override("id"):
        content = let_go(
            document, departure, render=partial(render_document, progress=progress), by=by
        )
    return RosterFile(f"{file_stem}.pdf", content, MIME_TYPE, document.row_count)


def request_document(
    *, kind: DocumentKind, values: Mapping[str, str], count: int, on: date, by: User, page: str
) -> Job:
    """Ask a job for a document of many sheets.

    Takes   values: what its form was filled with; page: address of the screen it comes from.
    Gives   the job; its file is made from the rows as they are when it runs.
    Raises  ActionDenied when too many jobs of the person are waiting.
    """
    return enqueue(
        kind=JOB_KIND,
        title=_("%(title)s (%(count)d orang)") % {"title": kind.title, "count": count},
        parameters={"kind": kind.slug, "values": dict(values), "on": on.isoformat()},
        by=by,
        page=page,
    )
