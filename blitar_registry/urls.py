"""Addresses of the whole product; each room keeps its own."""

from django.contrib import admin
from django.urls import include, path

from blitar_registry.health import healthz

urlpatterns = [
    path("", include("reporting.dashboard_urls")),
    path("", include("reporting.urls")),
    path("", include("reporting.packs.urls")),
    path("", include("intake.urls")),
    path("", include("ceremonies.urls")),
    path("", include("contributions.urls")),
    path("", include("enrollment.urls")),
    path("", include("workers.urls")),
    path("", include("jobs.urls")),
    path("", include("accounts.urls")),
    path("", include("audit.urls")),
    path("akun/", include("accounts.signin_urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]

handler400 = "blitar_registry.errors.bad_request"
handler403 = "blitar_registry.errors.permission_denied"
handler404 = "blitar_registry.errors.not_found"
handler500 = "blitar_registry.errors.server_error"
