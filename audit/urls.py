"""Addresses of the trail."""

from django.urls import path

from audit import views

app_name = "audit"

urlpatterns = [
    path("riwayat/", views.trail_list, name="trail_list"),
    path("riwayat/akses/", views.access_list, name="access_list"),
    path("riwayat/<slug:table>/<slug:row>/", views.record_trail, name="record_trail"),
]
