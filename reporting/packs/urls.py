"""Addresses of the papers of a ceremony."""

from django.urls import path

from reporting.packs import views

app_name = "packs"
urlpatterns = [
    path("acara/<int:pk>/berkas/", views.papers, name="papers"),
    path("acara/<int:pk>/berkas/semua/", views.bundle, name="bundle"),
    path("acara/<int:pk>/berkas/pdf/", views.pack, name="pack"),
    path("acara/<int:pk>/berkas/xlsx/", views.workbook, name="workbook"),
]
