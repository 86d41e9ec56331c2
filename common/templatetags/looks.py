"""How values look on every screen: badges, numbers, dates, masked identity numbers."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

from common import dates

register = template.Library()


class BadgeLook(NamedTuple):
    """The class and the icon of a badge; both say the same as its words."""

    style: str
    icon: str


GOOD = BadgeLook("b-good", "check-circle")
WAITING = BadgeLook("b-wait", "clock")
ON_ITS_WAY = BadgeLook("b-wait", "check-circle")
SOON = BadgeLook("b-soon", "exclamation-triangle")
OVER = BadgeLook("b-over", "minus-circle")
BAD = BadgeLook("b-bad", "x-circle")

# By the values that rooms store or compute; both words for one thing look alike.
BADGE_LOOKS: dict[str, BadgeLook] = {
    # how a cover or an account stands on a day
    "aktif": GOOD,
    "menunggu": WAITING,
    "segera": SOON,
    "berakhir": OVER,
    "akan-mulai": WAITING,
    "dikembalikan": SOON,
    "terverifikasi": ON_ITS_WAY,
    "cadangan": WAITING,
    "ditetapkan": ON_ITS_WAY,
    "ditolak-bpjs": BAD,
    "ditolak": BAD,
    "dibatalkan": OVER,
    # what people decided about an enrollment
    "proposed": WAITING,
    "returned": SOON,
    "verified": ON_ITS_WAY,
    "waitlisted": WAITING,
    "decreed": ON_ITS_WAY,
    "registered": GOOD,
    "rejected": BAD,
    "refused": BAD,
    "withdrawn": OVER,
    # periods, jobs and lists
    "draft": OVER,
    "open": GOOD,
    "closed": OVER,
    "signed": GOOD,
    "queued": WAITING,
    "running": WAITING,
    "reading": WAITING,
    "checked": WAITING,
    "asked": SOON,
    "applying": WAITING,
    "done": GOOD,
    "failed": BAD,
    "cancelled": OVER,
    # answers of BPJS
    "pending": WAITING,
    "accepted": GOOD,
    # rows of a list
    "new": GOOD,
    "update": WAITING,
    "same": OVER,
    "warning": SOON,
    "error": BAD,
    # bills, and each month of a person
    "planned": OVER,
    "billed": WAITING,
    "paid": GOOD,
    "hole": BAD,
    # official prints
    "void": OVER,
    "valid": GOOD,
    "superseded": SOON,
    "revoked": BAD,
    # anything else that is well or not
    "ok": GOOD,
    "bad": BAD,
}


@register.inclusion_tag("ui/_badge.html")
def badge(kind: str, label: Any) -> dict[str, Any]:
    """Show words in a pill whose colour and icon follow from the kind."""
    return {"kind": kind, "label": label}


@register.filter
def badge_look(kind: str) -> BadgeLook:
    """Give the class and icon for a kind; unknown kinds are grey."""
    return BADGE_LOOKS.get(str(kind), OVER)


@register.filter
def rupiah(amount: int | Decimal) -> str:
    """Write whole rupiah the way receipts do: ``Rp16.800``."""
    sign = "−" if amount < 0 else ""
    return f"{sign}Rp{intcomma(abs(int(amount)))}"


@register.filter
def long_date(day: date | None) -> str:
    """Write a date in full; an empty text when there is none."""
    return dates.long_date(day) if day else ""
