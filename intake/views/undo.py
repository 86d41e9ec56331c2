"""Taking back what a list has saved, after a look at what that means."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from common.http import AuthedRequest
from intake import services
from intake.models import ImportBatch
from intake.policies import why_not_undo

# Rows in the way that are named one by one; more only make the page longer.
NAMED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """List what would be taken back and what stands in the way; a click starts it."""
    batches = ImportBatch.objects.in_scope(request.user).select_related("period", "job")
    batch = get_object_or_404(batches, pk=pk)
    if request.method == "POST":
        services.start_undo(batch_id=pk, by=request.user)
        return redirect("intake:batch_result", pk=pk)
    refused = why_not_undo(batch, request.user)
    undoing = None if refused else services.check_undo(batch)
    context = {
        "batch": batch,
        "refused": refused,
        "undoing": undoing,
        "blocks": undoing.blocks[:NAMED] if undoing else (),
        "unnamed": max(0, len(undoing.blocks) - NAMED) if undoing else 0,
    }
    return render(request, "intake/batch_undo.html", context)
