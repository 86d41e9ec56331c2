"""Last period's people of a kelurahan, to be answered for one by one or many at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.scope import villages_for
from common.dates import today
from common.http import ActionDenied, AuthedRequest, page_or_part, with_address
from common.paging import keyset_page
from common.tabs import Tab
from enrollment.forms.renewals import RenewalAnswerForm, RenewalFilter, RenewalListForm
from enrollment.models import EnrollmentPeriod
from enrollment.renewals import NOTHING_TO_RENEW, answers_of, chosen_periods, renewable
from enrollment.services.renewals import answer_many
from workers.models import Worker
from workers.search import search

# Tabs: value in the address, words, whether an answer is there.
TABS: dict[str, tuple[Any, bool]] = {
    "": (gettext_lazy("Belum dijawab"), False),
    "dijawab": (gettext_lazy("Sudah dijawab"), True),
}
# Refused answers named one by one in the message.
_NAMED = 5


@require_safe
@permission_required("enrollment.change_renewalanswer", raise_exception=True)
def renewal_answers(request: AuthedRequest) -> HttpResponse:
    """Show the people of the old period in the user's scope, by kelurahan and name."""
    return _page(request, request.GET)


@require_POST
@permission_required("enrollment.change_renewalanswer", raise_exception=True)
def renewal_answer(request: AuthedRequest) -> HttpResponse:
    """Keep one answer for all ticked people."""
    address = QueryDict(request.POST.get("address", ""))
    form = RenewalAnswerForm(request.POST, today=today())
    if not form.is_valid():
        return _page(request, address, form=form, status=422)
    periods = _periods(address)
    if periods is None:
        raise ActionDenied(NOTHING_TO_RENEW)
    period, source = periods
    # Only people of the period that is continued can be answered for.
    ticked = renewable(source).filter(pk__in=form.cleaned_data["pk"])
    said = form.said()
    done = answer_many(
        period=period,
        said=dict.fromkeys(ticked.values_list("pk", flat=True), said),
        known_on=today(),
        by=request.user,
    )
    if done.kept:
        messages.success(
            request,
            ngettext(
                "Jawaban %(count)d orang tersimpan.",
                "Jawaban %(count)d orang tersimpan.",
                done.kept,
            )
            % {"count": done.kept},
        )
    left = [*done.refused, *done.not_ended]
    for row, sentence in left[:_NAMED]:
        messages.warning(request, f"{row.worker.full_name}: {sentence}")
    if len(left) > _NAMED:
        messages.warning(request, _("… dan %(count)d orang lagi.") % {"count": len(left) - _NAMED})
    return redirect(f"{reverse('enrollment:renewal_answers')}?{address.urlencode()}")


def _periods(address: QueryDict) -> tuple[EnrollmentPeriod, EnrollmentPeriod] | None:
    form = RenewalListForm(address)
    form.is_valid()
    return chosen_periods(form.cleaned_data.get("periode"), form.cleaned_data.get("dari"))


def _page(
    request: AuthedRequest,
    address: QueryDict,
    *,
    form: RenewalAnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    periods = _periods(address)
    if periods is None:
        return render(request, "enrollment/renewal_answers.html", {"period": None})
    period, source = periods
    villages = list(villages_for(request.user))
    chosen = address.get("kelurahan", "")
    sought = address.get("q", "").strip()
    tab = address.get("tab", "") if address.get("tab") in TABS else ""
    rows = renewable(source).in_scope(request.user)
    if any(village.pk == chosen for village in villages):
        rows = rows.filter(worker__village=chosen)
    if sought:
        rows = rows.filter(worker__in=search(Worker.objects.in_scope(request.user), sought))
    is_answered = Q(renewals__period=period)
    counts = rows.aggregate(
        people=Count("pk", distinct=True), answered=Count("pk", filter=is_answered, distinct=True)
    )
    numbers = {True: counts["answered"], False: counts["people"] - counts["answered"]}
    answered = TABS[tab][1]
    answered_ids = period.renewals.values("enrollment")
    listed = rows.filter(pk__in=answered_ids) if answered else rows.exclude(pk__in=answered_ids)
    page = keyset_page(
        listed.select_related("worker__village", "worker__occupation"),
        order=["worker__village__name", "worker__name_key"],
        cursor=address.get("halaman", ""),
        total=numbers[answered],
    )
    answers = answers_of(period, [row.pk for row in page.rows])
    context = {
        "period": period,
        "source": source,
        "filters": RenewalFilter({"kelurahan": chosen, "q": sought}, villages=villages),
        "page": page,
        "lines": [(row, answers.get(row.pk)) for row in page.rows],
        "tab": tab,
        "tabs": [
            Tab(_address(address, value), words, numbers[has_answer], value == tab)
            for value, (words, has_answer) in TABS.items()
        ],
        "form": form or RenewalAnswerForm(today=today()),
        "address": address.urlencode(),
        "people": counts["people"],
        "chosen": chosen,
    }
    response = page_or_part(
        request,
        page="enrollment/renewal_answers.html",
        part="enrollment/renewal_answers.html#results",
        context=context,
        status=status,
    )
    return with_address(request, response)


def _address(address: QueryDict, tab: str) -> str:
    values = {
        name: address[name] for name in ("periode", "dari", "kelurahan", "q") if address.get(name)
    }
    if tab:
        values["tab"] = tab
    return f"{reverse('enrollment:renewal_answers')}?{urlencode(values)}"
