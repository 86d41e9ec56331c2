"""Addresses of lists, their files, and the ledger of official prints."""

from django.urls import path

from reporting import issue_views, views
from reporting.documents import views as documents
from reporting.signed import views as signed

app_name = "reporting"
urlpatterns = [
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/<slug:kind>/", views.roster, name="roster"),
    path("laporan/<slug:kind>/unduh/", views.roster_file, name="roster_file"),
    path("dokumen/lembar-peserta/", documents.slips, name="slips"),
    path("dokumen/lembar-peserta/<int:pk>/", documents.slip, name="slip"),
    path("dokumen/serah-terima/", documents.handover_minutes, name="handover_minutes"),
    path("dokumen/angka-sambutan/", documents.speech_figures, name="speech_figures"),
    path("cetakan/", issue_views.issue_list, name="issue_list"),
    path("cetakan/<int:pk>/cabut/", issue_views.issue_revoke, name="issue_revoke"),
    path("cetakan/<int:pk>/lembar/", signed.sheet_list, name="sheet_list"),
    path("cetakan/<int:pk>/lembar/arsipkan/", signed.sheets_file, name="sheets_file"),
    path("cetakan/<int:pk>/lembar/urutkan/", signed.sheets_number, name="sheets_number"),
    path("cetakan/lembar/<int:pk>/", signed.sheet_look, name="sheet_look"),
    path("cetakan/lembar/<int:pk>/kecil/", signed.sheet_small, name="sheet_small"),
    path("cetakan/lembar/<int:pk>/ubah/", signed.sheet_edit, name="sheet_edit"),
    path("cetakan/lembar/<int:pk>/hapus/", signed.sheet_erase, name="sheet_erase"),
    path("periksa/", issue_views.issue_seek, name="issue_seek"),
    path("periksa/<str:code>/", issue_views.issue_check, name="issue_check"),
]
