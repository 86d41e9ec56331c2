"""Kecamatan and kelurahan in the admin: spelling and map, never more or fewer of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.forms import CleanTextForm
from places.models import District, Village


class FixedAdmin(admin.ModelAdmin):
    """Rows come from the home ministry's list."""

    form = CleanTextForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(District)
class DistrictAdmin(FixedAdmin):
    list_display = ("name", "code")
    readonly_fields = ("code",)


@admin.register(Village)
class VillageAdmin(FixedAdmin):
    list_display = ("name", "district", "code", "postal_code")
    list_filter = ("district",)
    list_select_related = ("district",)
    readonly_fields = ("code",)
