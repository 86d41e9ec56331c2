"""Addresses of the whole product; each room keeps its own."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from blitar_registry.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("akun/", include("accounts.signin_urls")),
    path("admin/", admin.site.urls),
    *[
        path("", include(f"{room}.urls"))
        for room in ("reporting", "intake", "enrollment", "workers", "jobs", "accounts", "audit")
        if find_spec(f"{room}.urls")
    ],
]
