"""Letterheads and signatories in the Django admin."""

from django.contrib import admin

from common.forms import CleanTextForm
from reporting.models import Letterhead, Signatory


@admin.register(Letterhead)
class LetterheadAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("agency", "valid_from")


@admin.register(Signatory)
class SignatoryAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("name", "position", "village", "valid_from", "valid_to")
    list_filter = ("village",)
    list_select_related = ("village",)
