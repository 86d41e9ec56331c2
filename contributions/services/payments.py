"""A bill goes out, and is paid: two steps, each taken once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.dates import long_date
from common.http import ActionDenied, StaleVersion
from contributions.models import Bill
from contributions.policies import why_not_change, why_not_pay, why_stale


@transaction.atomic
def bill(
    *, bill_id: int, billing_code: str, billed_on: date, by: User, people: int | None = None
) -> Bill:
    """Note the code that BPJS gave for a draft; from then on its lines are frozen.

    Takes   billing_code: the kode iuran, not empty; people: how many the person at the screen
            saw on the draft, to refuse one that was drawn anew meanwhile.
    Gives   the saved bill; saying the same twice is harmless.
    Raises  ActionDenied when it went out otherwise or has no line; Bill.DoesNotExist.
    """
    row = _locked(bill_id)
    if row.state != Bill.State.DRAFT and (row.billing_code, row.billed_on) == (
        billing_code,
        billed_on,
    ):
        return row
    if reason := why_not_change(row, by):
        raise ActionDenied(reason)
    found = row.lines.count()
    if not found:
        raise ActionDenied(
            _("Tagihan ini tidak memuat seorang pun. Susun ulang, atau hapus rancangannya.")
        )
    if reason := why_stale(found, people):
        raise StaleVersion(reason)
    row.state, row.billing_code, row.billed_on = Bill.State.BILLED, billing_code, billed_on
    row.full_clean()
    with acting(by, reason=gettext_noop("Kode iuran dicatat")):
        row.save(update_fields=["state", "billing_code", "billed_on"])
    return row


@transaction.atomic
def pay(*, bill_id: int, paid_on: date, document: str, by: User) -> Bill:
    """Note that a bill was paid, on which day and by which document.

    Takes   document: such as the number of the SP2D, not empty.
    Gives   the saved bill; saying the same twice is harmless.
    Raises  ActionDenied before it has gone out, when it was paid otherwise, or on a day before
            it went out; Bill.DoesNotExist.
    """
    row = _locked(bill_id)
    if (row.paid_on, row.payment_document) == (paid_on, document):
        return row
    if reason := why_not_pay(row, by):
        raise ActionDenied(reason)
    if row.billed_on and paid_on < row.billed_on:
        raise ActionDenied(
            _("Pembayaran mendahului tagihan, yang keluar pada %(day)s. Periksa tanggalnya.")
            % {"day": long_date(row.billed_on)}
        )
    row.state, row.paid_on, row.payment_document = Bill.State.PAID, paid_on, document
    row.full_clean()
    with acting(by, reason=gettext_noop("Pembayaran dicatat")):
        row.save(update_fields=["state", "paid_on", "payment_document"])
    return row


def _locked(bill_id: int) -> Bill:
    rows = Bill.objects.select_related("period").select_for_update(of=("self",))
    return rows.get(pk=bill_id)
