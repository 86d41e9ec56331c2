"""Filing signed sheets under their print, putting them in order, replacing and removing them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import BinaryIO, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from reporting.models import RosterIssue, SignedSheet
from reporting.models.sheets import own_place
from reporting.signed import limits
from reporting.signed.cleaning import CleanFile, clean_file
from reporting.signed.pages import free_pages
from reporting.signed.refusals import RefusedSheet

GONE = gettext_lazy("Lembar ini sudah diganti atau ditarik. Muat ulang halamannya.")


class SentFile(NamedTuple):
    """A file under the name that its sender knows it by."""

    name: str
    content: BinaryIO


@dataclass(slots=True)
class Filing:
    """What came of some files: the sheets that were filed, and why the others were not."""

    sheets: list[SignedSheet] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


class _Kept(NamedTuple):
    """A clean file that already lies in the storage, under names of nobody's choosing."""

    file: CleanFile
    name: str
    thumbnail: str


def file_sheets(
    *, issue_id: int, files: Sequence[SentFile], first_page: int, note: str = "", by: User
) -> Filing:
    """File pictures and scans of signed sheets, each on the next page that is still free.

    Takes   first_page: where to begin; a scan takes as many pages as it has.
    Gives   what was filed and, by the names of their files, the sentences for what was refused:
            one file that cannot be kept keeps no other from being filed.
    Raises  ActionDenied for a print that never came about.
    Costs   one process and two stored files for each file, before the transaction; inside it
            three statements and one for each sheet.
    """
    filing = Filing()
    with _kept(files, filing) as kept, transaction.atomic(), acting(by):
        issue = _locked(issue_id)
        present = {sheet.sha256: sheet.page for sheet in issue.sheets.current()}
        taken = set(issue.sheets.current().values_list("page", flat=True))
        for name, item in kept:
            pages = list(islice(free_pages(issue.pages, taken, first_page), item.file.pages))
            if page := present.get(item.file.sha256):
                filing.refused.append((name, RefusedSheet("already_filed", page=page).sentence))
            elif len(pages) < item.file.pages:
                sentence = RefusedSheet(
                    "no_page_left", needed=item.file.pages, first=first_page, free=len(pages)
                ).sentence
                filing.refused.append((name, sentence))
            else:
                taken.update(pages)
                present[item.file.sha256] = pages[0]
                filing.sheets += _add(issue, item, pages, note=note, by=by)
    return filing


@transaction.atomic
def number_sheets(*, issue_id: int, pages: Mapping[int, int], by: User) -> int:
    """Say which page each sheet shows; two sheets may change places.

    Takes   pages: the page by the key of its sheet; sheets left out stay where they are.
    Gives   how many sheets moved.
    Raises  ActionDenied when two would be the same page, or one beyond the last.
    Costs   two statements and up to two for each sheet that moves.
    """
    issue = _locked(issue_id)
    sheets = list(issue.sheets.current())
    wanted = {sheet.pk: pages.get(sheet.pk, sheet.page) for sheet in sheets}
    if len(set(wanted.values())) < len(wanted):
        raise ActionDenied(_("Dua lembar tidak bisa menjadi halaman yang sama."))
    if any(page < 1 or (issue.pages and page > issue.pages) for page in wanted.values()):
        raise ActionDenied(_("Cetakan ini hanya sampai halaman %(last)s.") % {"last": issue.pages})
    moving = [sheet for sheet in sheets if sheet.page != wanted[sheet.pk]]
    before = {sheet.page for sheet in sheets}
    with acting(by, _("Nomor halaman diperbaiki")):
        # Whoever changes places steps aside first: at no moment are two on one page.
        for place, sheet in enumerate(moving):
            if wanted[sheet.pk] in before:
                aside = max(before | set(wanted.values())) + place + 1
                SignedSheet.objects.filter(pk=sheet.pk).update(page=aside)
        for sheet in moving:
            SignedSheet.objects.filter(pk=sheet.pk).update(page=wanted[sheet.pk])
    return len(moving)


def replace_sheet(*, sheet_id: int, file: SentFile, reason: str, by: User) -> Filing:
    """Put another picture in the place of one that is filed; the earlier one stays on record.

    Raises  ActionDenied when the sheet was withdrawn meanwhile.
    Costs   as ``file_sheets``.
    """
    filing = Filing()
    with _kept([file], filing) as kept, transaction.atomic():
        sheet = _locked_sheet(sheet_id)
        for name, item in kept:
            if item.file.pages != 1:
                filing.refused.append((name, RefusedSheet("one_page_only").sentence))
                continue
            _withdraw(sheet, reason=reason, by=by)
            with acting(by, reason):
                filing.sheets += _add(sheet.issue, item, [sheet.page], note=sheet.note, by=by)
    return filing


@transaction.atomic
def remove_sheet(*, sheet_id: int, reason: str, by: User) -> SignedSheet:
    """Take a sheet away that does not belong here; its page is missing again.

    Raises  ActionDenied when it was withdrawn before.
    """
    sheet = _locked_sheet(sheet_id)
    _withdraw(sheet, reason=reason, by=by)
    return sheet


@contextmanager
def _kept(files: Sequence[SentFile], filing: Filing) -> Iterator[list[tuple[str, _Kept]]]:
    """Clean and store files, note those that are refused, and leave none that nobody filed."""
    kept = []
    deadline = monotonic() + limits.REQUEST_SECONDS
    try:
        for sent in files:
            try:
                if monotonic() > deadline:
                    raise RefusedSheet("no_time_left")
                kept.append((sent.name, _store(clean_file(sent.content))))
            except RefusedSheet as refusal:
                filing.refused.append((sent.name, refusal.sentence))
        yield kept
    except BaseException:
        # What was filed in a transaction that failed is filed nowhere, also when a server stops.
        filing.sheets.clear()
        raise
    finally:
        filed = {sheet.file.name for sheet in filing.sheets if sheet.pk}
        for _name, item in kept:
            if item.name not in filed:
                for stored in filter(None, (item.name, item.thumbnail)):
                    default_storage.delete(stored)


def _store(file: CleanFile) -> _Kept:
    ending = "pdf" if file.mime_type == SignedSheet.MimeType.SCAN else "jpg"
    names = ["", ""]
    for place, content in enumerate((file.content, file.thumbnail)):
        if content:
            path = own_place(None, f"lembar.{ending}")
            names[place] = default_storage.save(path, ContentFile(content))
    return _Kept(file, *names)


def _add(
    issue: RosterIssue, item: _Kept, pages: Sequence[int], *, note: str, by: User
) -> list[SignedSheet]:
    return SignedSheet.objects.bulk_create(
        SignedSheet(
            issue=issue,
            page=page,
            file=item.name,
            page_in_file=place,
            thumbnail=item.thumbnail,
            sha256=item.file.sha256,
            mime_type=item.file.mime_type,
            size=len(item.file.content),
            note=note,
            filed_at=timezone.now(),
            filed_by=by,
        )
        for place, page in enumerate(pages, 1)
    )


def _locked(issue_id: int) -> RosterIssue:
    issue = RosterIssue.objects.select_for_update().get(pk=issue_id)
    if issue.state == RosterIssue.State.VOID:
        raise ActionDenied(_("Cetakan ini batal dibuat, jadi tidak punya lembar."))
    return issue


def _locked_sheet(sheet_id: int) -> SignedSheet:
    """Lock the print before its sheet, as filing does."""
    sheet = SignedSheet.objects.get(pk=sheet_id)
    _locked(sheet.issue_id)
    sheet.refresh_from_db()
    if sheet.withdrawn_at:
        raise ActionDenied(GONE)
    return sheet


def _withdraw(sheet: SignedSheet, *, reason: str, by: User) -> None:
    sheet.withdrawn_at, sheet.withdrawn_by, sheet.reason = timezone.now(), by, reason
    with acting(by, reason):
        sheet.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
