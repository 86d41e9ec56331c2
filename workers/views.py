"""Occupation categories: list, add, edit."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.unsaved import keeps_form, take_unsaved
from common.http import AuthedRequest
from workers.forms.categories import CategoryForm
from workers.models import OccupationCategory
from workers.selectors import categories_with_counts
from workers.services import save_category


@require_safe
@permission_required("workers.view_occupationcategory", raise_exception=True)
def category_list(request: AuthedRequest) -> HttpResponse:
    """Show every category with how many people of the user's scope belong to it."""
    categories = categories_with_counts(request.user)
    return render(request, "workers/category_list.html", {"categories": categories})


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("workers.add_occupationcategory", raise_exception=True)
def category_add(request: AuthedRequest) -> HttpResponse:
    """Make a category with its aliases."""
    return _edit(request, None)


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("workers.change_occupationcategory", raise_exception=True)
def category_edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change a category and its aliases."""
    return _edit(request, get_object_or_404(OccupationCategory, pk=pk))


def _edit(request: AuthedRequest, category: OccupationCategory | None) -> HttpResponse:
    heading = category.name if category else _("Tambah kategori")
    answers = request.POST if request.method == "POST" else take_unsaved(request)
    form = CategoryForm(answers, instance=category)
    context = {"form": form, "heading": heading}
    if request.method != "POST":
        return render(request, "workers/category_form.html", context)
    if form.is_valid():
        data = dict(form.cleaned_data)
        aliases = data.pop("aliases")
        try:
            saved = save_category(category=category, data=data, aliases=aliases, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kategori %(name)s tersimpan.") % {"name": saved})
            return redirect("workers:category_list")
    return render(request, "workers/category_form.html", context, status=422)
