"""Addresses of people and their cover."""

from django.urls import path

from enrollment.views import (
    periods,
    queue,
    quotas,
    submissions,
    waiting,
    worker_detail,
    worker_form,
    worker_list,
)

app_name = "enrollment"

urlpatterns = [
    path("pekerja/", worker_list.worker_list, name="worker_list"),
    path("pekerja/tambah/", worker_form.worker_add, name="worker_add"),
    path("pekerja/periksa-nik/", worker_form.nik_check, name="nik_check"),
    path("pekerja/<int:pk>/", worker_detail.worker_detail, name="worker_detail"),
    path("pekerja/<int:pk>/ubah/", worker_form.worker_edit, name="worker_edit"),
    path("pekerja/<int:pk>/nik/", worker_detail.worker_reveal, name="worker_reveal"),
    path("pekerja/<int:pk>/usulkan/", worker_detail.propose, name="propose"),
    path("kepesertaan/verifikasi/", queue.queue, name="queue"),
    path("kepesertaan/tindakan/", queue.act_many, name="act_many"),
    path("kepesertaan/<int:pk>/tindakan/", worker_detail.act, name="act"),
    path("kuota/", quotas.grid, name="quota_grid"),
    path("kuota/<int:pk>/ubah/", quotas.edit, name="quota_edit"),
    path("cadangan/", waiting.waiting, name="waiting_list"),
    path("cadangan/naikkan/", waiting.promote, name="waiting_promote"),
    path("periode/", periods.period_list, name="period_list"),
    path("periode/tambah/", periods.period_add, name="period_add"),
    path("periode/<int:pk>/ubah/", periods.period_edit, name="period_edit"),
    path("bpjs/", submissions.submission_list, name="submission_list"),
    path("bpjs/belum-terkirim/", submissions.unsent_list, name="unsent_list"),
    path("bpjs/baru/", submissions.submission_add, name="submission_add"),
    path("bpjs/<int:pk>/", submissions.submission_detail, name="submission_detail"),
    path("bpjs/<int:pk>/berkas/", submissions.submission_file, name="submission_file"),
    path("bpjs/<int:pk>/tarik/", submissions.submission_withdraw, name="submission_withdraw"),
    path("draf/<slug:form>/", worker_form.draft_save, name="draft_save"),
]
