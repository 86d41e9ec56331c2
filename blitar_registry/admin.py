"""The Django admin behind the one sign-in."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class RegistryAdminSite(admin.AdminSite):
    """Open to those whose role may use it; signing in and out and passwords are everybody's."""

    site_header = _("Data acuan")
    site_title = _("Registri Pekerja")
    index_title = _("Data acuan")
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Leave out addresses that filter by a pattern: a broken one ends in the database."""
        inner: Any = super().admin_view(view, cacheable)

        @wraps(inner)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any(key.endswith(("__regex", "__iregex")) for key in request.GET):
                return redirect(request.path)
            return inner(request, *args, **kwargs)

        return wrapped

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.has_perm("accounts.use_admin")

    @method_decorator([never_cache, login_not_required])
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send strangers to the one sign-in page and refuse people whose role may not enter."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))

    def logout(  # type: ignore[override]  # the stock one renders a page, ours has moved
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_change_password")
