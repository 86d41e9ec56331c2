"""The months of a period: for groups of people, and person by person."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part, with_address
from common.paging import keyset_page
from common.tabs import Tab
from contributions.forms.bills import PeriodChoice
from contributions.forms.months import GridForm
from contributions.grids import GroupBy, month_grid
from contributions.selectors import months_of
from contributions.states import MonthState
from contributions.strips import strips_in
from enrollment.models import Enrollment
from enrollment.selectors import current_period
from enrollment.transitions import ENDABLE

_SHOWN = (MonthState.PAID, MonthState.BILLED, MonthState.PLANNED, MonthState.HOLE)


@require_safe
@permission_required("enrollment.view_enrollment", raise_exception=True)
def grid(request: AuthedRequest) -> HttpResponse:
    """Show the months of a period by kelurahan or occupation, or of the people of one of them."""
    on = today()
    form = GridForm(request.GET)
    form.is_valid()
    period = form.cleaned_data.get("periode") or current_period(on)
    group_by = GroupBy(form.cleaned_data.get("kelompok") or GroupBy.VILLAGE)
    key = form.cleaned_data.get("kunci", "")
    context = {
        "choice": PeriodChoice(initial={"periode": period and period.code}),
        "period": period,
        "months": months_of(period) if period else [],
        "legend": _SHOWN,
        "group_by": group_by,
        "key": key,
        "tabs": [
            Tab(_address(period, kelompok=one), one.label, None, one == group_by and not key)
            for one in GroupBy
        ],
    }
    if period and key:
        rows = (
            Enrollment.objects.in_scope(request.user)
            .filter(**{group_by.paths[0]: key}, period=period, status__in=ENDABLE)
            .select_related("period", "worker__village", "worker__occupation")
        )
        page = keyset_page(rows, order=["worker__name_key"], cursor=request.GET.get("halaman", ""))
        context |= {"page": page, "strips": strips_in(period, page.rows, on)}
    elif period:
        context["grid"] = month_grid(period, group_by, user=request.user, on=on)
    response = page_or_part(
        request,
        page="contributions/month_grid.html",
        part="contributions/month_grid.html#results",
        context=context,
    )
    return with_address(request, response)


def _address(period: object, **values: str) -> str:
    if period is not None:
        values["periode"] = getattr(period, "code", "")
    return f"{reverse('contributions:month_grid')}?{urlencode(values)}"
