"""The review of one list: its rows by what was found, and what waits for a decision."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.http import AuthedRequest, page_or_part
from common.paging import keyset_page
from common.tabs import Tab
from common.text import clean_text
from intake import selectors
from intake.grid import build_lines
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.policies import sees_full_niks
from intake.views.context import TABS, first_tab, frame_of, note_look, tab_or_none
from intake.views.corrections import continued_or_404, corrections_of
from intake.views.work import work_or_none

SIZE = 40


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show a page of rows of one tab or one kind of problem.

    Every page of rows is one access event: the rows show full NIKs to those who may see them
    (``policies.sees_full_niks``), and a page is what somebody looks at at one time.
    """
    batch = (
        ImportBatch.objects.in_scope(request.user)
        .select_related("period", "village", "uploaded_by", "job", "asked_by")
        .filter(pk=pk)
        .first()
    )
    if batch is None:
        return continued_or_404(request, pk)
    if work := work_or_none(request, batch):
        return work
    tab = tab_or_none(request.GET.get("tab", "")) or first_tab(batch)
    kind = request.GET.get("masalah", "")
    text = clean_text(request.GET.get("q", ""), limit=100)
    reason = request.GET.get("sebab", "") if tab == "ignored" else ""
    every = batch.rows.select_related("saved")
    rows = every.with_problem(kind) if kind else every.in_tab(tab)
    total = batch.counts.get("problems", {}).get(kind) if kind else batch.counts.get(tab, 0)
    if reason:
        rows, total = rows.filter(reason=reason), None
    if text:
        rows = every.people().matching(text)
        total, tab, kind = None, "", ""
    page = keyset_page(
        rows, order=["id"], cursor=request.GET.get("halaman", ""), size=SIZE, total=total
    )
    full_nik = sees_full_niks(batch, request.user)
    if page.rows and full_nik:
        filters = {key: value for key, value in (("tab", tab), ("masalah", kind)) if value}
        note_look(request, batch, rows=len(page.rows), filters=filters)
    names = selectors.names_of_codes()
    context: dict[str, Any] = {
        **frame_of(batch, request.user, tab=tab, kind=kind),
        **corrections_of(batch, request),
        "page": page,
        "lines": []
        if tab == "ignored"
        else build_lines(page.rows, names, kind=kind_of(batch.kind), full_nik=full_nik),
        "ignored": page.rows if tab == "ignored" else [],
        "reasons": _reasons(batch, reason) if tab == "ignored" else [],
        "full_nik": full_nik,
        "heading": TABS.get(tab, ""),
        "columns": [heading for heading, _fields in kind_of(batch.kind).groups],
        "text": text,
        "back": _address(request, pk),
        "twin": selectors.earlier_twin(batch, request.user),
    }
    return page_or_part(
        request,
        page="intake/batch_detail.html",
        part="intake/batch_detail.html#review",
        context=context,
    )


def _reasons(batch: ImportBatch, current: str) -> list[Tab]:
    """Give why rows are no people, each reason with its number; one query."""
    here = reverse("intake:batch_detail", args=[batch.pk])
    groups = batch.rows.in_tab("ignored").values("reason").annotate(number=Count("id"))
    found = groups.order_by("-number", "reason").values_list("reason", "number")
    everything = Tab(f"{here}?tab=ignored", _("Semua"), None, not current)
    return [
        everything,
        *(
            Tab(
                f"{here}?{urlencode({'tab': 'ignored', 'sebab': reason})}",
                _(reason) if reason else "",
                number,
                reason == current,
            )
            for reason, number in found
        ),
    ]


def _address(request: AuthedRequest, pk: int) -> str:
    """Give this page's own address, to come back to after a step."""
    known = ("tab", "masalah", "sebab", "q", "halaman")
    kept = {key: request.GET[key] for key in known if request.GET.get(key)}
    path = reverse("intake:batch_detail", args=[pk])
    return f"{path}?{urlencode(kept)}" if kept else path
