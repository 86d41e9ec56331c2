"""Addresses of staff accounts; those of signing in keep the names that allauth gives them."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("akun/", views.profile, name="profile"),
    path("bahasa/", views.language, name="language"),
]
