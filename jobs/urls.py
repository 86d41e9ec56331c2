"""Addresses of long work."""

from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("pekerjaan-latar/", views.job_list, name="job_list"),
    path("pekerjaan-latar/<int:pk>/", views.job_detail, name="job_detail"),
    path("pekerjaan-latar/<int:pk>/berkas/", views.job_file, name="job_file"),
    path("pekerjaan-latar/<int:pk>/batalkan/", views.job_cancel, name="job_cancel"),
    path("pekerjaan-latar/<int:pk>/ulangi/", views.job_repeat, name="job_repeat"),
]
