"""The Django admin behind the one sign-in."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class RegistryAdminSite(admin.AdminSite):
    """Open to those whose role may use it; its sign-in page is everybody's."""

    site_header = _("Pengaturan data acuan")
    site_title = _("Registri Pekerja")
    index_title = _("Data acuan")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.has_perm("accounts.use_admin")
