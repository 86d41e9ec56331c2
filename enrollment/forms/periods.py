"""The form of a programme period, for the screen and the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms import CleanTextForm, name_empty_choices
from enrollment.models import EnrollmentPeriod
from enrollment.services.periods import PERIOD_FIELDS, require_settled
from workers.forms.fields import DateTextField


class PeriodForm(CleanTextForm):
    """The values of a period; the service checks once more what may change."""

    starts_on = DateTextField(label=_("Hari pertama"), help_text=_("Contoh: 01-04-2025."))
    ends_on = DateTextField(label=_("Hari terakhir"), help_text=_("Contoh: 31-12-2025."))

    class Meta:
        model = EnrollmentPeriod
        fields = PERIOD_FIELDS
        help_texts = {
            "code": _("Dipakai di alamat dan nama berkas, misalnya 2025 atau 2025-DBHCHT."),
            "quota": _("Jumlah orang paling banyak, bila dibatasi."),
            "state": _("Hanya periode yang dibuka yang menerima usulan."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_empty_choices(
            self, {"agency": _("Tidak disebut"), "funding_source": _("Pilih sumber dana")}
        )
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            require_settled(EnrollmentPeriod.objects.get(pk=self.instance.pk), cleaned)
        return cleaned
