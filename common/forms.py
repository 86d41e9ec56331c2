"""What many forms share: text is cleaned at this door as at every other, menus speak in words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise

from common.text import clean_text


def name_empty_choices(form: forms.BaseForm, names: Mapping[str, str | Promise]) -> None:
    """Say in words what choosing nothing means, which Django shows as a row of dashes.

    Takes   names: by field; those that a form does not show are passed over.
    """
    for name, words in names.items():
        menu: Any = form.fields.get(name)
        if menu and menu.empty_label:
            menu.empty_label = words


class CleanTextForm(forms.ModelForm):
    """Takes out of every text what no reader can see; a text of nothing else counts as empty."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                has_lines = isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = clean_text(value, limit=len(value), lines=has_lines)
        return cleaned
