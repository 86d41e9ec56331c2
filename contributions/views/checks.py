"""The check of a month: decree, register, bills and payments side by side, with names."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import workbooks
from common.dates import today
from common.http import ActionDenied, AuthedRequest, page_or_part, wants_fragment
from common.months import code
from common.paging import keyset_page
from common.tabs import Tab
from contributions.forms.checks import CheckChoice, CheckForm, FileForm, usual_month
from contributions.reconciliation import Check, Difference, Side, check_month, people_of
from contributions.selectors import months_of
from contributions.services.downloads import make_differences_file
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.selectors import current_period


@require_safe
@permission_required("contributions.view_bill", raise_exception=True)
def check(request: AuthedRequest) -> HttpResponse:
    """Show the four counts of a month and the people behind one difference."""
    on = today()
    asked = CheckForm(request.GET)
    asked.is_valid()
    period = asked.cleaned_data.get("periode") or current_period(on)
    context: dict[str, Any] = {"period": period}
    if period:
        month = asked.cleaned_data.get("bulan")
        if month not in months_of(period):
            month = usual_month(period, on)
        context |= _context(request, period, month, asked.cleaned_data.get("jenis") or "")
    response = page_or_part(
        request,
        page="contributions/check.html",
        part="contributions/check.html#results",
        context=context,
    )
    if period and wants_fragment(request):
        values = {
            **_address(period, context["month"]),
            "jenis": asked.cleaned_data.get("jenis"),
            "halaman": request.GET.get("halaman"),
        }
        shown = {name: value for name, value in values.items() if value}
        response.headers["HX-Push-Url"] = f"{request.path}?{urlencode(shown)}"
    return response


@require_safe
@permission_required("contributions.view_bill", raise_exception=True)
def check_file(request: AuthedRequest) -> HttpResponse | FileResponse:
    """Hand over the differences of a month as a file."""
    form = FileForm(request.GET)
    if not form.is_valid() or form.cleaned_data["bulan"] not in months_of(
        form.cleaned_data["periode"]
    ):
        raise ActionDenied(_("Periode atau bulannya tidak dikenal. Buka halaman Periksa iuran."))
    wanted = form.cleaned_data["jenis"]
    is_workbook = form.cleaned_data["bentuk"] == FileForm.XLSX
    name, content = make_differences_file(
        period=form.cleaned_data["periode"],
        month=form.cleaned_data["bulan"],
        differences=[Difference(wanted)] if wanted else list(Difference),
        is_workbook=is_workbook,
        by=request.user,
    )
    kind = workbooks.MIME_TYPE if is_workbook else "text/csv; charset=utf-8"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)


def _context(
    request: AuthedRequest, period: EnrollmentPeriod, month: date, wanted: str
) -> dict[str, Any]:
    rows = Enrollment.objects.in_scope(request.user)
    found = check_month(period, month, rows)
    difference = Difference(wanted) if wanted else _first(found)
    return {
        "month": month,
        "choice": CheckChoice(period=period, month=month),
        "check": found,
        "sides": [(side, found.people[side], _amount(found, side)) for side in Side],
        "difference": difference,
        "tabs": _tabs(found, period, month, difference),
        "page": keyset_page(
            people_of(difference, period, month, rows),
            order=["worker__name_key"],
            cursor=request.GET.get("halaman", ""),
            total=found.differences[difference],
        ),
        "files": [
            (words, _file(period, month, ending))
            for ending, words in ((FileForm.XLSX, "Excel"), (FileForm.CSV, "CSV"))
        ],
    }


def _first(found: Check) -> Difference:
    """Give the first difference with anybody in it, else the first of all."""
    return next((one for one in Difference if found.differences[one]), next(iter(Difference)))


def _amount(found: Check, side: Side) -> int | None:
    return {Side.BILLED: found.billed, Side.PAID: found.paid}.get(side)


def _tabs(found: Check, period: EnrollmentPeriod, month: date, current: Difference) -> list[Tab]:
    return [
        Tab(
            url="?" + urlencode({**_address(period, month), "jenis": one}),
            label=one.label,
            count=found.differences[one],
            current=one == current,
        )
        for one in Difference
    ]


def _file(period: EnrollmentPeriod, month: date, ending: str) -> str:
    values = {**_address(period, month), "bentuk": ending}
    return f"{reverse('contributions:check_file')}?{urlencode(values)}"


def _address(period: EnrollmentPeriod, month: date) -> dict[str, str]:
    return {"periode": period.code, "bulan": code(month)}
