"""Letterheads and signatories in the admin, each beside a sample of the paper they print."""

from datetime import date

from django.contrib import admin

from common.forms import CleanTextForm
from places.models import Signatory
from reporting.admin.previewed import PreviewedAdmin
from reporting.models import Letterhead
from reporting.samples import Sample, letterhead_sample, signatory_sample


@admin.register(Letterhead)
class LetterheadAdmin(PreviewedAdmin):
    form = CleanTextForm
    list_display = ("agency", "valid_from")

    def sample_of(self, row: Letterhead, on: date) -> Sample:
        return letterhead_sample(row, on)


@admin.register(Signatory)
class SignatoryAdmin(PreviewedAdmin):
    """Here and not in ``places``, because their paper is made here."""

    form = CleanTextForm
    list_display = ("name", "position", "village", "signs", "valid_from", "valid_to")
    list_filter = ("signs", "village")
    list_select_related = ("village",)
    fields = (
        "village",
        "signs",
        "on_behalf_of",
        "through",
        "acting",
        "position",
        "name",
        "rank",
        "nip",
        "place",
        "valid_from",
        "valid_to",
    )

    def sample_of(self, row: Signatory, on: date) -> Sample:
        return signatory_sample(row, on)
