"""Decrees as pages: the papers, their annexes, the list on a day, what differs today."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part
from common.paging import keyset_page
from common.tabs import Tab
from enrollment.decree_differences import Difference, differences, differing
from enrollment.decree_lines import LIVE_RECORD
from enrollment.decree_selectors import (
    annex_lines,
    counts_of,
    effective_list,
    find,
    papers,
    verify_hash,
)
from enrollment.models import Decree, DecreeLine, DecreeLineQuerySet
from workers.forms.fields import DateTextField

Change = DecreeLine.Change
ALL, DIFFERING, ON_DAY = "", "berbeda", "berlaku"
# Tabs of an amendment: value in the address, what its lines do.
CHANGES = {"tambah": Change.ADDED, "hapus": Change.REMOVED, "ganti": Change.REPLACED}
# A draft is shown in the order in which signing will number it.
DRAFT_ORDER = ["district_name", "village_name", "full_name"]
SIGNED_ORDER = ["decree__sequence", "position"]
# Lists of the room above, known by the names in their addresses.
DECREE_ANNEX, AMENDMENT_ANNEX = "decree-annex", "amendment-annex"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an annex, its number, and what of it is no longer so."""

    row: DecreeLine
    number: int
    differences: list[Difference]


@require_safe
@permission_required("enrollment.view_decree", raise_exception=True)
def decree_list(request: AuthedRequest) -> HttpResponse:
    """Show all decrees and amendments, the newest first, with the people in the user's scope."""
    page = keyset_page(papers(request.user), order=["-pk"], cursor=request.GET.get("halaman", ""))
    return render(request, "enrollment/decree_list.html", {"page": page})


@require_safe
@permission_required("enrollment.view_decree", raise_exception=True)
def decree_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show a decree with the lines about people in the user's scope."""
    decree = get_object_or_404(
        Decree.objects.select_related("period", "amends", "signatory", "recorded_by", "made_by"),
        pk=pk,
    )
    mine = annex_lines(decree).in_scope(request.user)
    on = _day(request.GET.get("tanggal", ""))
    on_day = effective_list(decree, on).in_scope(request.user)
    lists = _lists(decree, mine, on_day)
    tab = request.GET.get("tab", "") if request.GET.get("tab") in lists else ALL
    text = request.GET.get("q", "").strip()
    counts = counts_of(mine)
    chosen = find(lists[tab][1], text)
    page = keyset_page(
        chosen.with_sight_of_replaced(request.user).select_related(
            *(f"enrollment__{name}" for name in LIVE_RECORD)
        ),
        order=SIGNED_ORDER if decree.is_signed else DRAFT_ORDER,
        cursor=request.GET.get("halaman", ""),
        total=chosen.count(),
    )
    may_write = request.user.has_perm("enrollment.decree_enrollment")
    context = {
        "decree": decree,
        "counts": counts,
        "page": page,
        "lines": [_line(row, page.first + number) for number, row in enumerate(page.rows)],
        "tabs": _tabs(lists, tab, text),
        "tab": tab,
        "q": text,
        "on": on,
        "is_on_day": tab == ON_DAY,
        "is_whole": partial(verify_hash, decree),  # asked by the whole page, not by its parts
        "annex_kind": AMENDMENT_ANNEX if decree.amends_id else DECREE_ANNEX,
        "amendments": decree.amendments.order_by("sequence"),
        "may_write": may_write,
        "may_edit": may_write and not decree.is_signed,
        "may_amend": may_write and decree.is_signed and decree.amends_id is None,
    }
    return page_or_part(
        request,
        page="enrollment/decree_detail.html",
        part="enrollment/decree_detail.html#annex",
        context=context,
    )


Lists = dict[str, tuple[Any, DecreeLineQuerySet]]


def _lists(decree: Decree, mine: DecreeLineQuerySet, on_day: DecreeLineQuerySet) -> Lists:
    """Give what the tabs of a decree show: words and lines by the value in the address."""
    lists: Lists = {ALL: (_("Lampiran"), mine)}
    if decree.amends_id:
        for value, change in CHANGES.items():
            lists[value] = (change.label, mine.filter(change=change))
    elif decree.is_signed:
        lists[ON_DAY] = (_("Berlaku pada tanggal"), on_day)
    lists[DIFFERING] = (_("Berbeda dari data sekarang"), differing(mine))
    return lists


def _tabs(lists: Lists, current: str, text: str) -> list[Tab]:
    return [
        Tab(f"?{urlencode(_kept(tab=value, q=text))}", words, lines.count(), value == current)
        for value, (words, lines) in lists.items()
    ]


def _kept(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _line(row: DecreeLine, number: int) -> Line:
    return Line(row, number, differences(row))


def _day(typed: str) -> date:
    """Give the day that somebody asks about, today when none or nonsense is typed."""
    try:
        return DateTextField().clean(typed)
    except ValidationError:
        return today()
