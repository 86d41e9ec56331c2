"""Addresses of occupation categories; people have theirs in ``enrollment.urls``."""

from django.urls import path

from workers import views

app_name = "workers"

urlpatterns = [
    path("kategori/", views.category_list, name="category_list"),
    path("kategori/tambah/", views.category_add, name="category_add"),
    path("kategori/<int:pk>/ubah/", views.category_edit, name="category_edit"),
]
