"""Forms of the admin beside which stands what they will print."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from common.dates import today
from common.http import wants_fragment
from reporting.pdf import MIME_TYPE, render_pdf
from reporting.samples import Sample

# Buttons that show the form again instead of saving it.
PREVIEW, SAMPLE_FILE = "_preview", "_sample"


class PreviewedAdmin(admin.ModelAdmin):
    """Shows a sample of paper from the values of the form, saved or not."""

    change_form_template = "admin/previewed_change_form.html"

    def sample_of(self, row: Any, on: date) -> Sample:
        """Give the sample that a row with valid values makes, as on a day."""
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.method == "POST" and {PREVIEW, SAMPLE_FILE} & request.POST.keys():
            return type(form.__name__, (_OnlyShown, form), {})
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form: forms.ModelForm = context["adminform"].form
        sample = self._sample(form)
        if sample and SAMPLE_FILE in request.POST:
            return _file(sample)
        context |= {"sample": sample, "form": form}
        if wants_fragment(request):
            return render(request, "admin/_paper_sample.html", context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _sample(self, form: forms.ModelForm) -> Sample | None:
        """Give the sample; none while a value is missing or wrong."""
        if form.errors or not (form.is_bound or form.instance.pk):
            return None
        return self.sample_of(form.instance, today())


class _OnlyShown(forms.ModelForm):
    """Reads what was written and is never saved."""

    def is_valid(self) -> bool:
        super().is_valid()
        return False


def _file(sample: Sample) -> HttpResponse:
    with override("id"):
        content = render_pdf(sample.roster)
    return HttpResponse(
        content,
        content_type=MIME_TYPE,
        headers={
            "Content-Disposition": 'inline; filename="contoh.pdf"',
            "Cache-Control": "no-store",
        },
    )
