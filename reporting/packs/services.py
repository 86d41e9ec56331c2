"""A pack leaves the house: its files finished first, then counted and noted together."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from audit.access import record_access
from ceremonies.models import Ceremony
from jobs.models import Job
from jobs.services import enqueue
from reporting.leaving import count_print
from reporting.models import LabelSheet
from reporting.packs import archives
from reporting.packs.chapters import Chapter, Pack
from reporting.packs.files import (
    LONG,
    Finished,
    Progress,
    name_of,
    print_papers,
    title_of,
    write_workbook,
)
from reporting.services import RosterFile

JOB_KIND = "ceremony-pack"
PERMISSIONS = ("reporting.print_roster", "ceremonies.view_ceremony")
# Packs with lists of more people than this are made by a job.
MOST_AT_ONCE = 150


def _untold(done: int, total: int, next_paper: str) -> None:
    """Nobody watches a pack that is made at once."""


def is_long(pack: Pack) -> bool:
    """Tell whether making a pack takes longer than a person waits; one query."""
    return bool(LONG & set(pack.chapters)) and pack.people > MOST_AT_ONCE


def make_pack(pack: Pack, *, by: User, progress: Progress = _untold) -> RosterFile:
    """Print the papers of a ceremony as one PDF with bookmarks.

    Official papers enter the ledger under numbers of their own, as when they are printed alone;
    no number counts before the whole file is there, and the file is noted once.

    Raises  ActionDenied when none of the chapters has a paper by now.
    Costs   what ``print_papers`` says.
    """
    with override("id"):
        papers = print_papers(pack, by=by, progress=progress)
        _let_go(papers, by=by)
    return papers.file


def make_workbook(pack: Pack, *, by: User) -> RosterFile:
    """Write the lists of a ceremony that people work with as one workbook, and note it.

    Costs   four queries for each of its sheets.
    """
    with override("id"):
        workbook = write_workbook(pack, by=by)
        _let_go(workbook, by=by)
    return workbook.file


def make_bundle(pack: Pack, *, by: User, progress: Progress = _untold) -> RosterFile:
    """Make both files of a ceremony and put them into one ZIP.

    Each is noted as when it is asked for alone; no number counts before both are there.

    Raises  ActionDenied when none of the chapters has a paper by now.
    Costs   what ``make_workbook`` and ``make_pack`` say.
    """
    with override("id"):
        workbook = write_workbook(pack, by=by)
        papers = print_papers(pack, by=by, progress=progress)
        content = archives.tie((papers.file, workbook.file), on=pack.on)
        bundle = RosterFile(
            name_of(pack, "zip"), content, archives.MIME_TYPE, rows=papers.file.rows
        )
        _let_go(papers, workbook, by=by)
    return bundle


def request_pack(pack: Pack, *, with_workbook: bool, by: User, page: str) -> Job:
    """Ask a job for a long pack; it shows what its reader may see when it runs.

    Raises  ActionDenied when too many jobs of the person are waiting.
    """
    return enqueue(
        kind=JOB_KIND,
        title=title_of(pack),
        parameters={
            "ceremony": pack.ceremony.pk,
            "chapters": [chapter.value for chapter in pack.chapters],
            "name_tags": pack.name_tags.pk if pack.name_tags else None,
            "table_cards": pack.table_cards.pk if pack.table_cards else None,
            "with_workbook": with_workbook,
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


def _let_go(*files: Finished, by: User) -> None:
    """Let the numbers of finished files count, and note who takes each file."""
    with transaction.atomic():
        for finished in files:
            for paper in finished.prints:
                count_print(paper, by=by)
            record_access(
                by=by,
                kind=finished.access,
                subject=finished.subject,
                filters=finished.filters,
                rows=finished.rows,
                sha256=finished.sha256,
            )
