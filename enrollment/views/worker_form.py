"""The long form: a new person, or changes to a known one, with an answer while typing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.services import drop_draft, load_draft, save_draft
from accounts.unsaved import NOT_KEPT, keeps_form, take_unsaved
from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied, AuthedRequest, StaleVersion
from common.text import clean_text
from enrollment.drafts import ADD_DRAFT
from enrollment.forms.registration import ONE_MORE_HEIR, RegistrationForm
from enrollment.forms.replacements import TakeoverForm
from enrollment.models import Enrollment
from enrollment.policies import locked_fields
from enrollment.selectors import was_used
from enrollment.services.people import change_worker
from enrollment.services.proposals import enroll_worker
from enrollment.services.replacements import enroll_replacement
from enrollment.views.replacements import takeover_of
from workers.differences import differences
from workers.models import OccupationCategory, Worker

ADD_TEMPLATE = "enrollment/worker_add.html"
EDIT_TEMPLATE = "enrollment/worker_edit.html"
SAVE_AND_ADD = "simpan_lagi"
# Pages of the forms whose unfinished state is kept.
DRAFTS = {ADD_DRAFT: "enrollment:worker_add"}
FORGET = "buang"


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("workers.add_worker", raise_exception=True)
def worker_add(request: AuthedRequest) -> HttpResponse:
    """Enrol a new person: save them with their heirs and propose them."""
    on, takeover = today(), takeover_of(request)
    context: dict[str, Any] = {"takeover": takeover}
    if request.method != "POST":
        if kept := take_unsaved(request):
            form = RegistrationForm(kept, user=request.user, on=on)
            return render(request, ADD_TEMPLATE, context | {"form": form})
        draft = load_draft(form=ADD_DRAFT, by=request.user)
        values = _start_values(request) | (draft.data if draft else {})
        form = RegistrationForm(user=request.user, on=on, initial=values)
        return render(request, ADD_TEMPLATE, context | {"form": form, "draft": draft})
    form = RegistrationForm(request.POST, user=request.user, on=on)
    if ONE_MORE_HEIR in request.POST:
        return render(request, ADD_TEMPLATE, context | {"form": form, "is_growing": True})
    is_fine = takeover is None or takeover.is_valid()
    if not form.is_valid() or not is_fine:
        if worker := form.saved_before():
            return _saved(request, form, worker)
        return render(request, ADD_TEMPLATE, context | {"form": form}, status=422)
    try:
        row = _enroll(request, form, takeover)
    except (ValidationError, ActionDenied) as error:
        form.refuse(error)
        return render(request, ADD_TEMPLATE, context | {"form": form}, status=422)
    return _saved(request, form, row.worker)


def _enroll(
    request: AuthedRequest, form: RegistrationForm, takeover: TakeoverForm | None
) -> Enrollment:
    """Save the new person, on a place of their own or in that of an ended cover."""
    data, heirs = form.person.cleaned_data, form.heirs.values()
    values = form.proposal_values()
    if takeover is None:
        return enroll_worker(data=data, heirs=heirs, by=request.user, **values)
    return enroll_replacement(
        ended_id=takeover.ended.pk,
        from_month=takeover.cleaned_data["from_month"],
        data=data,
        heirs=heirs,
        by=request.user,
        form_token=values["form_token"],
    )


def _saved(request: AuthedRequest, form: RegistrationForm, worker: Worker) -> HttpResponse:
    """Say that a new person is in, and lead on as the pressed button says."""
    drop_draft(form=ADD_DRAFT, by=request.user)
    messages.success(request, _("%(name)s tersimpan dan menunggu verifikasi.") % {"name": worker})
    if SAVE_AND_ADD in request.POST:
        return redirect(f"{reverse('enrollment:worker_add')}?{urlencode(form.carried())}")
    return redirect("enrollment:worker_detail", pk=worker.pk)


@keeps_form
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("workers.change_worker", raise_exception=True)
def worker_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change what is on record about a person; their numbers are shown in full, and noted."""
    on = today()
    worker = get_object_or_404(Worker.objects.in_scope(request.user), pk=pk)
    statuses = Enrollment.objects.filter(worker=worker).values_list("status", flat=True)
    options: dict[str, Any] = {
        "user": request.user,
        "on": on,
        "worker": worker,
        "locked": locked_fields(statuses, request.user),
    }
    if request.method != "POST":
        record_access(
            by=request.user,
            kind=AccessEvent.Kind.REVEAL,
            subject=f"workers_worker:{worker.pk}",
            purpose=gettext_noop("Mengubah data"),
        )
        return _edit_page(request, worker, RegistrationForm(take_unsaved(request), **options))
    form = RegistrationForm(request.POST, **options)
    if ONE_MORE_HEIR in request.POST:
        return _edit_page(request, worker, form, is_growing=True)
    if not form.is_valid():
        return _edit_page(request, worker, form, status=422)
    version = _number(form.version)
    try:
        change_worker(
            worker_id=pk,
            data=form.person.cleaned_data,
            heirs=form.heirs.values(),
            by=request.user,
            version=version,
        )
    except StaleVersion:
        return _edit_page(request, worker, form, status=409, is_stale=True)
    except (ValidationError, ActionDenied) as error:
        form.refuse(error)
        return _edit_page(request, worker, form, status=422)
    messages.success(request, _("Data %(name)s tersimpan.") % {"name": worker})
    return redirect("enrollment:worker_detail", pk=pk)


@require_POST
@permission_required("workers.add_worker", raise_exception=True)
def nik_check(request: AuthedRequest) -> HttpResponse:
    """Answer about the person being typed in; by POST, so that no log keeps the number."""
    person = request.POST.get("person", "")
    worker = None
    if person.isdecimal():
        worker = get_object_or_404(Worker.objects.in_scope(request.user), pk=_number(person))
    form = RegistrationForm(request.POST, user=request.user, on=today(), worker=worker)
    return render(
        request,
        "enrollment/_nik_answer.html",
        {"form": form, "answer": form.answer, "is_live": True, "filled": _filled(form)},
    )


def _number(text: str) -> int:
    """Read a number that our own page has sent; 0, which fits nothing, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _filled(form: RegistrationForm) -> RegistrationForm | None:
    """Give a form with birth date and sex read from the NIK where both are still empty."""
    facts = form.answer.facts
    data = form.person.data
    if facts is None or data.get("birth_date") or data.get("sex"):
        return None
    initial = {"birth_date": facts.birth_date, "sex": facts.sex}
    return RegistrationForm(user=form.user, on=form.on, initial=initial)


def _start_values(request: AuthedRequest) -> dict[str, Any]:
    """Read what the person before leaves for the next one of the same street."""
    values: dict[str, Any] = {
        name: request.GET[name] for name in ("village", "rw") if request.GET.get(name)
    }
    occupation = OccupationCategory.objects.in_scope(request.user).filter(
        slug=clean_text(request.GET.get("occupation"))
    )
    if found := occupation.first():
        values["occupation"] = found.pk
    return values


def _edit_page(
    request: AuthedRequest,
    worker: Worker,
    form: RegistrationForm,
    *,
    status: int = 200,
    is_growing: bool = False,
    is_stale: bool = False,
) -> HttpResponse:
    """Show the form again, beside what is on record when somebody else was quicker."""
    on_record = Worker.objects.select_related("village", "occupation").get(pk=worker.pk)
    context: dict[str, Any] = {"form": form, "worker": on_record, "is_growing": is_growing}
    if is_stale:
        context["differences"] = [
            *differences(on_record, form.person.instance, form.person.fields),
            *form.heir_difference(),
        ]
        form.version = on_record.version
    return render(request, EDIT_TEMPLATE, context, status=status)


@require_POST
@permission_required("workers.add_worker", raise_exception=True)
def draft_save(request: AuthedRequest, form: str) -> HttpResponse:
    """Keep an unfinished form a few seconds after typing, or forget it when asked."""
    if form not in DRAFTS:
        raise Http404
    if FORGET in request.POST:
        drop_draft(form=form, by=request.user)
        return redirect(DRAFTS[form])
    data = {
        clean_text(name): clean_text(value, limit=5000, lines=True)
        for name, value in request.POST.items()
        if value and name not in NOT_KEPT and name != "form_token"
    }
    typed_something = any(data.get(name) for name in ("nik", "full_name"))
    token = request.POST.get("form_token", "")
    if typed_something and not was_used(token, data.get("nik", "")):
        save_draft(form=form, data=data, by=request.user)
    return render(request, "enrollment/_draft_status.html", {"is_kept": typed_something})
