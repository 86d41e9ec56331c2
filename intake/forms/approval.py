"""Why a list goes back to whoever put it forward."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendBackForm(forms.Form):
    """The reason in plain words; it is shown to whoever works on the list next."""

    note = forms.CharField(
        label=_("Alasan dikembalikan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Terlihat oleh yang mengajukan, jadi tulis apa yang perlu diperbaiki."),
        error_messages={"required": _("Tulis alasannya dulu.")},
    )
