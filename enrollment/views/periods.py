"""Programme periods: list, add, edit."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.unsaved import keeps_form, take_unsaved
from common.http import AuthedRequest
from enrollment.forms.periods import PeriodForm
from enrollment.models import EnrollmentPeriod
from enrollment.selectors import periods_with_counts
from enrollment.services.periods import save_period


@require_safe
@permission_required("enrollment.view_enrollmentperiod", raise_exception=True)
def period_list(request: AuthedRequest) -> HttpResponse:
    """Show every period with how many people of the user's scope hold a place in it."""
    periods = periods_with_counts(request.user)
    return render(request, "enrollment/period_list.html", {"periods": periods})


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("enrollment.add_enrollmentperiod", raise_exception=True)
def period_add(request: AuthedRequest) -> HttpResponse:
    """Make a period."""
    return _edit(request, None)


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("enrollment.change_enrollmentperiod", raise_exception=True)
def period_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change a period, as far as nobody rests on it."""
    return _edit(request, get_object_or_404(EnrollmentPeriod, pk=pk))


def _edit(request: AuthedRequest, period: EnrollmentPeriod | None) -> HttpResponse:
    title = period.name if period else _("Tambah periode")
    answers = request.POST if request.method == "POST" else take_unsaved(request)
    form = PeriodForm(answers, instance=period)
    context = {"form": form, "heading": title}
    if request.method != "POST":
        return render(request, "enrollment/period_form.html", context)
    if form.is_valid():
        try:
            saved = save_period(period=period, data=form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Periode %(name)s tersimpan.") % {"name": saved})
            return redirect("enrollment:period_list")
    return render(request, "enrollment/period_form.html", context, status=422)
