"""Rates, benefits, waiting times and ceilings in the admin: dated rows with their legal basis."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dates import long_date
from common.forms import CleanTextForm
from common.templatetags.looks import rupiah
from contributions.models import Benefit, BudgetCeiling, ClockRule, Tariff


class DatedAdmin(admin.ModelAdmin):
    """Rows of which the newest about one thing holds; where days overlap, that is said."""

    form = CleanTextForm
    # What a row is about: two rows that agree in it may overlap.
    about: ClassVar[tuple[str, ...]]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        same = {name: OuterRef(name) for name in self.about}
        newer = rows.model.objects.filter(valid_from__gt=OuterRef("valid_from"), **same)
        first = newer.order_by("valid_from").values("valid_from")[:1]
        return rows.annotate(newer_from=Subquery(first))

    @admin.display(description=gettext_lazy("Bertumpuk"))
    def overlap(self, row: Any) -> str:
        """Say from which day a newer row holds instead of this one."""
        if row.newer_from is None or (row.valid_to and row.valid_to < row.newer_from):
            return "–"
        return _("Mulai %(day)s berlaku baris yang lebih baru.") % {
            "day": long_date(row.newer_from)
        }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        same = {name: getattr(obj, name) for name in self.about}
        for row in self.get_queryset(request).filter(**same).order_by("valid_from"):
            if (sentence := self.overlap(row)) != "–":
                told = {"row": row, "day": long_date(row.valid_from), "overlap": sentence}
                self.message_user(
                    request,
                    _("Baris %(row)s sejak %(day)s bertumpuk. %(overlap)s") % told,
                    messages.WARNING,
                )


_DAYS = ("valid_from", "valid_to", "overlap", "legal_basis")


@admin.register(Tariff)
class TariffAdmin(DatedAdmin):
    about = ("sector", "payer")
    list_display = ("amount", "jkk", "jkm", "sector_shown", "payer_shown", *_DAYS)
    list_filter = ("sector", "payer")

    @admin.display(description=gettext_lazy("Jumlah"))
    def amount(self, row: Tariff) -> str:
        return rupiah(row.jkk + row.jkm)

    @admin.display(description=gettext_lazy("Sektor"), ordering="sector")
    def sector_shown(self, row: Tariff) -> str:
        return row.get_sector_display() or _("Semua")

    @admin.display(description=gettext_lazy("Pembayar"), ordering="payer")
    def payer_shown(self, row: Tariff) -> str:
        return row.get_payer_display() or _("Semua")


@admin.register(Benefit)
class BenefitAdmin(DatedAdmin):
    about = ("kind",)
    list_display = ("kind", "amount_shown", *_DAYS)
    list_filter = ("kind",)

    @admin.display(description=gettext_lazy("Jumlah"), ordering="amount")
    def amount_shown(self, row: Benefit) -> str:
        return rupiah(row.amount)


@admin.register(ClockRule)
class ClockRuleAdmin(DatedAdmin):
    about = ("kind",)
    list_display = ("kind", "value", *_DAYS)
    list_filter = ("kind",)


@admin.register(BudgetCeiling)
class BudgetCeilingAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("period", "amount_shown", "decided_on", "document", "note")
    list_filter = ("period",)
    list_select_related = ("period",)

    @admin.display(description=gettext_lazy("Pagu anggaran"), ordering="amount")
    def amount_shown(self, row: BudgetCeiling) -> str:
        return rupiah(row.amount)
