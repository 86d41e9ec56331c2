"""Addresses of lists, their files, and the ledger of official prints."""

from django.urls import path

from reporting import issue_views, views
from reporting.documents import views as documents

app_name = "reporting"
urlpatterns = [
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/<slug:kind>/", views.roster, name="roster"),
    path("laporan/<slug:kind>/unduh/", views.roster_file, name="roster_file"),
    path("dokumen/lembar-peserta/", documents.slips, name="slips"),
    path("dokumen/lembar-peserta/<int:pk>/", documents.slip, name="slip"),
    path("cetakan/", issue_views.issue_list, name="issue_list"),
    path("cetakan/<int:pk>/cabut/", issue_views.issue_revoke, name="issue_revoke"),
    path("periksa/<str:code>/", issue_views.issue_check, name="issue_check"),
]
