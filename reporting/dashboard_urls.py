"""The address of the first page."""

from django.urls import path

from reporting import dashboard_views

app_name = "dashboard"

urlpatterns = [path("", dashboard_views.home, name="home")]
