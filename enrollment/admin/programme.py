"""Periods, funding sources and limits in the admin."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from common.forms import CleanTextForm
from common.http import ActionDenied
from enrollment.forms.periods import PeriodForm
from enrollment.models import EligibilityLimit, EnrollmentPeriod, FundingSource
from enrollment.services.periods import save_period


@admin.register(EnrollmentPeriod)
class EnrollmentPeriodAdmin(admin.ModelAdmin):
    form = PeriodForm
    list_display = ("name", "code", "starts_on", "ends_on", "funding_source", "quota", "state")
    list_filter = ("state", "funding_source")
    list_select_related = ("funding_source",)

    def save_model(
        self, request: HttpRequest, obj: EnrollmentPeriod, form: Any, change: bool
    ) -> None:
        try:
            saved = save_period(
                period=obj if change else None,
                data=form.cleaned_data,
                by=cast(User, request.user),
            )
        except ValidationError as error:
            raise ActionDenied(" ".join(error.messages)) from error
        obj.pk = saved.pk


@admin.register(FundingSource)
class FundingSourceAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("name", "code")


@admin.register(EligibilityLimit)
class EligibilityLimitAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("kind", "value", "effect", "valid_from", "valid_to", "legal_basis")
    list_filter = ("kind",)
