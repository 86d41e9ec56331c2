"""Addresses of staff accounts; those of signing in are in ``accounts.signin_urls``."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("akun/", views.profile, name="profile"),
    path("bahasa/", views.language, name="language"),
    path("pengguna/", views.user_list, name="user_list"),
    path("pengguna/undang/", views.user_invite, name="user_invite"),
    path("pengguna/<int:pk>/", views.user_edit, name="user_edit"),
    path("pengguna/<int:pk>/tautan/", views.user_link, name="user_link"),
]
