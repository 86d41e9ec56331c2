"""Who takes over a place, and from which month."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import months
from common.text import clean_text
from enrollment.models import Enrollment
from enrollment.replacing import months_to_take_over
from workers.models import Worker, WorkerQuerySet


class SearchForm(forms.Form):
    """Looks for somebody on record."""

    q = forms.CharField(
        label=_("Cari nama atau NIK"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_q(self) -> str:
        return clean_text(self.cleaned_data["q"], limit=100)


class TakeoverForm(forms.Form):
    """From which of the months that are left a place is taken over."""

    from_month = forms.TypedChoiceField(
        label=_("Mulai bulan"),
        coerce=months.parse,
        error_messages={"required": _("Pilih bulannya."), "invalid_choice": _("Pilih bulannya.")},
    )

    def __init__(self, *args: Any, ended: Enrollment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ended = ended
        month: Any = self.fields["from_month"]
        month.choices = [
            (months.code(first), months.label(first)) for first in months_to_take_over(ended)
        ]


class ReplacementForm(TakeoverForm):
    """The month, and somebody on record."""

    worker = forms.ModelChoiceField(
        queryset=Worker.objects.none(),
        error_messages={
            "required": _("Pilih orangnya dulu."),
            "invalid_choice": _("Orang itu tidak ada di wilayah tugas Anda."),
        },
    )

    def __init__(self, *args: Any, people: WorkerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worker: Any = self.fields["worker"]
        worker.queryset = people
