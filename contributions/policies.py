"""Who may do what to a bill now; the answer is the reason why not."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.dates import long_date
from contributions.models import Bill


def why_not_draft(user: User) -> str | None:
    """Give the sentence why a user may not draw up bills, or None when they may."""
    if not user.has_perm("contributions.add_bill"):
        return _("Peran Anda tidak boleh menyusun tagihan.")
    return None


def why_not_change(bill: Bill, user: User) -> str | None:
    """Give the sentence why a user may not redraw, delete or issue a bill, or None."""
    if not user.has_perm("contributions.change_bill"):
        return _("Peran Anda tidak boleh mengubah tagihan.")
    if bill.state != Bill.State.DRAFT:
        return _("Tagihan ini sudah ditagih; isinya tidak berubah lagi.")
    return None


def why_stale(found: int, seen: int | None) -> str | None:
    """Give the sentence that a draft is no longer what somebody saw, or None.

    Takes   found: how many people are on it; seen: how many its page showed, None for any.
    """
    if seen is None or seen == found:
        return None
    return _("Rancangan ini baru saja disusun ulang; kini %(count)d orang. Periksa lagi.") % {
        "count": found
    }


def why_not_pay(bill: Bill, user: User) -> str | None:
    """Give the sentence why a user may not note a payment, or None when they may."""
    if not user.has_perm("contributions.change_bill"):
        return _("Peran Anda tidak boleh mencatat pembayaran.")
    if bill.state == Bill.State.DRAFT:
        return _("Tagihan ini masih rancangan. Catat dulu kode iurannya.")
    if bill.paid_on is not None:
        return _("Tagihan ini sudah dicatat dibayar pada %(day)s dengan bukti %(document)s.") % {
            "day": long_date(bill.paid_on),
            "document": bill.payment_document,
        }
    return None
