"""Addresses of the whole product; each room keeps its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
