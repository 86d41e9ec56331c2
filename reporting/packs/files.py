"""The two files of a ceremony: finished here, handed over and noted by the services."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import AccessEvent
from ceremonies.models import Recipient
from common import workbooks
from common.dates import long_date
from common.http import ActionDenied
from reporting import pdf
from reporting.catalogue import ceremonies as lists
from reporting.kinds import RosterKind
from reporting.leaving import Printed
from reporting.packs.chapters import Chapter, Leaf, Pack
from reporting.packs.rendering import bind
from reporting.packs.workbook import render_sheets
from reporting.rosters import Roster
from reporting.services import RosterFile, roster_of

# What the access log calls the two files.
PDF, WORKBOOK = "document:ceremony-pack", "document:ceremony-workbook"
# Chapters that grow with the people the ceremony is held for.
LONG = {Chapter.PEOPLE_PRESENT, Chapter.RECEIPTS, Chapter.MINUTES}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that nobody has yet, and what is noted when it leaves.

    ``subject``, ``access``, ``filters``, ``rows`` and ``sha256`` are for the access log; the
    numbers of ``prints`` count from then on.
    """

    file: RosterFile
    subject: str
    access: AccessEvent.Kind
    filters: dict[str, Any]
    rows: int
    sha256: str
    prints: tuple[Printed, ...] = ()


def print_papers(pack: Pack, *, by: User, progress: Progress) -> Finished:
    """Print the papers of a ceremony as one PDF with bookmarks; call it in Indonesian.

    Takes   progress: told how many papers are made, of how many, and which one is next.
    Raises  ActionDenied when none of the chapters has a paper by now.
    Costs   four queries for each list, whatever its rows, and what ``leaving`` says for each.
    """
    leaves = list(pack.leaves())
    if not leaves:
        raise ActionDenied(_("Belum ada yang dapat dicetak untuk bagian itu."))
    made: list[tuple[Leaf, Printed]] = []
    for leaf in leaves:
        progress(len(made), len(leaves), str(leaf.chapter.label))
        made.append((leaf, leaf.make(by)))
    content = bind(
        ((str(leaf.chapter.label), leaf.title, paper.content) for leaf, paper in made),
        title=title_of(pack),
    )
    prints = tuple(paper for _leaf, paper in made)
    return Finished(
        file=RosterFile(name_of(pack, "pdf"), content, pdf.MIME_TYPE, len(made)),
        subject=PDF,
        access=AccessEvent.Kind.PRINT,
        filters=_noted(pack, "pdf")
        | {
            "chapters": [chapter.value for chapter in pack.chapters],
            "issues": [paper.issue.full_number for paper in prints if paper.issue],
        },
        rows=pack.people if LONG & set(pack.chapters) else len(pack.recipients),
        sha256=_together(paper.sha256 for paper in prints),
        prints=prints,
    )


def write_workbook(pack: Pack, *, by: User) -> Finished:
    """Write the lists that people work with as one workbook; call it in Indonesian.

    Costs   four queries for each of its sheets.
    """
    called, reserves = _by_part(_roster(pack, lists.SYMBOLIC_RECIPIENTS))
    sheets = [
        (_("Penerima"), called),
        (_("Cadangan"), reserves),
        (_("Daftar hadir"), _roster(pack, lists.PEOPLE_ATTENDANCE)),
        (_("Kartu belum diambil"), _roster(pack, lists.UNCOLLECTED_CARDS)),
    ]
    mark = _together(roster.sha256 for _name, roster in sheets)
    note = _("Dibuat %(day)s oleh %(name)s · sidik isi %(mark)s") % {
        "day": long_date(pack.on),
        "name": by.username,
        "mark": mark[:12],
    }
    content = render_sheets(
        [(name, _with_note(roster, note)) for name, roster in sheets], title=title_of(pack)
    )
    rows = sum(roster.row_count for _name, roster in sheets)
    return Finished(
        file=RosterFile(name_of(pack, "xlsx"), content, workbooks.MIME_TYPE, rows),
        subject=WORKBOOK,
        access=AccessEvent.Kind.EXPORT,
        filters=_noted(pack, "xlsx"),
        rows=rows,
        sha256=mark,
    )


def title_of(pack: Pack) -> str:
    """Give what a pack is called on screens and in its files."""
    return _("Berkas acara: %(title)s") % {"title": pack.ceremony.title}


def name_of(pack: Pack, ending: str) -> str:
    """Give the name of a file, in plain ASCII whatever the ceremony is called."""
    if ending == "pdf" and len(pack.chapters) == 1:
        stem = pack.chapters[0].value
    else:
        stem = _("berkas-acara")
    return f"{slugify(f'{stem} {pack.ceremony.title}')[:80]}.{ending}"


def _noted(pack: Pack, format: str) -> dict[str, Any]:
    return {
        "acara": str(pack.ceremony.pk),
        "title": title_of(pack),
        "format": format,
        "full_nik": False,
    }


def _roster(pack: Pack, kind: RosterKind) -> Roster:
    filters = kind.filters({"acara": str(pack.ceremony.pk)}, user=pack.user, on=pack.on)
    filters.form.is_valid()
    return roster_of(filters.order(kind, format="xlsx"))


def _by_part(roster: Roster) -> tuple[Roster, Roster]:
    """Cut the list of recipients in two: who is called, and the reserves."""
    groups = {
        part: tuple(group for group in roster.groups if group.key == part)
        for part in (Recipient.Part.CALLED, Recipient.Part.RESERVE)
    }
    return (
        replace(roster, groups=groups[Recipient.Part.CALLED]),
        replace(roster, groups=groups[Recipient.Part.RESERVE]),
    )


def _with_note(roster: Roster, note: str) -> Roster:
    return replace(roster, frame=replace(roster.frame, note=note))


def _together(fingerprints: Iterable[str]) -> str:
    """Give one fingerprint for many, in their order."""
    return hashlib.sha256("".join(fingerprints).encode()).hexdigest()
