"""Covers by other units in the admin: to read; they come and go with the lists that named them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.paginator import CappedPaginator
from enrollment.models import OtherCover
from workers.nik import tidy


@admin.register(OtherCover)
class OtherCoverAdmin(admin.ModelAdmin):
    list_display = (
        "full_name",
        "masked_nik",
        "unit",
        "program",
        "segment",
        "starts_on",
        "ends_on",
    )
    list_filter = ("agency", "segment")
    list_select_related = ("agency",)
    search_fields = ("full_name",)
    search_help_text = _("Nama, atau NIK lengkap")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50

    @admin.display(description=_("NIK"))
    def masked_nik(self, row: OtherCover) -> str:
        return row.masked_nik

    def get_fields(self, request: HttpRequest, obj: OtherCover | None = None) -> Any:
        return ("full_name", "masked_nik", *_SHOWN)

    def get_readonly_fields(self, request: HttpRequest, obj: OtherCover | None = None) -> Any:
        return self.get_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OtherCover]:
        return OtherCover.objects.in_scope(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        digits = tidy(search_term)
        if len(digits) == 16 and digits.isdigit():
            return queryset.filter(nik=digits), False
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OtherCover | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OtherCover | None = None) -> bool:
        return False


_SHOWN = ("unit", "agency", "program", "segment", "starts_on", "ends_on", "member_number")
