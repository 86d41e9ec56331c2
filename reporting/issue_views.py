"""Screens of official prints: the ledger, taking one back, and the check open to everybody."""

from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part
from common.paging import keyset_page
from reporting.issue_again import print_again
from reporting.issue_codes import read_code
from reporting.issue_forms import CodeForm, IssueFilter, RevokeForm
from reporting.issue_kinds import is_open_to, may_read, title_of
from reporting.issuing import revoke_issue
from reporting.models import RosterIssue
from reporting.signed.pages import in_words, missing_pages
from reporting.signed.selectors import with_filed
from reporting.views import MAY_PRINT

MAY_REVOKE = "reporting.revoke_rosterissue"
NOT_RELIED_UPON = {RosterIssue.State.REVOKED, RosterIssue.State.VOID}


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
def issue_list(request: AuthedRequest) -> HttpResponse:
    """Show the ledger, newest first: everybody's prints to its watchers, one's own to others."""
    form = IssueFilter(request.GET)
    issues = with_filed(RosterIssue.objects.in_scope(request.user).select_related("issued_by"))
    page = keyset_page(form.narrow(issues), order=["-pk"], cursor=request.GET.get("halaman", ""))
    context = {
        "form": form,
        "page": page,
        "entries": [(issue, title_of(issue)) for issue in page.rows],
        "is_narrowed": form.is_narrowed,
    }
    return page_or_part(
        request,
        page="reporting/issue_list.html",
        part="reporting/issue_list.html#results",
        context=context,
    )


@require_POST
@permission_required(MAY_REVOKE, raise_exception=True)
def issue_revoke(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take a print back."""
    issue = get_object_or_404(RosterIssue.objects.in_scope(request.user), pk=pk)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _answer(request, issue, issue.code, revoke=form, status=422)
    revoke_issue(issue_id=issue.pk, reason=form.cleaned_data["alasan"], by=request.user)
    messages.success(request, _("%(number)s dicabut.") % {"number": issue.full_number})
    return redirect(issue)


@require_safe
@login_not_required
@never_cache
def issue_seek(request: HttpRequest) -> HttpResponse:
    """Ask anybody for the code of a paper and lead to its check, which counts the tries."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        return redirect("reporting:issue_check", code=form.cleaned_data["kode"])
    # What is no code at all never reaches the check, so that try is counted here.
    if form.is_bound and (refused := _too_many(request)):
        return refused
    context = {"frame": _frame(request), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/issue_seek.html", context, status=status)


@require_safe
@login_not_required
@never_cache
def issue_check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell anybody who holds a paper whether it is genuine and current, without any name."""
    if refused := _too_many(request):
        return refused
    clean = read_code(code)
    issue = (
        RosterIssue.objects.select_related("superseded_by", "issued_by").filter(code=clean).first()
        if clean
        else None
    )
    return _answer(request, issue, code, status=200 if issue else 404)


def _too_many(request: HttpRequest) -> HttpResponse | None:
    """Count a try; refuse it when there were too many of late."""
    refused: HttpResponse | None = consume_or_429(request, action="check_paper", limit_get=True)
    return refused


def _frame(request: HttpRequest) -> str:
    """Give the template around a page that strangers see too."""
    return "page.html" if request.user.is_authenticated else "base_guest.html"


def _answer(
    request: Any,
    issue: RosterIssue | None,
    code: str,
    *,
    revoke: RevokeForm | None = None,
    status: int,
) -> HttpResponse:
    """Show what is known of a print: to strangers what the paper says anyway, to staff more."""
    user = request.user
    context: dict[str, Any] = {
        "frame": _frame(request),
        "issue": issue,
        "code": code[:20],
        "is_staff": False,
        "again": None,
        "sheets": None,
    }
    if issue:
        context["kind_title"] = title_of(issue)
        if is_open_to(user, issue):
            context |= {"is_staff": True, "again": print_again(issue, user=user, on=today())}
            if RosterIssue.objects.in_scope(user).filter(pk=issue.pk).exists():
                context["sheets"] = _came_back(issue) if may_read(user, issue) else None
        if user.has_perm(MAY_REVOKE) and issue.state not in NOT_RELIED_UPON:
            context["revoke"] = revoke or RevokeForm()
    return render(request, "reporting/issue_check.html", context, status=status)


def _came_back(issue: RosterIssue) -> dict[str, Any]:
    """Say how many sheets came back signed, and which did not."""
    present = set(issue.sheets.current().values_list("page", flat=True))
    return {"filed": len(present), "missing": in_words(missing_pages(issue.pages, present))}
