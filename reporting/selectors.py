"""Facts that stand around a list: its letterhead, who signs it, which areas somebody may pick."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from accounts.scope import villages_for
from places.models import District, Signatory, SignatoryQuerySet, Village
from reporting.models import Letterhead
from reporting.rosters import Signature


def letterhead_on(on: date) -> tuple[str, ...]:
    """Give the lines of the letterhead in force on a day; none when there is none yet."""
    letterhead = Letterhead.objects.valid_on(on).first()
    return letterhead.lines if letterhead else ()


def office_on(on: date) -> Signatory | None:
    """Give whoever signs lists for the office on a day; one query."""
    return _signatories(on).filter(village__isnull=True).first()


def village_head_on(on: date, village: Village) -> Signatory | None:
    """Give the head of a kelurahan who signs with the office on a day; one query."""
    return _signatories(on).filter(village=village).first()


def signature_of(signatory: Signatory, first_line: str) -> Signature:
    """Give the block for a signatory under a line of their own."""
    return Signature(
        (first_line, *signatory.capacity), signatory.name, signatory.rank, signatory.nip
    )


def _signatories(on: date) -> SignatoryQuerySet:
    return Signatory.objects.valid_on(on).filter(signs=Signatory.Signs.LISTS)


def districts_for(user: User) -> QuerySet[District]:
    """Give the kecamatan with a kelurahan whose lists somebody may ask for."""
    return District.objects.filter(pk__in=villages_for(user).values("district"))
