"""Addresses of signing in: allauth's views and names, only those a city office needs."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("masuk/", allauth_views.login, name="account_login"),
    path("keluar/", views.sign_out, name="account_logout"),
    path("nonaktif/", allauth_views.account_inactive, name="account_inactive"),
    path("daftar/", allauth_views.signup, name="account_signup"),
    path("kata-sandi/", allauth_views.password_change, name="account_change_password"),
    path("lupa-kata-sandi/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "lupa-kata-sandi/terkirim/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "kata-sandi-baru/selesai/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^kata-sandi-baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
