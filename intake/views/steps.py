"""Steps on a whole list: accept a kind of warning, check again, save; and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.dates import today
from common.http import AuthedRequest
from common.paging import keyset_page
from intake import services
from intake.models import ImportBatch
from intake.views.context import frame_of, next_address

SIZE = 50


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_accept(request: AuthedRequest, pk: int) -> HttpResponse:
    """Accept one kind of warning in every row of a list."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    number = services.accept_kind(batch_id=pk, code=request.POST.get("code", ""), by=request.user)
    messages.success(
        request,
        ngettext(
            "Peringatan di %(count)d baris diterima.",
            "Peringatan di %(count)d baris diterima.",
            number,
        )
        % {"count": number},
    )
    return redirect(next_address(request, pk))


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_recheck(request: AuthedRequest, pk: int) -> HttpResponse:
    """Check all waiting rows with the registry as it is now."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    services.recheck_batch(batch_id=pk, by=request.user, on=today())
    messages.success(request, _("Semua baris yang menunggu diperiksa ulang."))
    return redirect(next_address(request, pk))


@require_POST
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_commit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Save the rows that passed; a second click finds them saved and shows the same result."""
    get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    services.commit_batch(batch_id=pk, by=request.user, on=today())
    return redirect("intake:batch_result", pk=pk)


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_result(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what the last saving did, everybody who is in, and what still waits."""
    batch = get_object_or_404(
        ImportBatch.objects.in_scope(request.user).select_related("period", "committed_by"), pk=pk
    )
    saved = batch.rows.in_tab("saved").select_related("worker", "enrollment")
    page = keyset_page(
        saved,
        order=["id"],
        cursor=request.GET.get("halaman", ""),
        size=SIZE,
        total=batch.counts.get("saved", 0),
    )
    context = {
        **frame_of(batch, request.user),
        "page": page,
        "last": batch.counts.get("last", {}),
        "waiting": batch.waiting,
    }
    return render(request, "intake/batch_result.html", context)
