"""Addresses of lists and their files."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/<slug:kind>/", views.roster, name="roster"),
    path("laporan/<slug:kind>/unduh/", views.roster_file, name="roster_file"),
]
