"""Staff and agencies in the Django admin, under the rules of the pages for them."""

from typing import Any, cast

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from accounts import services
from accounts.forms.users import ChangeUserForm
from accounts.models import Agency, User
from common.forms import CleanTextForm


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    form = CleanTextForm
    list_display = ("short_name", "name", "code")
    search_fields = ("short_name", "name", "code")


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """What an account may do. Accounts are made by invitation and never deleted."""

    form = ChangeUserForm
    list_display = ("full_name", "username", "role", "scope", "agency", "is_active", "last_login")
    list_filter = ("role", "scope", "is_active")
    list_select_related = ("agency",)
    search_fields = ("full_name", "username")
    readonly_fields = ("username", "last_login")
    fields = (
        "username",
        "full_name",
        "email",
        "role",
        "agency",
        "scope",
        "villages",
        "expires_on",
        "is_active",
        "last_login",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Hand the change to the service that the page of the account uses."""
        data = form.cleaned_data
        services.change_user(
            user_id=obj.pk,
            data=data,
            villages=data["villages"],
            is_active=data["is_active"],
            by=cast(User, request.user),
        )

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save nothing more: the service has written the villages too."""
