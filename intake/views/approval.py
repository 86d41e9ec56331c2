"""A second person agrees to a list, or sends it back; the first one asks, or takes it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from common.http import AuthedRequest
from intake import services
from intake.forms.approval import SendBackForm
from intake.models import ImportBatch
from intake.policies import why_not_approve, why_not_send_back
from intake.views.context import frame_of

Step = tuple[Callable[..., Any], str, str | Promise]

# Steps without more to fill in: what they do, the page they lead to, what is said there.
STEPS: dict[str, Step] = {
    "ask": (
        services.ask_approval,
        "intake:batch_detail",
        _("Persetujuan diminta. Daftar ini tidak berubah sampai dijawab."),
    ),
    "withdraw": (
        services.withdraw_request,
        "intake:batch_detail",
        _("Permintaan ditarik. Daftar ini bisa diubah lagi."),
    ),
    "approve": (services.approve, "intake:batch_result", ""),
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_approval(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what is to be agreed to, with room for a reason to say no; take the step."""
    batches = ImportBatch.objects.in_scope(request.user).select_related(
        "period", "job", "asked_by", "uploaded_by"
    )
    batch = get_object_or_404(batches, pk=pk)
    step = request.POST.get("step", "")
    if step in STEPS:
        service, page, said = STEPS[step]
        service(batch_id=pk, by=request.user)
        if said:
            messages.success(request, str(said))
        return redirect(page, pk=pk)
    if request.method == "POST" and step != "return":
        raise BadRequest("An unknown step.")
    form = SendBackForm(request.POST if step else None)
    if form.is_valid():
        services.send_back(batch_id=pk, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, str(_("Daftar dikembalikan.")))
        return redirect("intake:batch_detail", pk=pk)
    context = {
        **frame_of(batch, request.user),
        "form": form,
        "refused": why_not_send_back(batch, request.user),
        "only_back": why_not_approve(batch, request.user),
    }
    return render(
        request, "intake/batch_approval.html", context, status=422 if form.errors else 200
    )
