"""The verification queue: what waits for a checker, what came back to a clerk."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.dates import age_on
from common.http import AuthedRequest, page_or_part, wants_fragment
from common.paging import keyset_page
from common.tabs import Tab
from enrollment.filters import QueueFilter
from enrollment.forms.actions import BulkActionForm
from enrollment.models import Enrollment
from enrollment.outcomes import sentences_about
from enrollment.policies import NEED_REASON, PERMISSIONS, why_not
from enrollment.services.actions import take_action_many
from enrollment.transitions import Action, Status
from enrollment.views.guards import steps_required

# Tabs of the screen: value in the address, status, words, steps for ticked rows.
TABS: dict[str, tuple[Status, Any, list[Action]]] = {
    "": (Status.PROPOSED, gettext_lazy("Menunggu verifikasi"), [Action.VERIFY, Action.RETURN]),
    "dikembalikan": (
        Status.RETURNED,
        gettext_lazy("Dikembalikan"),
        [Action.PROPOSE, Action.WITHDRAW],
    ),
}
STATUSES = [status for status, _words, _actions in TABS.values()]
# A button beside one row: its value is the step and the row, "verify:17".
SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Line:
    """One enrollment with the age on its first day and why it cannot be ticked, if so."""

    row: Enrollment
    age: int
    why_not: str | None


@require_safe
@permission_required("enrollment.view_enrollment", raise_exception=True)
def queue(request: AuthedRequest) -> HttpResponse:
    """Show proposed (or returned) enrollments in the user's scope, oldest first."""
    response = _page(request, request.GET)
    if wants_fragment(request):
        values = {name: value for name, value in request.GET.items() if value}
        response.headers["HX-Push-Url"] = f"{request.path}?{urlencode(values)}"
    return response


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
    tab = address.get("tab", "") if address.get("tab") in TABS else ""
    state, _words, actions = TABS[tab]
    filters = QueueFilter(
        address, queryset=Enrollment.objects.in_scope(request.user), user=request.user
    )
    counts = filters.qs.aggregate(
        **{row_status.name: Count("pk", filter=Q(status=row_status)) for row_status in STATUSES}
    )
    page = keyset_page(
        filters.qs.filter(status=state).select_related(
            "worker__village", "worker__occupation", "period", "proposed_by"
        ),
        order=["proposed_at"],
        cursor=address.get("halaman", ""),
        total=counts[state.name],
    )
    offered = [action for action in actions if request.user.has_perm(PERMISSIONS[action])]
    context = {
        "filters": filters,
        "page": page,
        "lines": [_line(row, offered, request) for row in page.rows],
        "plain": [action for action in offered if action not in NEED_REASON],
        "reasoned": [action for action in offered if action in NEED_REASON],
        "first_action": offered[0] if offered else None,
        "tab": tab,
        "tabs": [
            Tab(_address(address, tab=value), words, counts[kind.name], value == tab)
            for value, (kind, words, _actions) in TABS.items()
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


def _line(row: Enrollment, offered: list[Action], request: AuthedRequest) -> Line:
    return Line(
        row=row,
        age=age_on(row.worker.birth_date, row.starts_on),
        why_not=why_not(row, offered[0], request.user) if offered else None,
    )


def _address(address: QueryDict, *, tab: str) -> str:
    values = QueryDict(mutable=True)
    for name in QueueFilter.base_filters:
        if value := address.get(name):
            values[name] = value
    if tab:
        values["tab"] = tab
    return f"?{values.urlencode()}"
