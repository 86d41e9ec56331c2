"""The quota grid: how many places there are and how many are taken, and changing that."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.unsaved import keeps_form, take_unsaved
from common.dates import today
from common.http import AuthedRequest, page_or_part
from common.tabs import Tab
from enrollment.forms.quotas import PasteForm, QuotaGridForm
from enrollment.models import EnrollmentPeriod
from enrollment.quota_grid import Grid, RowKind, quota_grid
from enrollment.selectors import current_period
from enrollment.services.quotas import save_quotas

# What the rows are called on the tabs, by their value in the address.
KINDS = {
    RowKind.OCCUPATION: gettext_lazy("Menurut pekerjaan"),
    RowKind.AGENCY: gettext_lazy("Menurut perangkat daerah"),
}


@require_safe
@permission_required("enrollment.view_quota", raise_exception=True)
def grid(request: AuthedRequest) -> HttpResponse:
    """Show the ceilings over the people of the user's scope, with what is left of them."""
    period = _period(request)
    kind = _kind(request)
    context = {
        "period": period,
        "periods": EnrollmentPeriod.objects.all(),
        "grid": quota_grid(period, kind=kind, user=request.user) if period else None,
        "tabs": _tabs(request.path, kind, period) if period else [],
        "kind": kind,
        "here": _address(request.path, kind, period) if period else request.path,
    }
    return page_or_part(
        request,
        page="enrollment/quota_grid.html",
        part="enrollment/quota_grid.html#grid",
        context=context,
    )


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("enrollment.change_quota", raise_exception=True)
def edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change the ceilings of a period, all cells in one step."""
    period = get_object_or_404(EnrollmentPeriod, pk=pk)
    kind = _kind(request)
    table = quota_grid(period, kind=kind, user=request.user)
    if request.method != "POST":
        return _form(request, period, kind, QuotaGridForm(take_unsaved(request), grid=table))
    if "paste" in request.POST:
        return _pasted(request, period, kind, table)
    form = QuotaGridForm(request.POST, grid=table)
    if form.is_valid():
        try:
            count = save_quotas(
                period=period,
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                ngettext("%(count)d kuota berubah.", "%(count)d kuota berubah.", count)
                % {"count": count},
            )
            return redirect(_address(reverse("enrollment:quota_grid"), kind, period))
    return _form(request, period, kind, form, status=422)


def _pasted(
    request: AuthedRequest, period: EnrollmentPeriod, kind: RowKind, table: Grid
) -> HttpResponse:
    """Fill the form with a pasted block, to be looked at before it is saved."""
    paste = PasteForm(request.POST, grid=table)
    if not paste.is_valid():
        form = QuotaGridForm(grid=table)
        return _form(request, period, kind, form, paste=paste, status=422)
    form = QuotaGridForm(grid=table, pasted=paste.cleaned_data["block"])
    return _form(request, period, kind, form, pasted=len(paste.cleaned_data["block"]))


def _form(
    request: AuthedRequest,
    period: EnrollmentPeriod,
    kind: RowKind,
    form: QuotaGridForm,
    *,
    paste: PasteForm | None = None,
    pasted: int = 0,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "grid": form.grid,
        "paste": paste or PasteForm(grid=form.grid),
        "pasted": pasted,
        "period": period,
        "kind": kind,
        "tabs": _tabs(request.path, kind, period),
        "back": _address(reverse("enrollment:quota_grid"), kind, period),
    }
    return render(request, "enrollment/quota_form.html", context, status=status)


def _period(request: AuthedRequest) -> EnrollmentPeriod | None:
    code = request.GET.get("periode", "")
    named = EnrollmentPeriod.objects.filter(code=code).first() if code else None
    return named or current_period(today())


def _kind(request: AuthedRequest) -> RowKind:
    return RowKind.AGENCY if request.GET.get("menurut") == RowKind.AGENCY else RowKind.OCCUPATION


def _tabs(path: str, kind: RowKind, period: EnrollmentPeriod) -> list[Tab]:
    return [
        Tab(_address(path, value, period), words, None, value == kind)
        for value, words in KINDS.items()
    ]


def _address(path: str, kind: RowKind, period: EnrollmentPeriod) -> str:
    return f"{path}?periode={period.code}&menurut={kind}"
