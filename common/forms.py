"""Forms for reference data: text is cleaned at this door as at every other."""

from typing import Any

from django import forms

from common.text import clean_text


class CleanTextForm(forms.ModelForm):
    """Takes out of every text what no reader can see; a text of nothing else counts as empty."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                has_lines = isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = clean_text(value, limit=len(value), lines=has_lines)
        return cleaned
