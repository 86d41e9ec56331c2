"""The months of a period, and one bill with its steps."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.dates import today
from common.http import ActionDenied, AuthedRequest, page_or_part, wants_fragment, with_address
from common.months import label
from common.paging import keyset_page
from common.terbilang import rupiah_in_words
from contributions.board import month_board
from contributions.drawing import Drift, drift_of
from contributions.forms.bills import (
    BillingForm,
    DraftForm,
    PaymentForm,
    PeriodChoice,
    SearchForm,
    SeenForm,
)
from contributions.models import Bill
from contributions.policies import why_not_change, why_not_draft, why_not_pay
from contributions.selectors import bill_lines, find_lines, with_totals
from contributions.services import bills as services
from contributions.services import payments
from enrollment.selectors import current_period


@require_safe
@permission_required("contributions.view_bill", raise_exception=True)
def bill_list(request: AuthedRequest) -> HttpResponse:
    """Show every month of a period: covered now, billed, paid, and what is missing."""
    on = today()
    choice = PeriodChoice(request.GET)
    choice.is_valid()
    period = choice.cleaned_data.get("periode") or current_period(on)
    lines = month_board(period, on) if period else []
    context = {
        "choice": PeriodChoice(initial={"periode": period and period.code}),
        "period": period,
        "lines": lines,
        "holes": sum(line.holes for line in lines),
        "total": sum(line.amount for line in lines),
        "paid": sum(line.paid_amount for line in lines),
        "may_draft": why_not_draft(request.user) is None,
    }
    response = page_or_part(
        request,
        page="contributions/bill_list.html",
        part="contributions/bill_list.html#results",
        context=context,
    )
    if period and wants_fragment(request):
        response.headers["HX-Push-Url"] = f"{request.path}?periode={period.code}"
    return response


@require_POST
@permission_required("contributions.add_bill", raise_exception=True)
def bill_draft(request: AuthedRequest) -> HttpResponse:
    """Draw up the bill of a month, then show it."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise ActionDenied(_("Periode atau bulannya tidak dikenal. Muat ulang halaman Iuran."))
    bill = services.draft_bill(
        period_id=form.cleaned_data["periode"].pk,
        month=form.cleaned_data["bulan"],
        by=request.user,
    )
    messages.success(
        request,
        _("Rancangan tagihan %(month)s tersusun. Periksa, lalu catat kode iurannya.")
        % {"month": label(bill.month)},
    )
    return redirect("contributions:bill_detail", pk=bill.pk)


@require_safe
@permission_required("contributions.view_bill", raise_exception=True)
def bill_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show one bill, its lines and the step that comes next."""
    return _show(request, _bill(pk))


@require_POST
@permission_required("contributions.change_bill", raise_exception=True)
def bill_redraw(request: AuthedRequest, pk: int) -> HttpResponse:
    """Bring a draft up to date."""
    bill = services.redraw_draft(bill_id=_bill(pk).pk, by=request.user)
    messages.success(request, _("Rancangan disusun ulang menurut data hari ini."))
    return redirect("contributions:bill_detail", pk=bill.pk)


@require_POST
@permission_required("contributions.change_bill", raise_exception=True)
def bill_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Throw a draft away; a second press finds nothing to do."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise ActionDenied(_("Rancangan tidak dihapus. Muat ulang halamannya, lalu coba lagi."))
    try:
        bill = services.delete_draft(bill_id=pk, by=request.user, **form.cleaned_data)
    except Bill.DoesNotExist:
        messages.info(request, _("Rancangan tagihan itu sudah dihapus."))
        return redirect("contributions:bill_list")
    messages.success(
        request, _("Rancangan tagihan %(month)s dihapus.") % {"month": label(bill.month)}
    )
    period = bill.period.code
    return redirect(f"{reverse('contributions:bill_list')}?periode={period}")


@require_POST
@permission_required("contributions.change_bill", raise_exception=True)
def bill_issue(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note the kode iuran of a draft, which freezes it."""
    bill = _bill(pk)
    form = BillingForm(request.POST, on=today())
    if not form.is_valid():
        return _show(request, bill, billing=form, status=422)
    payments.bill(bill_id=pk, by=request.user, **form.cleaned_data)
    messages.success(request, _("Kode iuran tercatat. Isi tagihan ini tidak berubah lagi."))
    return redirect("contributions:bill_detail", pk=pk)


@require_POST
@permission_required("contributions.change_bill", raise_exception=True)
def bill_pay(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note the payment of a bill."""
    bill = _bill(pk)
    form = PaymentForm(request.POST, bill=bill, on=today())
    if not form.is_valid():
        return _show(request, bill, payment=form, status=422)
    payments.pay(bill_id=pk, by=request.user, **form.cleaned_data)
    messages.success(request, _("Pembayaran tercatat."))
    return redirect("contributions:bill_detail", pk=pk)


def _bill(pk: int) -> Any:
    bills = with_totals(Bill.objects.select_related("period__funding_source", "made_by"))
    return get_object_or_404(bills, pk=pk)


def _drift(bill: Bill) -> Drift | None:
    """Tell how a draft differs from today; nothing where a rate is missing, as redrawing says."""
    with suppress(ActionDenied):
        return drift_of(bill)
    return None


def _show(
    request: AuthedRequest,
    bill: Any,
    *,
    billing: BillingForm | None = None,
    payment: PaymentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = today()
    search = SearchForm(request.GET)
    sought = search.cleaned_data["q"] if search.is_valid() else ""
    lines = bill_lines(bill).in_scope(request.user)
    page = keyset_page(
        find_lines(lines, sought),
        order=["village_name", "full_name"],
        cursor=request.GET.get("halaman", ""),
        total=None if sought else bill.people,
    )
    may_change = why_not_change(bill, request.user) is None
    context = {
        "bill": bill,
        "page": page,
        "search": search,
        "sought": sought,
        "in_words": rupiah_in_words(bill.total),
        "drift": _drift(bill) if may_change else None,
        "may_change": may_change,
        "may_pay": why_not_pay(bill, request.user) is None,
        "billing": billing or BillingForm(initial={"people": bill.people}, on=on),
        "payment": payment or PaymentForm(bill=bill, on=on),
    }
    response = page_or_part(
        request,
        page="contributions/bill_detail.html",
        part="contributions/bill_detail.html#results",
        context=context,
        status=status,
    )
    return with_address(request, response)
