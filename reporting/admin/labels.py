"""Sheets of labels in the Django admin."""

from django.contrib import admin

from common.forms import CleanTextForm
from reporting.models import LabelSheet


@admin.register(LabelSheet)
class LabelSheetAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("name", "use", "columns", "rows", "label_width", "label_height", "position")
    list_filter = ("use",)
