"""Screens of official prints: the ledger, taking one back, and the check open to everybody."""

from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.http import AuthedRequest, page_or_part
from common.paging import keyset_page
from reporting.catalogue import CATALOGUE
from reporting.filters.base import RosterFilter
from reporting.issue_codes import read_code
from reporting.issue_forms import IssueFilter, RevokeForm
from reporting.issuing import revoke_issue
from reporting.kinds import RosterKind
from reporting.models import RosterIssue
from reporting.views import MAY_PRINT

MAY_REVOKE = "reporting.revoke_rosterissue"


@require_safe
@permission_required(MAY_PRINT, raise_exception=True)
@never_cache
def issue_list(request: AuthedRequest) -> HttpResponse:
    """Show the ledger, newest first: everybody's prints to its watchers, one's own to others."""
    form = IssueFilter(request.GET)
    issues = RosterIssue.objects.in_scope(request.user).select_related("issued_by")
    page = keyset_page(form.narrow(issues), order=["-pk"], cursor=request.GET.get("halaman", ""))
    context = {
        "form": form,
        "page": page,
        "entries": [(issue, _kind_title(issue)) for issue in page.rows],
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
def issue_check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell anybody who holds a paper whether it is genuine and current, without any name."""
    refused: HttpResponse | None = consume_or_429(request, action="check_paper", limit_get=True)
    if refused:
        return refused
    clean = read_code(code)
    issue = (
        RosterIssue.objects.select_related("superseded_by", "issued_by").filter(code=clean).first()
        if clean
        else None
    )
    return _answer(request, issue, code, status=200 if issue else 404)


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
        "frame": "page.html" if user.is_authenticated else "base_guest.html",
        "issue": issue,
        "code": code[:20],
    }
    if issue:
        kind = CATALOGUE.get(issue.kind)
        context["kind_title"] = _kind_title(issue)
        if kind and user.has_perm(MAY_PRINT) and kind.is_open_to(user):
            filters = kind.filters(issue.filter, user=user, on=issue.as_of)
            context["is_staff"] = True
            context["said"] = filters.caption(filters.chosen) if filters.form.is_valid() else ()
            context["list_address"] = _list_address(kind, filters)
        if user.has_perm(MAY_REVOKE) and issue.state != RosterIssue.State.REVOKED:
            context["revoke"] = revoke or RevokeForm()
    return render(request, "reporting/issue_check.html", context, status=status)


def _kind_title(issue: RosterIssue) -> str:
    kind = CATALOGUE.get(issue.kind)
    return str(kind.title) if kind else issue.title


def _list_address(kind: RosterKind, filters: RosterFilter) -> str:
    return reverse("reporting:roster", args=[kind.slug]) + filters.address
