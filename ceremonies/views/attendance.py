"""The door on a phone: find the person, press one button."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ceremonies.forms.events import SearchForm
from ceremonies.invitations import token_of
from ceremonies.models import Ceremony, Recipient
from ceremonies.selectors import recipients_of
from ceremonies.services.attendance import mark_arrived, take_back_arrival
from common.http import AuthedRequest, page_or_part, wants_fragment
from workers.models import Worker
from workers.search import search


@require_safe
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def door(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show who is expected and who has come."""
    return _show(request, get_object_or_404(Ceremony, pk=pk), request.GET.get("q", ""))


@require_POST
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def arrive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note that somebody has come."""
    recipient = _recipient(request, pk)
    if not mark_arrived(recipient_id=pk, by=request.user):
        recipient.refresh_from_db()
        told = {"name": recipient.enrollment.worker.full_name}
        if recipient.arrived_at:
            messages.info(request, _("%(name)s sudah dicatat hadir.") % told)
        else:
            messages.warning(request, _("%(name)s tercatat berhalangan.") % told)
    return _answer(request, recipient)


@require_POST
@permission_required("ceremonies.change_ceremony", raise_exception=True)
def arrive_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take back a mark that was set on the wrong person."""
    recipient = _recipient(request, pk)
    take_back_arrival(recipient_id=pk, by=request.user)
    return _answer(request, recipient)


def _recipient(request: AuthedRequest, pk: int) -> Recipient:
    rows = Recipient.objects.in_scope(request.user)
    return get_object_or_404(rows.select_related("ceremony", "enrollment__worker"), pk=pk)


def _answer(request: AuthedRequest, recipient: Recipient) -> HttpResponse:
    sought = request.POST.get("q", "")
    if request.POST.get("dari") == "undangan":
        return redirect("ceremonies:invitation", token=token_of(recipient))
    if wants_fragment(request):
        return _show(request, recipient.ceremony, sought)
    address = reverse("ceremonies:door", args=[recipient.ceremony_id])
    return redirect(f"{address}?{urlencode({'q': sought})}" if sought else address)


def _show(request: AuthedRequest, ceremony: Ceremony, typed: str) -> HttpResponse:
    form = SearchForm({"q": typed})
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    rows = recipients_of(ceremony, request.user).exclude(part=Recipient.Part.EXCUSED)
    everybody = list(rows)
    found = everybody
    if sought:
        people = search(Worker.objects.in_scope(request.user), sought)
        found = list(rows.filter(enrollment__worker__in=people))
    context = {
        "ceremony": ceremony,
        "form": form,
        "sought": sought,
        "rows": found,
        "people": len(everybody),
        "arrived": sum(row.arrived_at is not None for row in everybody),
    }
    return page_or_part(
        request,
        page="ceremonies/door.html",
        part="ceremonies/door.html#results",
        context=context,
    )
