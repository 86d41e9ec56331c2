"""The verification queue: what waits for a checker, what came back to a clerk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.dates import age_on
from common.http import AuthedRequest, page_or_part, with_address
from common.paging import keyset_page
from common.problems import Problem
from common.tabs import Tab
from enrollment.filters import QueueFilter
from enrollment.forms.actions import BulkActionForm
from enrollment.models import Enrollment
from enrollment.outcomes import sentences_about
from enrollment.policies import NEED_REASON, PERMISSIONS, why_not
from enrollment.queue_tabs import FIELD_CHECK, TABS, QueueTab, tab_of
from enrollment.selectors import field_problems_of
from enrollment.services.actions import take_action_many
from enrollment.step_kinds import STEPS
from enrollment.submission_selectors import changed_since_rejected
from enrollment.transitions import Action
from enrollment.views.guards import steps_required

# A button beside one row: its value is the step and the row, "verify:17".
SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Line:
    """One enrollment, the age on its first day, what is open, why it cannot be ticked, if so.

    ``changed`` names what reads otherwise than in the file in which BPJS turned somebody away.
    """

    row: Enrollment
    age: int
    problems: list[Problem]
    changed: list[str]
    why_not: str | None


@require_safe
@permission_required("enrollment.view_enrollment", raise_exception=True)
def queue(request: AuthedRequest) -> HttpResponse:
    """Show the enrollments of one tab in the user's scope, oldest first."""
    return with_address(request, _page(request, request.GET))


@require_POST
@steps_required
def act_many(request: AuthedRequest) -> HttpResponse:
    """Take one step on the ticked rows and tell which stayed and why."""
    data = request.POST.copy()
    if SINGLE in data:
        data["action"], _colon, data["pk"] = str(data[SINGLE]).partition(":")
    form = BulkActionForm(data)
    address = QueryDict(request.POST.get("address", ""))
    if not form.is_valid():
        return _page(request, address, form=form, status=422)
    outcome = take_action_many(
        enrollment_ids=form.cleaned_data["pk"],
        action=form.cleaned_data["action"],
        reason_code=form.cleaned_data["reason_code"],
        reason_note=form.cleaned_data["reason_note"],
        by=request.user,
    )
    for level, sentence in sentences_about(form.cleaned_data["action"], outcome):
        messages.add_message(request, level, sentence)
    return redirect(f"{reverse('enrollment:queue')}?{address.urlencode()}")


def _page(
    request: AuthedRequest,
    address: QueryDict,
    *,
    form: BulkActionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    tab = tab_of(address.get("tab", ""))
    filters = QueueFilter(
        address, queryset=Enrollment.objects.in_scope(request.user), user=request.user
    )
    counts = filters.qs.aggregate(
        **{f"tab_{number}": Count("pk", filter=kind.rows) for number, kind in enumerate(TABS)}
    )
    total = counts[f"tab_{TABS.index(tab)}"]
    page = keyset_page(
        filters.qs.filter(tab.rows).select_related(
            "worker__village", "worker__occupation", "period", "proposed_by"
        ),
        order=["proposed_at"],
        cursor=address.get("halaman", ""),
        total=total,
    )
    offered = [action for action in tab.actions if request.user.has_perm(PERMISSIONS[action])]
    others = [
        (name, STEPS[name]) for name in tab.others if request.user.has_perm(STEPS[name].permission)
    ]
    context = {
        "filters": filters,
        "page": page,
        "lines": _lines(page.rows, offered, request, tab),
        "plain": [action for action in offered if action not in NEED_REASON],
        "reasoned": [action for action in offered if action in NEED_REASON],
        "others": others,
        "single": tab.single if tab.single in offered else None,
        "can_tick": bool(offered or others),
        "total": total,
        "tab": tab.value,
        "tabs": [
            Tab(
                _address(address, tab=kind.value),
                kind.label,
                counts[f"tab_{number}"],
                kind == tab,
            )
            for number, kind in enumerate(TABS)
        ],
        "form": form or BulkActionForm(),
        "address": address.urlencode(),
        "is_narrowed": any(address.get(name) for name in filters.filters),
    }
    return page_or_part(
        request,
        page="enrollment/queue.html",
        part="enrollment/queue.html#results",
        context=context,
        status=status,
    )


def _lines(
    rows: Sequence[Enrollment], offered: list[Action], request: AuthedRequest, tab: QueueTab
) -> list[Line]:
    problems = field_problems_of(rows) if FIELD_CHECK in tab.others else {}
    changed = changed_since_rejected(rows) if Action.RESUBMIT in tab.actions else {}
    return [
        Line(
            row=row,
            age=age_on(row.worker.birth_date, row.starts_on),
            problems=problems.get(row.pk, []),
            changed=changed.get(row.pk, []),
            why_not=why_not(row, offered[0], request.user) if offered else None,
        )
        for row in rows
    ]


def _address(address: QueryDict, *, tab: str) -> str:
    values = QueryDict(mutable=True)
    for name in QueueFilter.base_filters:
        if value := address.get(name):
            values[name] = value
    if tab:
        values["tab"] = tab
    return f"?{values.urlencode()}"
