"""The rehearsal of a renewal, and the one step that opens it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.scope import villages_for
from common.dates import today
from common.http import ActionDenied, AuthedRequest, page_or_part, with_address
from common.months import label
from common.paging import list_page
from common.tabs import Tab
from common.terbilang import rupiah_in_words
from contributions.budget import NoTariff
from contributions.forms.renewal import OpenForm, RenewalChoice
from contributions.renewal import price_of
from enrollment.models import EnrollmentPeriod
from enrollment.renewals import Rehearsal, chosen_periods, progress, rehearse
from enrollment.services.renewals import open_renewal

# The lists of a rehearsal: value in the address, words, whose attribute.
LISTS = {
    "belum-dijawab": (gettext_lazy("Belum dijawab"), "silent"),
    "lanjut": (gettext_lazy("Lanjut"), "staying"),
    "tertahan": (gettext_lazy("Tidak dapat lanjut"), "barred"),
    "berhenti": (gettext_lazy("Berhenti"), "leaving"),
    "berkas-kurang": (gettext_lazy("Berkas kurang"), "lacking_papers"),
    "sudah": (gettext_lazy("Sudah diusulkan"), "done"),
}


@require_safe
@permission_required("enrollment.view_renewalanswer", raise_exception=True)
def renewal(request: AuthedRequest) -> HttpResponse:
    """Show what opening the next period would do; nothing is written."""
    on = today()
    choice = RenewalChoice(request.GET)
    choice.is_valid()
    periods = chosen_periods(choice.cleaned_data.get("periode"), choice.cleaned_data.get("dari"))
    context: dict[str, Any] = {}
    if periods is not None:
        period, source = periods
        initial = {"periode": period.code, "dari": source.code}
        context = {"choice": RenewalChoice(initial=initial), "period": period, "source": source}
        context |= _rehearsal(request, rehearse(source, period, user=request.user, on=on))
    response = page_or_part(
        request,
        page="contributions/renewal.html",
        part="contributions/renewal.html#results",
        context=context,
    )
    return with_address(request, response)


@require_POST
@permission_required("enrollment.open_renewal", raise_exception=True)
def renewal_open(request: AuthedRequest) -> HttpResponse:
    """Propose everybody who stays."""
    form = OpenForm(request.POST)
    if not form.is_valid():
        raise ActionDenied(_("Periode perpanjangannya tidak dikenal. Muat ulang halamannya."))
    data = form.cleaned_data
    done = open_renewal(
        source=data["dari"],
        period=data["periode"],
        by=request.user,
        on=today(),
        expected=data["expected"],
    )
    messages.success(
        request,
        ngettext(
            "%(count)d orang diusulkan untuk %(period)s. Orang lain memverifikasinya.",
            "%(count)d orang diusulkan untuk %(period)s. Orang lain memverifikasinya.",
            done.proposed,
        )
        % {"count": done.proposed, "period": data["periode"]},
    )
    return redirect(_address(data["dari"], data["periode"], daftar="sudah"))


def _rehearsal(request: AuthedRequest, found: Rehearsal) -> dict[str, Any]:
    asked = request.GET.get("daftar", "")
    shown = asked if asked in LISTS else next(iter(LISTS))
    words, attribute = LISTS[shown]
    context: dict[str, Any] = {
        "found": found,
        "shown": shown,
        "caption": words,
        "page": list_page(getattr(found, attribute), request.GET.get("halaman", "")),
        "tabs": [
            Tab(
                _address(found.source, found.period, daftar=value),
                label_of,
                len(getattr(found, name)),
                value == shown,
            )
            for value, (label_of, name) in LISTS.items()
        ],
        "villages": _villages(request, found),
    }
    if request.user.has_perm("contributions.view_bill"):
        try:
            price = price_of(found)
        except NoTariff as error:
            context["refusal"] = _("Tarif iuran %(month)s belum ada pada Data acuan.") % {
                "month": label(error.args[0])
            }
        else:
            context |= {"price": price, "in_words": rupiah_in_words(price.amount)}
    return context


def _villages(request: AuthedRequest, found: Rehearsal) -> list[dict[str, Any]]:
    """List the kelurahan with how many of their people were answered for."""
    counts = progress(found.source, found.period, request.user)
    return [
        {
            "village": village,
            "people": counts[village.pk][0],
            "answered": counts[village.pk][1],
            "url": f"{reverse('enrollment:renewal_answers')}?"
            + urlencode(
                {
                    "periode": found.period.code,
                    "dari": found.source.code,
                    "kelurahan": village.pk,
                }
            ),
        }
        for village in villages_for(request.user)
        if village.pk in counts
    ]


def _address(source: EnrollmentPeriod, period: EnrollmentPeriod, **values: str) -> str:
    query = urlencode({"periode": period.code, "dari": source.code, **values})
    return f"{reverse('contributions:renewal')}?{query}"
