"""Files for BPJS: what was sent and answered, who waits, a new file, the file itself."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import AuthedRequest, page_or_part, with_address
from common.paging import keyset_page
from common.tabs import Tab
from common.workbooks import MIME_TYPE
from enrollment.bpjs_columns import masked
from enrollment.bpjs_workbook import build_workbook
from enrollment.forms.submissions import PeriodChoice, SubmissionForm, WithdrawForm
from enrollment.models import Submission, SubmissionLine
from enrollment.selectors import current_period
from enrollment.services.submissions import submit, why_not_withdraw, withdraw_submission
from enrollment.standing import standing_of
from enrollment.submission_selectors import (
    rows_to_send,
    sent_lines,
    unsent,
    with_counts,
)
from workers.models import Worker
from workers.search import search

MAY_SEE = "enrollment.view_submission"
MAY_SEND = "enrollment.register_enrollment"
# People named on the page of a new file; all of them are in the list of who waits.
MOST_NAMED = 50
# Tabs of one file: value in the address, its words.
TABS = {"": None, **{outcome.value: outcome for outcome in SubmissionLine.Outcome}}


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def submission_list(request: AuthedRequest) -> HttpResponse:
    """Show the files of a period with what came back, and how many wait to be sent."""
    choice = PeriodChoice(request.GET, period=current_period(today()))
    files = Submission.objects.filter(period=choice.period)
    page = keyset_page(
        with_counts(files).select_related("period", "made_by", "corrects"),
        order=["-number"],
        cursor=request.GET.get("halaman", ""),
        total=files.count(),
    )
    context = {
        "choice": choice,
        "page": page,
        "waiting": unsent(choice.period).count() if choice.period else 0,
    }
    response = page_or_part(
        request,
        page="enrollment/submission_list.html",
        part="enrollment/submission_list.html#results",
        context=context,
    )
    return with_address(request, response)


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def unsent_list(request: AuthedRequest) -> HttpResponse:
    """Show who is decreed and in no file yet, or was put forward again after a rejection."""
    choice = PeriodChoice(request.GET, period=current_period(today()))
    rows = unsent(choice.period).in_scope(request.user) if choice.period else None
    page = None
    if rows is not None:
        page = keyset_page(
            rows.select_related("worker__village", "worker__occupation"),
            order=["worker__name_key"],
            cursor=request.GET.get("halaman", ""),
            total=rows.count(),
        )
    before = sent_lines([row.pk for row in page.rows]) if page else {}
    context = {
        "choice": choice,
        "page": page,
        "lines": [(row, before.get(row.pk, [])) for row in page.rows] if page else [],
    }
    response = page_or_part(
        request,
        page="enrollment/unsent_list.html",
        part="enrollment/unsent_list.html#results",
        context=context,
    )
    return with_address(request, response)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_SEND, raise_exception=True)
def submission_add(request: AuthedRequest) -> HttpResponse:
    """Show who would go into a new file, what they lack, and make it."""
    period = current_period(today())
    if request.method != "POST":
        return _new(request, SubmissionForm(request.GET, period=period))
    form = SubmissionForm(request.POST, period=period)
    if not form.is_valid() or form.period is None or form.preset is None:
        return _new(request, form, status=422)
    submission = submit(
        period_id=form.period.pk,
        preset=form.preset,
        corrects=form.corrects,
        note=form.cleaned_data["note"],
        only_complete=form.cleaned_data["only_complete"],
        by=request.user,
    )
    messages.success(
        request, _("Pengajuan %(number)d dibuat. Unduh berkasnya.") % {"number": submission.number}
    )
    return redirect("enrollment:submission_detail", pk=submission.pk)


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def submission_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show the people of one file with the answers of BPJS."""
    return _detail(request, _load(request, pk), WithdrawForm())


@require_safe
@permission_required([MAY_SEE, "workers.reveal_nik"], raise_exception=True)
def submission_file(request: AuthedRequest, pk: int) -> FileResponse:
    """Hand out the workbook for BPJS, numbers in full; noted before it leaves."""
    submission = _load(request, pk)
    file = build_workbook(submission)
    with transaction.atomic():
        record_access(
            by=request.user,
            kind=AccessEvent.Kind.EXPORT,
            subject=f"enrollment_submission:{submission.pk}",
            purpose=gettext_noop("Berkas untuk BPJS"),
            rows=file.rows,
            sha256=submission.sha256,
        )
    return FileResponse(
        BytesIO(file.content),
        as_attachment=True,
        filename=file.name,
        content_type=MIME_TYPE,
        headers={"Cache-Control": "private, no-store"},
    )


@require_POST
@permission_required(MAY_SEND, raise_exception=True)
def submission_withdraw(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take back a file that never left the office; a second press finds nothing to do."""
    form = WithdrawForm(request.POST)
    try:
        submission = Submission.objects.in_scope(request.user).get(pk=pk)
        if not form.is_valid():
            return _detail(request, _load(request, pk), form, status=422)
        withdraw_submission(submission_id=pk, by=request.user)
    except Submission.DoesNotExist:
        messages.info(request, _("Pengajuan itu sudah ditarik."))
    else:
        messages.success(
            request,
            _("Pengajuan %(number)d ditarik; orangnya menunggu dikirim lagi.")
            % {"number": submission.number},
        )
    return redirect("enrollment:submission_list")


def _detail(
    request: AuthedRequest, submission: Any, form: WithdrawForm, status: int = 200
) -> HttpResponse:
    tab = request.GET.get("jawaban", "")
    tab = tab if tab in TABS else ""
    sought = request.GET.get("q", "").strip()
    lines = submission.lines.in_scope(request.user)
    if sought:
        people = search(Worker.objects.in_scope(request.user), sought)
        lines = lines.filter(enrollment__worker__in=people)
    if tab:
        lines = lines.filter(outcome=tab)
    page = keyset_page(
        lines.select_related("enrollment__worker__village", "enrollment__period"),
        order=["position"],
        cursor=request.GET.get("halaman", ""),
        total=None if sought else _count(submission, tab),
    )
    on = today()
    context = {
        "submission": submission,
        "page": page,
        "lines": [(line, standing_of(line.enrollment, on)) for line in page.rows],
        "tab": tab,
        "sought": sought,
        "tabs": [
            Tab(
                _address(value, sought),
                words or _("Semua"),
                _count(submission, value),
                value == tab,
            )
            for value, words in _words()
        ],
        "may_withdraw": request.user.has_perm(MAY_SEND) and not why_not_withdraw(submission),
        "form": form,
    }
    response = page_or_part(
        request,
        page="enrollment/submission_detail.html",
        part="enrollment/submission_detail.html#results",
        context=context,
        status=status,
    )
    return with_address(request, response)


def _new(request: AuthedRequest, form: SubmissionForm, status: int = 200) -> HttpResponse:
    columns = list(form.preset.columns.all()) if form.preset else []
    rows = []
    if form.period is not None:
        waiting = unsent(form.period, corrects=form.corrects)
        rows = rows_to_send(waiting.in_scope(request.user), columns)
    lacking = [row for row in rows if row.absent]
    response = page_or_part(
        request,
        page="enrollment/submission_add.html",
        part="enrollment/submission_add.html#results",
        context={
            "form": form,
            "rows": len(rows),
            "lacking": lacking[:MOST_NAMED],
            "lacking_count": len(lacking),
            "unnamed": max(len(lacking) - MOST_NAMED, 0),
            "example": _example(rows, columns),
        },
        status=status,
    )
    return with_address(request, response)


def _example(rows: list[Any], columns: list[Any]) -> list[tuple[str, str]]:
    """Give the first line of the file under its headings, numbers masked."""
    if not rows:
        return []
    headings = [column.heading for column in columns]
    return list(zip(headings, masked(rows[0].cells, columns), strict=True))


def _load(request: AuthedRequest, pk: int) -> Any:
    files = with_counts(Submission.objects.in_scope(request.user))
    return get_object_or_404(
        files.select_related("period", "preset", "made_by", "corrects"), pk=pk
    )


def _words() -> list[tuple[str, Any]]:
    return [(value, outcome.label if outcome else None) for value, outcome in TABS.items()]


def _count(submission: Any, tab: str) -> int:
    return getattr(submission, tab or "sent")


def _address(tab: str, sought: str) -> str:
    values = QueryDict(mutable=True)
    for name, value in (("q", sought), ("jawaban", tab)):
        if value:
            values[name] = value
    return f"?{values.urlencode()}"
