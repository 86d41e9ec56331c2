"""The columns of files for BPJS in the admin, with a line of somebody who does not exist."""

from collections import Counter
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import CleanTextForm
from enrollment.bpjs_columns import FIXED, SOURCES
from enrollment.bpjs_sample import sample_row
from enrollment.models import ColumnPreset, PresetColumn
from enrollment.services.presets import save_columns

_UNWANTED_IN_SHEETS = frozenset("[]:*?/\\")


class PresetForm(CleanTextForm):
    class Meta:
        model = ColumnPreset
        fields = ("name", "sheet", "is_default")

    def clean_sheet(self) -> str:
        sheet: str = self.cleaned_data["sheet"]
        if _UNWANTED_IN_SHEETS & set(sheet):
            raise ValidationError(_("Nama lembar tidak boleh berisi [ ] : * ? / atau \\."))
        return sheet


class PresetColumnForm(CleanTextForm):
    source = forms.ChoiceField(
        label=_("isi"), choices=[(key, source.label) for key, source in SOURCES.items()]
    )

    class Meta:
        model = PresetColumn
        fields = ("position", "heading", "source", "fixed_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The stock table names its columns above them only.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_fixed = cleaned.get("source") == FIXED
        if is_fixed and not cleaned.get("fixed_text"):
            self.add_error("fixed_text", _("Tulis teksnya, atau pilih isi “Kosong”."))
        elif not is_fixed and cleaned.get("fixed_text"):
            self.add_error("fixed_text", _("Hanya untuk isi “Teks tetap”."))
        return cleaned

    def validate_constraints(self) -> None:
        """Let two columns change places; the service numbers them anew."""


class PresetColumnFormSet(BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Hapus")

    def validate_unique(self) -> None:
        """Let two columns change places; the service numbers them anew."""

    def clean(self) -> None:
        super().clean()
        headings = Counter(
            form.cleaned_data.get("heading")
            for form in self.forms
            if form.is_valid() and form.cleaned_data and form not in self.deleted_forms
        )
        if repeated := [heading for heading, count in headings.items() if heading and count > 1]:
            raise ValidationError(
                _("Judul kolom tertulis dua kali: %(headings)s."),
                params={"headings": ", ".join(repeated)},
            )


class PresetColumnInline(admin.TabularInline):
    model = PresetColumn
    form = PresetColumnForm
    formset = PresetColumnFormSet
    extra = 1
    template = "admin/columns_inline.html"


@admin.register(ColumnPreset)
class ColumnPresetAdmin(admin.ModelAdmin):
    """A preset with its columns; files already made keep the headings they had."""

    form = PresetForm
    inlines = (PresetColumnInline,)
    list_display = ("name", "sheet", "is_default")

    def get_fields(self, request: HttpRequest, obj: ColumnPreset | None = None) -> Any:
        return ("name", "sheet", "is_default", *(("example",) if obj else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: ColumnPreset | None = None) -> Any:
        """Hold the name of the sheet once a file was made: the file is built anew each time."""
        is_used = obj is not None and obj.submission_set.exists()
        return ("example", "sheet") if is_used else ("example",)

    @admin.display(description=_("Contoh satu baris"))
    def example(self, preset: ColumnPreset) -> str:
        line = sample_row(list(preset.columns.all()))
        return format_html_join("", "<div><b>{}</b>: {}</div>", line) or "–"

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        columns = [
            {**row.cleaned_data, "id": row.instance.pk}
            for row in formset.forms
            if row.cleaned_data.get("heading") and row not in formset.deleted_forms
        ]
        save_columns(preset=form.instance, columns=columns, by=cast(User, request.user))
