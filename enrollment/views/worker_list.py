"""The list of workers."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part, wants_fragment
from common.paging import keyset_page
from common.tabs import Tab
from enrollment.filters import WorkerFilter
from enrollment.people import WITHOUT, Counts, count_standings, lines_of, people_standing
from enrollment.selectors import current_period
from enrollment.standing import Standing
from workers.models import Worker
from workers.search import MOST_COUNTED

# Always there; the other standings appear when somebody stands so.
STEADY_TABS = ("", Standing.ACTIVE, Standing.WAITING, Standing.EXPIRED)


@require_safe
@permission_required("workers.view_worker", raise_exception=True)
def worker_list(request: AuthedRequest) -> HttpResponse:
    """Show the people in the user's scope with their place in one period."""
    on = today()
    filters = WorkerFilter(
        request.GET,
        queryset=Worker.objects.in_scope(request.user),
        user=request.user,
        default_period=current_period(on),
    )
    period, standing = filters.period, filters.value("status") or ""
    is_search = bool(filters.value("q"))
    counts = count_standings(
        filters.qs, period=period, on=on, cap=MOST_COUNTED if is_search else None
    )
    page = keyset_page(
        people_standing(filters.qs, standing, period=period, on=on).select_related(
            "village", "occupation"
        ),
        order=filters.order,
        cursor=request.GET.get("halaman", ""),
        total=_total(counts, standing),
    )
    context = {
        "filters": filters,
        "page": page,
        "lines": lines_of(page.rows, period=period, on=on),
        "period": period,
        "status": standing,
        "tabs": _tabs(filters, counts, standing),
        "is_narrowed": filters.address() != "?",
        "is_part": wants_fragment(request),
    }
    response = page_or_part(
        request,
        page="enrollment/worker_list.html",
        part="enrollment/worker_list.html#results",
        context=context,
    )
    if context["is_part"]:
        cursor = request.GET.get("halaman", "")
        response.headers["HX-Push-Url"] = request.path + filters.address(halaman=cursor)
    return response


def _total(counts: Counts, standing: str) -> int | None:
    if counts.is_capped:
        return None
    return counts.by_standing[standing] if standing else counts.people


def _tabs(filters: WorkerFilter, counts: Counts, current: str) -> list[Tab]:
    labels: dict[str, Any] = {"": _("Semua"), **dict(Standing.choices)}
    labels[WITHOUT] = _("Tanpa kepesertaan")
    return [
        Tab(
            url=filters.address(status=value),
            label=label,
            count=_count(counts, value),
            current=value == current,
        )
        for value, label in labels.items()
        if value in (*STEADY_TABS, current) or counts.by_standing.get(value)
    ]


def _count(counts: Counts, standing: str) -> str | None:
    if counts.is_capped:
        return None if standing else f"{number_format(counts.people, force_grouping=True)}+"
    number = counts.by_standing[standing] if standing else counts.people
    return number_format(number, force_grouping=True)
