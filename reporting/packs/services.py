"""A pack leaves the house: its papers made one by one, bound, counted and noted together."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from ceremonies.models import Ceremony, Recipient
from common import workbooks
from common.dates import long_date
from common.http import ActionDenied
from jobs.models import Job
from jobs.services import enqueue
from reporting import pdf
from reporting.catalogue import ceremonies as lists
from reporting.kinds import RosterKind
from reporting.leaving import Printed, count_print
from reporting.models import LabelSheet
from reporting.packs.chapters import Chapter, Leaf, Pack
from reporting.packs.rendering import bind
from reporting.packs.workbook import render_sheets
from reporting.rosters import Roster
from reporting.services import RosterFile, roster_of

JOB_KIND = "ceremony-pack"
PERMISSIONS = ("reporting.print_roster", "ceremonies.view_ceremony")
# What the access log calls the two files.
PDF, WORKBOOK = "document:ceremony-pack", "document:ceremony-workbook"
# Packs with lists of more people than this are made by a job.
MOST_AT_ONCE = 150
Progress = Callable[[int, int, str], None]
_LONG = {Chapter.PEOPLE_PRESENT, Chapter.RECEIPTS, Chapter.MINUTES}


def is_long(pack: Pack) -> bool:
    """Tell whether making a pack takes longer than a person waits; one query."""
    return bool(_LONG & set(pack.chapters)) and pack.people > MOST_AT_ONCE


def make_pack(pack: Pack, *, by: User, progress: Progress = lambda *told: None) -> RosterFile:
    """Print the papers of a ceremony as one PDF with bookmarks.

    Official papers enter the ledger under numbers of their own, as when they are printed alone;
    no number counts before the whole file is there, and the file is noted once.

    Takes   progress: told how many papers are made, of how many, and which one is next.
    Raises  ActionDenied when none of the chapters has a paper by now.
    Costs   four queries for each list, whatever its rows, and what ``leaving`` says for each.
    """
    with override("id"):
        leaves = list(pack.leaves())
        if not leaves:
            raise ActionDenied(_("Belum ada yang dapat dicetak untuk bagian itu."))
        made: list[tuple[Leaf, Printed]] = []
        for leaf in leaves:
            progress(len(made), len(leaves), str(leaf.chapter.label))
            made.append((leaf, leaf.make(by)))
        title = _title(pack)
        content = bind(
            ((str(leaf.chapter.label), leaf.title, paper.content) for leaf, paper in made),
            title=title,
        )
        with transaction.atomic():
            for _leaf, paper in made:
                count_print(paper, by=by)
            record_access(
                by=by,
                kind=AccessEvent.Kind.PRINT,
                subject=PDF,
                filters={
                    "acara": str(pack.ceremony.pk),
                    "title": title,
                    "format": "pdf",
                    "full_nik": False,
                    "chapters": [chapter.value for chapter in pack.chapters],
                    "issues": [paper.issue.full_number for _leaf, paper in made if paper.issue],
                },
                rows=pack.people if _LONG & set(pack.chapters) else len(pack.recipients),
                sha256=_together(paper.sha256 for _leaf, paper in made),
            )
    return RosterFile(_file_name(pack, "pdf"), content, pdf.MIME_TYPE, len(made))


def make_workbook(pack: Pack, *, by: User) -> RosterFile:
    """Write the lists of a ceremony that people work with as one workbook, and note it.

    Costs   four queries for each of its sheets.
    """
    with override("id"):
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
        title = _title(pack)
        content = render_sheets(
            [(name, _with_note(roster, note)) for name, roster in sheets], title=title
        )
        rows = sum(roster.row_count for _name, roster in sheets)
        record_access(
            by=by,
            kind=AccessEvent.Kind.EXPORT,
            subject=WORKBOOK,
            filters={
                "acara": str(pack.ceremony.pk),
                "title": title,
                "format": "xlsx",
                "full_nik": False,
            },
            rows=rows,
            sha256=mark,
        )
    return RosterFile(_file_name(pack, "xlsx"), content, workbooks.MIME_TYPE, rows)


def request_pack(pack: Pack, *, by: User, page: str) -> Job:
    """Ask a job for a long pack; it shows what its reader may see when it runs.

    Raises  ActionDenied when too many jobs of the person are waiting.
    """
    return enqueue(
        kind=JOB_KIND,
        title=_title(pack),
        parameters={
            "ceremony": pack.ceremony.pk,
            "chapters": [chapter.value for chapter in pack.chapters],
            "name_tags": pack.name_tags.pk if pack.name_tags else None,
            "table_cards": pack.table_cards.pk if pack.table_cards else None,
            "on": pack.on.isoformat(),
        },
        by=by,
        page=page,
    )


def read_pack(asked: Mapping[str, Any], *, user: User) -> Pack:
    """Give the pack that ``request_pack`` was asked for.

    Raises  Ceremony.DoesNotExist. A sheet of labels that is gone meanwhile leaves its cards out.
    """
    sheets = {
        row.pk: row
        for row in LabelSheet.objects.filter(pk__in=(asked["name_tags"], asked["table_cards"]))
    }
    return Pack(
        ceremony=Ceremony.objects.select_related("period", "decree", "organiser").get(
            pk=asked["ceremony"]
        ),
        user=user,
        on=date.fromisoformat(asked["on"]),
        name_tags=sheets.get(asked["name_tags"]),
        table_cards=sheets.get(asked["table_cards"]),
        chapters=tuple(map(Chapter, asked["chapters"])),
    )


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


def _title(pack: Pack) -> str:
    return _("Berkas acara: %(title)s") % {"title": pack.ceremony.title}


def _file_name(pack: Pack, format: str) -> str:
    if format == "pdf" and len(pack.chapters) == 1:
        stem = pack.chapters[0].value
    else:
        stem = _("berkas-acara")
    return f"{slugify(f'{stem} {pack.ceremony.title}')[:80]}.{format}"


def _together(fingerprints: Iterable[str]) -> str:
    """Give one fingerprint for many, in their order."""
    return hashlib.sha256("".join(fingerprints).encode()).hexdigest()
