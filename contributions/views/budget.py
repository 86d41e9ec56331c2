"""What the periods may spend and do spend, and what so many more people would cost."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest
from common.months import count_months, label
from common.terbilang import rupiah_in_words
from contributions.budget import Budget, NoTariff, budgets, by_source, cost_of
from contributions.forms.months import WhatIfForm
from contributions.selectors import tariffs
from enrollment.models import EnrollmentPeriod
from enrollment.selectors import current_period
from workers.models import OccupationCategory


@require_safe
@permission_required("contributions.view_budgetceiling", raise_exception=True)
def budget(request: AuthedRequest) -> HttpResponse:
    """Show ceiling, committed, paid and remaining of every period; answer a question of cost."""
    on = today()
    periods = EnrollmentPeriod.objects.select_related("funding_source").order_by("-starts_on")
    context: dict[str, Any] = {"found": [], "sources": [], "refusal": ""}
    try:
        found = budgets(list(periods), on)
        context |= {"found": found, "sources": by_source(found)}
    except NoTariff as error:
        context["refusal"] = _no_tariff(error)
    if current := current_period(on):
        asked = "orang" in request.GET
        form = WhatIfForm(request.GET if asked else None, on=on, period=current)
        context["form"] = form
        if asked and form.is_valid():
            context |= _answer(form.cleaned_data, context["found"])
    return render(request, "contributions/budget.html", context)


def _answer(asked: dict[str, Any], found: list[Budget]) -> dict[str, Any]:
    """Price the question, and hold it against what its period has left."""
    period, people = asked["periode"], asked["orang"]
    try:
        amount = cost_of(
            people=people,
            first_month=asked["mulai"],
            last_month=asked["sampai"],
            sector=asked["sektor"],
            is_public_money=period.funding_source.is_public_money,
            rates=tariffs(),
        )
    except NoTariff as error:
        return {"question_refusal": _no_tariff(error)}
    remaining = next((one.remaining for one in found if one.period.pk == period.pk), None)
    return {
        "answer": {
            "amount": amount,
            "in_words": rupiah_in_words(amount),
            "people": people,
            "months": count_months(asked["mulai"], asked["sampai"]) + 1,
            "first": asked["mulai"],
            "last": asked["sampai"],
            "period": period,
            "left": None if remaining is None else remaining - amount,
            "fitting": None if remaining is None else max(0, remaining * people // amount),
        }
    }


def _no_tariff(error: NoTariff) -> str:
    month, sector = error.args
    return _(
        "Tarif iuran %(month)s untuk sektor %(sector)s belum ada. Tambahkan pada Data acuan."
    ) % {"month": label(month), "sector": OccupationCategory.Sector(sector).label}
