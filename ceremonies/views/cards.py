"""The cards of a period: who still waits, whose card came back, many noted at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.scope import villages_for
from ceremonies.forms.cards import CardFilter, HandOverForm, ReturnForm
from ceremonies.policies import why_not_hand_over
from ceremonies.selectors import card_owners
from ceremonies.services.cards import Settled, hand_over_card_many, return_card_many
from common.dates import today
from common.http import AuthedRequest, page_or_part, with_address
from common.paging import keyset_page
from common.tabs import Tab
from enrollment.models import EnrollmentPeriod, EnrollmentQuerySet
from enrollment.selectors import current_period
from workers.models import Worker
from workers.search import search

# Tabs: value in the address, words, which cards they hold.
TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("Belum diambil"), Q(card__isnull=True)),
    "kembali": (gettext_lazy("Dikembalikan"), Q(card__returned_on__isnull=False)),
    "sudah": (gettext_lazy("Sudah diserahkan"), Q(card__handed_on__isnull=False)),
}


@require_safe
@permission_required("ceremonies.view_cardhandover", raise_exception=True)
def card_list(request: AuthedRequest) -> HttpResponse:
    """Show whose card waits, by kelurahan and name, in the user's scope."""
    return _page(request, request.GET)


@require_POST
@permission_required("ceremonies.change_cardhandover", raise_exception=True)
def card_hand_over(request: AuthedRequest) -> HttpResponse:
    """Note that the ticked people have their cards."""
    address = QueryDict(request.POST.get("address", ""))
    form = HandOverForm(request.POST, today=today())
    if not form.is_valid():
        return _page(request, address, handing=form, status=422)
    data = form.cleaned_data
    done = hand_over_card_many(
        enrollment_ids=data["pk"],
        handed_on=data["handed_on"],
        received_by=data["received_by"],
        by=request.user,
    )
    messages.success(request, _("%(count)d kartu tercatat diserahkan.") % {"count": done.noted})
    return _back(request, address, done)


@require_POST
@permission_required("ceremonies.change_cardhandover", raise_exception=True)
def card_return(request: AuthedRequest) -> HttpResponse:
    """Note that the cards of the ticked people came back."""
    address = QueryDict(request.POST.get("address", ""))
    form = ReturnForm(request.POST, today=today())
    if not form.is_valid():
        return _page(request, address, returning=form, status=422)
    data = form.cleaned_data
    done = return_card_many(
        enrollment_ids=data["pk"],
        reason=data["reason"],
        returned_on=data["returned_on"],
        note=data["note"],
        by=request.user,
    )
    messages.success(
        request,
        _("%(count)d kartu tercatat dikembalikan. Lihat tab Dikembalikan untuk tindak lanjutnya.")
        % {"count": done.noted},
    )
    return _back(request, address, done)


def _back(request: AuthedRequest, address: QueryDict, done: Settled) -> HttpResponse:
    if done.before:
        messages.warning(
            request,
            _("%(count)d kartu sudah diserahkan sebelumnya; catatannya tidak diubah.")
            % {"count": done.before},
        )
    return redirect(f"{reverse('ceremonies:card_list')}?{address.urlencode()}")


def _page(
    request: AuthedRequest,
    address: QueryDict,
    *,
    handing: HandOverForm | None = None,
    returning: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = today()
    period = _period(address) or current_period(on)
    if period is None:
        return render(request, "ceremonies/card_list.html", {"period": None})
    tab = address.get("tab", "") if address.get("tab") in TABS else ""
    sought = address.get("q", "").strip()
    owners = card_owners(period, request.user)
    waiting = _waiting_by_village(owners)
    villages = [
        (row.pk, _("%(village)s: %(count)d belum") % {"village": row.name, "count": count})
        if (count := waiting.get(row.pk, 0))
        else (row.pk, row.name)
        for row in villages_for(request.user)
    ]
    everywhere = ("", _("Semua: %(count)d belum") % {"count": sum(waiting.values())})
    chosen = address.get("kelurahan", "")
    if chosen in dict(villages):
        owners = owners.filter(worker__village=chosen)
    if sought:
        owners = owners.filter(worker__in=search(Worker.objects.in_scope(request.user), sought))
    counts = owners.aggregate(
        **{f"tab_{value}": Count("pk", filter=held) for value, (_words, held) in TABS.items()}
    )
    page = keyset_page(
        owners.filter(TABS[tab][1]).select_related(
            "worker__village", "worker__occupation", "card__by"
        ),
        order=["worker__village__name", "worker__name_key"],
        cursor=address.get("halaman", ""),
        total=counts[f"tab_{tab}"],
    )
    shown = {"periode": period.code, "kelurahan": chosen, "q": sought}
    context = {
        "period": period,
        "filters": CardFilter(shown, choices=[everywhere, *villages]),
        "page": page,
        "tab": tab,
        "tabs": [
            Tab(_address(shown, value), words, counts[f"tab_{value}"], value == tab)
            for value, (words, _held) in TABS.items()
        ],
        "can_note": tab != "sudah" and why_not_hand_over(request.user) is None,
        "handing": handing or HandOverForm(today=on, initial={"handed_on": on}),
        "returning": returning or ReturnForm(today=on, initial={"returned_on": on}),
        "address": address.urlencode(),
    }
    response = page_or_part(
        request,
        page="ceremonies/card_list.html",
        part="ceremonies/card_list.html#results",
        context=context,
        status=status,
    )
    return with_address(request, response)


def _period(address: QueryDict) -> EnrollmentPeriod | None:
    return EnrollmentPeriod.objects.filter(code=address.get("periode", "")).first()


def _waiting_by_village(owners: EnrollmentQuerySet) -> dict[str, int]:
    """Count the cards that nobody has come for, by kelurahan."""
    rows = owners.filter(card__isnull=True).order_by()
    return dict(rows.values_list("worker__village").annotate(Count("pk")))


def _address(shown: dict[str, str], tab: str) -> str:
    values = {**shown, "tab": tab}
    words = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('ceremonies:card_list')}?{words}"
