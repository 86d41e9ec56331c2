"""Addresses of sent lists."""

from django.urls import path

from intake import views

app_name = "intake"

urlpatterns = [
    path("impor/", views.batch_list, name="batch_list"),
    path("impor/contoh/", views.template, name="template"),
    path("impor/perpanjangan/", views.renewal_form, name="renewal_form"),
    path("impor/unggah/", views.batch_upload, name="batch_upload"),
    path("impor/<int:pk>/", views.batch_detail, name="batch_detail"),
    path("impor/<int:pk>/kolom/", views.batch_mapping, name="batch_mapping"),
    path("impor/<int:pk>/pekerjaan/", views.batch_words, name="batch_words"),
    path("impor/<int:pk>/baris/<int:row>/", views.batch_row, name="batch_row"),
    path("impor/<int:pk>/baris/<int:row>/langkah/", views.batch_row_step, name="batch_row_step"),
    path("impor/<int:pk>/terima/", views.batch_accept, name="batch_accept"),
    path("impor/<int:pk>/lewati/", views.batch_skip, name="batch_skip"),
    path("impor/<int:pk>/periksa/", views.batch_recheck, name="batch_recheck"),
    path("impor/<int:pk>/baca/", views.batch_read, name="batch_read"),
    path("impor/<int:pk>/persetujuan/", views.batch_approval, name="batch_approval"),
    path("impor/<int:pk>/simpan/", views.batch_commit, name="batch_commit"),
    path("impor/<int:pk>/hasil/", views.batch_result, name="batch_result"),
    path("impor/<int:pk>/batalkan/", views.batch_undo, name="batch_undo"),
    path("impor/<int:pk>/berkas/", views.batch_file, name="batch_file"),
    path("impor/<int:pk>/perbaikan/", views.batch_refused, name="batch_refused"),
]
