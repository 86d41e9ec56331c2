"""Addresses of the money: bills month by month, and what does not agree."""

from django.urls import path

from contributions.views import bills, budget, checks, months, renewal, watch

app_name = "contributions"

urlpatterns = [
    path("iuran/", bills.bill_list, name="bill_list"),
    path("iuran/susun/", bills.bill_draft, name="bill_draft"),
    path("iuran/<int:pk>/", bills.bill_detail, name="bill_detail"),
    path("iuran/<int:pk>/susun-ulang/", bills.bill_redraw, name="bill_redraw"),
    path("iuran/<int:pk>/hapus/", bills.bill_delete, name="bill_delete"),
    path("iuran/<int:pk>/tagih/", bills.bill_issue, name="bill_issue"),
    path("iuran/<int:pk>/bayar/", bills.bill_pay, name="bill_pay"),
    path("iuran/bulan/", months.grid, name="month_grid"),
    path("iuran/jam/", watch.watch_list, name="watch_list"),
    path("iuran/anggaran/", budget.budget, name="budget"),
    path("perpanjangan/", renewal.renewal, name="renewal"),
    path("perpanjangan/buka/", renewal.renewal_open, name="renewal_open"),
    path("iuran/periksa/", checks.check, name="check"),
    path("iuran/periksa/unduh/", checks.check_file, name="check_file"),
]
