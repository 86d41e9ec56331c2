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
SOON = BadgeLook("b-soon", "exclamation-triangle")
OVER = BadgeLook("b-over", "minus-circle")
BAD = BadgeLook("b-bad", "x-circle")

# Looks of cover on a day, of an enrollment's status, of periods, batches, rows and jobs.
BADGE_LOOKS: dict[str, BadgeLook] = {
    "aktif": GOOD,
    "menunggu": WAITING,
    "segera": SOON,
    "berakhir": OVER,
    "dikembalikan": SOON,
    "terverifikasi": GOOD,
    "cadangan": WAITING,
    "ditetapkan": GOOD,
    "akan-mulai": WAITING,
    "ditolak-bpjs": BAD,
    "ditolak": BAD,
    "dibatalkan": OVER,
    "in_force": GOOD,
    "upcoming": WAITING,
    "ending": SOON,
    "expired": OVER,
    "proposed": WAITING,
    "returned": SOON,
    "verified": GOOD,
    "waitlisted": WAITING,
    "decreed": GOOD,
    "registered": GOOD,
    "rejected": BAD,
    "refused": BAD,
    "withdrawn": OVER,
    "draft": OVER,
    "open": GOOD,
    "closed": OVER,
    "queued": WAITING,
    "running": WAITING,
    "done": GOOD,
    "failed": BAD,
    "cancelled": OVER,
    "new": GOOD,
    "update": WAITING,
    "same": OVER,
    "warning": SOON,
    "error": BAD,
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
def masked_nik(nik: str) -> str:
    """Hide the birth date of an identity number: ``357201••••••0003``."""
    digits = str(nik)
    return f"{digits[:6]}{'•' * (len(digits) - 10)}{digits[-4:]}" if len(digits) > 10 else "•" * 6


@register.filter
def rupiah(amount: int | Decimal) -> str:
    """Write whole rupiah the way receipts do: ``Rp16.800``."""
    return f"Rp{intcomma(int(amount))}"


@register.filter
def long_date(day: date | None) -> str:
    """Write a date in full; an empty text when there is none."""
    return dates.long_date(day) if day else ""
