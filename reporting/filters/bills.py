"""Lines of one bill, as they were copied for it."""

from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import label
from contributions.models import Bill, BillLine
from reporting.filters.copies import CopyFilter, copied_occupation_choice, copied_village_choice
from reporting.kinds import Chosen


def words_for(bill: Bill) -> str:
    """Name a bill by its month and period, and by its number where it is not the first."""
    words = f"{label(bill.month)} · {bill.period}"
    return words if bill.sequence == 1 else f"{words} · {bill.sequence}"


class _BillField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, bill: Bill) -> str:
        return words_for(bill)


class _BillChoice(django_filters.ModelChoiceFilter):
    field_class = _BillField


class BillFilter(CopyFilter):
    """The lines of one bill, that of the newest month unless an address says another."""

    permission = "contributions.view_bill"
    named_after: ClassVar = ("tagihan", "kelurahan", "pekerjaan")

    tagihan = _BillChoice(
        field_name="bill",
        label=gettext_lazy("Tagihan"),
        empty_label=None,
        required=True,
        queryset=Bill.objects.select_related("period").order_by("-month", "-pk"),
        error_messages={"required": gettext_lazy("Belum ada tagihan iuran. Buat tagihan dulu.")},
    )
    kelurahan = copied_village_choice()
    pekerjaan = copied_occupation_choice()

    class Meta:
        model = BillLine
        fields: list[str] = []

    def complete(self, given: dict[str, str]) -> None:
        if not given["tagihan"] and (newest := self.base_filters["tagihan"].queryset.first()):
            given["tagihan"] = str(newest.pk)

    def caption(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        bill: Bill = chosen["tagihan"]
        rest = {name: value for name, value in chosen.items() if name != "tagihan"}
        return (
            (_("Periode"), str(bill.period)),
            (_("Bulan iuran"), label(bill.month)),
            (_("Kode iuran"), bill.billing_code or _("belum ada")),
            *super().caption(rest),
        )

    def name_of(self, value: Any) -> str:
        if not isinstance(value, Bill):
            return super().name_of(value)
        return f"{value.period.code} {value.month:%Y %m} {value.sequence}"
