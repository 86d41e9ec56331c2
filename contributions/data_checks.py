"""What must be true of bills, months and covers together."""

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from common.data_checks import Finding, Weight, data_check, rows_of
from contributions.models import Bill, BillLine

_LINES = BillLine._meta.db_table
_BILLS = Bill._meta.db_table


@data_check("bill_line_astray", _("Baris tagihan tidak sejalan dengan tagihan atau orangnya."))
def lines_astray() -> Iterator[Finding]:
    rows = BillLine.objects.filter(
        ~Q(month=F("bill__month"))
        | ~Q(worker=F("enrollment__worker"))
        | ~Q(enrollment__period=F("bill__period"))
    )
    return rows_of(_LINES, rows.order_by("pk").values_list("pk", flat=True))


@data_check(
    "billed_without_cover", _("Ditagih untuk bulan di luar hari perlindungannya."), Weight.ODD
)
def billed_without_cover() -> Iterator[Finding]:
    rows = BillLine.objects.annotate(
        first_month=TruncMonth("enrollment__starts_on"),
        last_month=TruncMonth("enrollment__ended_on"),
    ).filter(Q(month__lt=F("first_month")) | Q(month__gt=F("last_month")))
    return rows_of(_LINES, rows.order_by("pk").values_list("pk", flat=True))


@data_check("paid_after_death", _("Dibayar untuk bulan sesudah meninggal dunia."), Weight.ODD)
def paid_after_death() -> Iterator[Finding]:
    rows = BillLine.objects.filter(
        bill__state=Bill.State.PAID, month__gt=F("worker__died_on")
    ).order_by("pk")
    return rows_of(_LINES, rows.values_list("pk", flat=True))


@data_check("bill_empty", _("Tagihan yang sudah diterbitkan tanpa satu orang pun."))
def empty_bills() -> Iterator[Finding]:
    rows = Bill.objects.exclude(state=Bill.State.DRAFT).annotate(people=Count("lines"))
    return rows_of(_BILLS, rows.filter(people=0).order_by("pk").values_list("pk", flat=True))


@data_check("bill_days_astray", _("Tagihan dibayar sebelum ditagih, atau di luar periodenya."))
def bills_astray() -> Iterator[Finding]:
    rows = Bill.objects.annotate(first_month=TruncMonth("period__starts_on")).filter(
        Q(paid_on__lt=F("billed_on"))
        | Q(month__lt=F("first_month"))
        | Q(month__gt=F("period__ends_on"))
    )
    return rows_of(_BILLS, rows.order_by("pk").values_list("pk", flat=True))
