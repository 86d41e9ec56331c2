"""Occupation categories in the admin; people are in ``enrollment.admin``, with their cover."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from common.http import ActionDenied
from workers.forms.categories import CategoryForm
from workers.models import OccupationCategory
from workers.services import save_category


class CategoryAdminForm(CategoryForm):
    """The form of the screen with the staff who look after the category."""

    class Meta(CategoryForm.Meta):
        fields = (*CategoryForm.Meta.fields, "staff")
        # The two boxes of the stock filter cannot be told apart by those who listen.
        widgets: ClassVar = {"staff": forms.CheckboxSelectMultiple}


@admin.register(OccupationCategory)
class OccupationCategoryAdmin(admin.ModelAdmin):
    form = CategoryAdminForm
    list_display = ("name", "slug", "is_active", "position")

    def save_model(
        self, request: HttpRequest, obj: OccupationCategory, form: Any, change: bool
    ) -> None:
        data = dict(form.cleaned_data)
        try:
            saved = save_category(
                category=obj if change else None,
                data=data,
                aliases=data["aliases"],
                by=cast(User, request.user),
            )
        except ValidationError as error:
            raise ActionDenied(" ".join(error.messages)) from error
        obj.pk = saved.pk
