"""What is paid for whom in a month, from the lines of a bill."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reporting import copied_fields, fields, frames
from reporting.columns import Column
from reporting.filters.bills import BillFilter
from reporting.groupings import BY_VILLAGE_NAME
from reporting.kinds import EVERY_FORM, Recap, RosterKind
from reporting.measures import AMOUNT, JKK, JKM, PEOPLE, below, columns_of
from reporting.papers import F4

_RECAP_MEASURES = below((PEOPLE, JKK, JKM, AMOUNT))

PAYMENT_LIST = RosterKind(
    slug="payment-list",
    title=_("Daftar Pembayaran Iuran"),
    description=_(
        "Iuran JKK dan JKM tiap peserta dalam satu tagihan, dengan jumlah tiap kelurahan dan"
        " terbilang."
    ),
    audience=_("Bendahara, BPJS Ketenagakerjaan"),
    file_stem="daftar-pembayaran",
    formats=EVERY_FORM,
    source=BillFilter,
    frame=frames.bill,
    columns=(
        fields.NUMBER,
        copied_fields.NAME,
        copied_fields.NIK,
        copied_fields.MEMBER_NUMBER,
        replace(copied_fields.VILLAGE, in_heading=True),
        copied_fields.JKK,
        copied_fields.JKM,
        copied_fields.AMOUNT,
    ),
    grouping=BY_VILLAGE_NAME,
    order_by=("full_name", "pk"),
    measures=(PEOPLE, JKK, JKM, AMOUNT),
    paper=F4,
    official=True,
)
PAYMENT_RECAP = Recap(
    slug="payment-recap",
    title=_("Rekapitulasi Pembayaran Iuran"),
    description=_(
        "Jumlah peserta dan iuran satu tagihan menurut kelurahan dan pekerjaan, dengan terbilang."
    ),
    audience=_("Bendahara, pimpinan"),
    file_stem="rekap-pembayaran",
    source=BillFilter,
    frame=frames.bill,
    columns=(
        fields.NUMBER_IN_GROUP,
        Column(
            "village",
            _("Kelurahan"),
            lambda line: line.row["village_name"],
            width=18,
            in_heading=True,
        ),
        Column(
            "occupation",
            _("Pekerjaan"),
            lambda line: line.row["occupation_name"],
            width=30,
            heads_row=True,
        ),
        *columns_of(_RECAP_MEASURES),
    ),
    by=("occupation_name",),
    grouping=BY_VILLAGE_NAME,
    order_by=("occupation_name",),
    measures=_RECAP_MEASURES,
    paper=F4,
    official=True,
)
KINDS = (PAYMENT_LIST, PAYMENT_RECAP)
