"""The unknown names of occupations in a list, each explained once for all of its rows."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.dates import today
from common.http import AuthedRequest
from intake import memory, selectors, services
from intake.forms.words import WordsForm
from intake.models import ImportBatch
from intake.policies import teaches_the_city
from intake.words import find_unknown
from workers.models import OccupationCategory


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_words(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show each unknown word with its rows and what it may mean, and take the answers."""
    batches = ImportBatch.objects.in_scope(request.user)
    batch = get_object_or_404(batches.select_related("period", "village", "uploaded_by"), pk=pk)
    starts_on = selectors.first_day(batch.period, today())
    facts = selectors.reading_facts(batch.period, starts_on=starts_on, by=None)
    categories = OccupationCategory.objects.active().in_scope(request.user)
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        words=find_unknown(batch, facts.occupations),
        known=memory.occupation_words(batch),
        categories=dict(categories.values_list("slug", "name")),
    )
    if form.is_valid():
        services.name_words(
            batch_id=pk,
            meanings=form.meanings(),
            forgotten=form.forgotten(),
            by=request.user,
            on=today(),
        )
        messages.success(request, _("Sebutan pekerjaan disimpan; barisnya diperiksa ulang."))
        return redirect("intake:batch_detail", pk=pk)
    context = {"batch": batch, "form": form, "for_the_city": teaches_the_city(request.user)}
    status = 422 if form.errors else 200
    return render(request, "intake/batch_words.html", context, status=status)
