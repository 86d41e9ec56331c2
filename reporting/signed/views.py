"""Screens of signed sheets: what came back of a print, filing, looking at and erasing it."""

from typing import Any

from csp.decorators import csp
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.access import record_access
from audit.models import AccessEvent
from common.http import ActionDenied, AuthedRequest
from common.uploads import upload_limit
from reporting.issue_kinds import may_read, title_of
from reporting.models import RosterIssue, SignedSheet
from reporting.signed import limits
from reporting.signed.erasing import ERASED, erase_sheet, sharing
from reporting.signed.forms import ErasureForm, FilingForm, NumbersForm, WithdrawalForm
from reporting.signed.pages import free_pages, in_words, missing_pages
from reporting.signed.services import (
    GONE,
    Filing,
    SentFile,
    file_sheets,
    number_sheets,
    remove_sheet,
    replace_sheet,
)

MAY_PRINT = "reporting.print_roster"
MAY_FILE = "reporting.add_signedsheet"
MAY_ERASE = "reporting.revoke_rosterissue"
# A picture alone: nothing in it may run, load or be framed.
_ALONE = {"default-src": ["'none'"], "frame-ancestors": ["'none'"], "sandbox": [""]}


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
def sheet_list(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what came back of a print and which pages are still missing."""
    return _show(request, _issue(request, pk))


@require_POST
@permission_required(MAY_FILE, raise_exception=True)
@upload_limit(limits.REQUEST_BYTES)
def sheets_file(request: AuthedRequest, pk: int) -> HttpResponse:
    """File pictures and scans; what can be kept is kept, whatever becomes of the others."""
    issue = _issue(request, pk)
    data, files = request.POST, request.FILES
    too_big = getattr(request, "upload_too_big", False)
    form = FilingForm(data, files, issue=issue, too_big=too_big)
    if not form.is_valid():
        return _show(request, issue, filing=form, status=413 if too_big else 422)
    filing = file_sheets(
        issue_id=issue.pk,
        files=form.files_sent,
        first_page=form.cleaned_data["mulai"],
        note=form.cleaned_data["catatan"],
        by=request.user,
    )
    _tell(request, filing)
    return redirect("reporting:sheet_list", pk=issue.pk)


@require_POST
@permission_required(MAY_FILE, raise_exception=True)
def sheets_number(request: AuthedRequest, pk: int) -> HttpResponse:
    """Put the sheets in the order of their pages."""
    issue = _issue(request, pk)
    form = NumbersForm(request.POST, sheets=list(issue.sheets.current()))
    if not form.is_valid():
        return _show(request, issue, numbers=form, status=422)
    moved = number_sheets(issue_id=issue.pk, pages=form.pages, by=request.user)
    messages.success(
        request,
        ngettext("%(n)d lembar pindah halaman.", "%(n)d lembar pindah halaman.", moved)
        % {"n": moved},
    )
    return redirect("reporting:sheet_list", pk=issue.pk)


@require_http_methods(["GET", "POST"])
@permission_required(MAY_FILE, raise_exception=True)
@never_cache
@upload_limit(limits.REQUEST_BYTES)
def sheet_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Replace a sheet by a better picture, or take it away."""
    sheet = _sheet_in_hand(request, pk)
    form = WithdrawalForm()
    if request.method == "POST":
        replaces = "ganti" in request.POST
        form = WithdrawalForm(request.POST, request.FILES, replaces=replaces)
        if form.is_valid() and _withdraw(request, sheet, form):
            return redirect("reporting:sheet_list", pk=sheet.issue_id)
    context = {"sheet": sheet, "issue": sheet.issue, "form": form}
    return render(
        request, "reporting/signed/edit.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@permission_required(MAY_ERASE, raise_exception=True)
@never_cache
def sheet_erase(request: AuthedRequest, pk: int) -> HttpResponse:
    """Erase the file of a sheet for good, such as one that belongs to other people."""
    sheet = _sheet_in_hand(request, pk, withdrawn_too=True)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        erased = erase_sheet(sheet_id=pk, reason=form.cleaned_data["alasan"], by=request.user)
        messages.success(
            request,
            _("Berkasnya sudah dihapus: halaman %(pages)s.")
            % {"pages": in_words(row.page for row in erased)},
        )
        return redirect("reporting:sheet_list", pk=sheet.issue_id)
    pages = in_words(sharing(sheet).exclude(pk=pk).values_list("page", flat=True))
    context = {"sheet": sheet, "issue": sheet.issue, "form": form, "shared_pages": pages}
    return render(
        request, "reporting/signed/erase.html", context, status=422 if form.is_bound else 200
    )


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
@csp(_ALONE)  # type: ignore[arg-type]  # it knows views of one argument
def sheet_look(request: AuthedRequest, pk: int) -> FileResponse:
    """Hand over a picture to look at, or a scan to keep; it shows names, so it is noted."""
    sheet = _sheet(request, pk)
    with transaction.atomic():
        record_access(
            by=request.user,
            kind=AccessEvent.Kind.EXPORT,
            subject=f"{SignedSheet._meta.db_table}:{sheet.pk}",
            filters={"title": str(sheet)},
            sha256=sheet.sha256,
        )
        file = sheet.file.open("rb")
    name = f"{sheet.issue.year}-{sheet.issue.number:06}-halaman-{sheet.page}"
    return FileResponse(
        file,
        as_attachment=not sheet.is_picture,
        filename=f"{name}.{'jpg' if sheet.is_picture else 'pdf'}",
        content_type=sheet.mime_type,
    )


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
@csp(_ALONE)  # type: ignore[arg-type]  # it knows views of one argument
def sheet_small(request: AuthedRequest, pk: int) -> FileResponse:
    """Hand over a picture so small that no name on it can be read."""
    sheet = _sheet(request, pk)
    if not sheet.thumbnail:
        raise Http404
    return FileResponse(sheet.thumbnail.open("rb"), content_type="image/jpeg")


def _issue(request: AuthedRequest, pk: int) -> RosterIssue:
    issue = get_object_or_404(RosterIssue.objects.in_scope(request.user), pk=pk)
    if not may_read(request.user, issue):
        raise Http404
    return issue


def _sheet(request: AuthedRequest, pk: int) -> SignedSheet:
    sheet = _any_sheet(request, pk)
    if sheet.erased_at:
        raise Http404
    return sheet


def _any_sheet(request: AuthedRequest, pk: int) -> SignedSheet:
    sheet = get_object_or_404(SignedSheet.objects.in_scope(request.user), pk=pk)
    if not may_read(request.user, sheet.issue):
        raise Http404
    return sheet


def _sheet_in_hand(request: AuthedRequest, pk: int, *, withdrawn_too: bool = False) -> SignedSheet:
    """Give a sheet that something is to be done to.

    There is no page about one that is gone, but who pressed the button twice is told so.
    """
    sheet = _any_sheet(request, pk)
    gone = ERASED if sheet.erased_at else GONE if sheet.withdrawn_at and not withdrawn_too else ""
    if gone and request.method == "POST":
        raise ActionDenied(gone)
    if gone:
        raise Http404
    return sheet


def _show(
    request: AuthedRequest,
    issue: RosterIssue,
    *,
    filing: FilingForm | None = None,
    numbers: NumbersForm | None = None,
    status: int = 200,
) -> HttpResponse:
    every = list(issue.sheets.select_related("filed_by", "withdrawn_by", "erased_by"))
    sheets = [sheet for sheet in every if not sheet.withdrawn_at]
    present = {sheet.page for sheet in sheets}
    missing = missing_pages(issue.pages, present)
    next_page = next(free_pages(issue.pages, present, 1), 1)
    context: dict[str, Any] = {
        "issue": issue,
        "kind_title": title_of(issue),
        "numbers": numbers or NumbersForm(sheets=sheets),
        "withdrawn": [sheet for sheet in every if sheet.withdrawn_at],
        "missing": in_words(missing),
        "is_complete": issue.pages is not None and not missing,
        "may_file": request.user.has_perm(MAY_FILE) and issue.state != RosterIssue.State.VOID,
        "may_erase": request.user.has_perm(MAY_ERASE),
        "form": filing or FilingForm(issue=issue, initial={"mulai": next_page}),
    }
    return render(request, "reporting/signed/list.html", context, status=status)


def _tell(request: AuthedRequest, filing: Filing) -> None:
    """Say what was filed where, and of each other file why it was not."""
    if filing.sheets:
        messages.success(
            request,
            _("Diarsipkan: halaman %(pages)s.")
            % {"pages": in_words(sheet.page for sheet in filing.sheets)},
        )
    for name, sentence in filing.refused:
        messages.error(
            request, _("%(file)s tidak tersimpan. %(why)s") % {"file": name, "why": sentence}
        )


def _withdraw(request: AuthedRequest, sheet: SignedSheet, form: WithdrawalForm) -> bool:
    """Replace or remove as the form says; tell whether that was done."""
    reason = form.cleaned_data["alasan"]
    if not form.replaces:
        remove_sheet(sheet_id=sheet.pk, reason=reason, by=request.user)
        messages.success(request, _("%(sheet)s ditarik.") % {"sheet": sheet})
        return True
    sent = form.cleaned_data["berkas"]
    filing = replace_sheet(
        sheet_id=sheet.pk, file=SentFile(sent.name, sent), reason=reason, by=request.user
    )
    for _name, sentence in filing.refused:
        form.add_error("berkas", sentence)
    if filing.sheets:
        messages.success(request, _("%(sheet)s diganti.") % {"sheet": sheet})
    return bool(filing.sheets)
