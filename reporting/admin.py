"""Letterheads in the Django admin."""

from django.contrib import admin

from common.forms import CleanTextForm
from reporting.models import Letterhead


@admin.register(Letterhead)
class LetterheadAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("agency", "valid_from")
