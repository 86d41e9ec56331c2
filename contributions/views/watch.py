"""The lists of people whose clocks need an eye."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part, with_address
from common.paging import list_page
from common.tabs import Tab
from contributions.forms.bills import PeriodChoice
from contributions.forms.months import WatchForm
from contributions.person_clocks import Watch, rules_on, watched
from enrollment.selectors import current_period


@require_safe
@permission_required("enrollment.view_enrollment", raise_exception=True)
def watch_list(request: AuthedRequest) -> HttpResponse:
    """Show who nears the age limit, loses cover soon, or is not yet covered in full."""
    on = today()
    form = WatchForm(request.GET)
    form.is_valid()
    period = form.cleaned_data.get("periode") or current_period(on)
    watch = Watch(form.cleaned_data.get("daftar") or Watch.LAPSE)
    of_day = rules_on(on)
    lists = (
        watched(period, user=request.user, on=on, of_day=of_day, until=period.ends_on)
        if period and of_day
        else {one: [] for one in Watch}
    )
    context = {
        "choice": PeriodChoice(initial={"periode": period and period.code}),
        "period": period,
        "watch": watch,
        "of_day": of_day,
        "basis": of_day.basis(watch.rule) if of_day else "",
        "page": list_page(lists[watch], request.GET.get("halaman", "")),
        "tabs": [
            Tab(
                f"{reverse('contributions:watch_list')}?"
                + urlencode({"periode": period.code if period else "", "daftar": one}),
                one.label,
                len(lists[one]),
                one == watch,
            )
            for one in Watch
        ],
    }
    response = page_or_part(
        request,
        page="contributions/watch_list.html",
        part="contributions/watch_list.html#results",
        context=context,
    )
    return with_address(request, response)
