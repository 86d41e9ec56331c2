"""Finding somebody who takes over the place of an ended cover."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.http import ActionDenied, AuthedRequest
from enrollment.forms.replacements import ReplacementForm, SearchForm, TakeoverForm
from enrollment.models import Enrollment
from enrollment.places import waiting_list
from enrollment.policies import PERMISSIONS, why_not_replace
from enrollment.replacing import months_to_take_over
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action
from enrollment.views.person_page import load_enrollment
from workers.models import Worker, WorkerQuerySet
from workers.search import search

MOST_SHOWN = 10
# In the address and the form of a new person: whose place they take over.
NAMED = "menggantikan"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("enrollment.add_enrollment", raise_exception=True)
def replace(request: AuthedRequest, pk: int) -> HttpResponse:
    """Offer the waiting list and everybody on record, and put the chosen one in the place."""
    ended = load_enrollment(request, pk)
    people = Worker.objects.in_scope(request.user).filter(died_on__isnull=True)
    if request.method != "POST":
        form = ReplacementForm(ended=ended, people=people)
        return _page(request, ended, form, people)
    form = ReplacementForm(request.POST, ended=ended, people=people)
    if not form.is_valid():
        return _page(request, ended, form, people, status=422)
    try:
        row = replace_enrollment(ended_id=pk, by=request.user, **form.cleaned_data)
    except ActionDenied as error:
        form.add_error(None, str(error))
        return _page(request, ended, form, people, status=409)
    messages.success(
        request,
        _("%(name)s menggantikan %(before)s. Status sekarang: %(status)s.")
        % {"name": row.worker, "before": ended.worker, "status": row.get_status_display()},
    )
    return redirect("enrollment:worker_detail", pk=row.worker_id)


def takeover_of(request: AuthedRequest) -> TakeoverForm | None:
    """Give the form about the place that somebody new takes over, None where none is named."""
    named = request.POST.get(NAMED, "") or request.GET.get(NAMED, "")
    if not named.isdecimal():
        return None
    ended = load_enrollment(request, int(named) if len(named) < 19 else 0)
    return TakeoverForm(request.POST or None, ended=ended)


def _page(
    request: AuthedRequest,
    ended: Enrollment,
    form: ReplacementForm,
    people: WorkerQuerySet,
    *,
    status: int = 200,
) -> HttpResponse:
    looking = SearchForm(request.GET)
    looking.is_valid()
    wanted = looking.cleaned_data["q"]
    held = Enrollment.objects.live().filter(period=ended.period, ended_on__isnull=True)
    found = search(people, wanted).exclude(pk__in=held.values("worker")) if wanted else None
    may_promote = request.user.has_perm(PERMISSIONS[Action.PROMOTE])
    waiting = waiting_list(ended.period).in_scope(request.user).filter(replaces__isnull=True)
    context = {
        "ended": ended,
        "form": form,
        "looking": looking,
        "wanted": wanted,
        "found": found.select_related("village", "occupation")[:MOST_SHOWN] if found else [],
        "may_promote": may_promote,
        "waiting_count": waiting.count(),
        "waiting": waiting.select_related("worker__village", "worker__occupation")[:MOST_SHOWN]
        if may_promote
        else [],
        "why_not": why_not_replace(ended, request.user) or _why_late(ended),
    }
    return render(request, "enrollment/replace.html", context, status=status)


def _why_late(ended: Enrollment) -> str | None:
    if months_to_take_over(ended):
        return None
    return _("Tidak ada bulan yang tersisa pada periode ini.")
