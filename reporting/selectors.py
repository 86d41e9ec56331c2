"""Facts that stand around a list: its letterhead, who signs it, which areas somebody may pick."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scope import villages_for
from common.dates import long_date
from places.models import District, Signatory, Village
from reporting.kinds import Signers
from reporting.models import Letterhead
from reporting.rosters import Signature

# Where a name is written beside the signature.
_BY_HAND = "(................................................)"


def letterhead_on(on: date) -> tuple[str, ...]:
    """Give the lines of the letterhead in force on a day; none when there is none yet."""
    letterhead = Letterhead.objects.valid_on(on).first()
    return letterhead.lines if letterhead else ()


def signatures_on(
    on: date, village: Village | None = None, signers: Signers = Signers.OFFICE
) -> tuple[Signature, ...]:
    """Give the blocks to sign: the head of the kelurahan where there is one, then the office.

    Takes   signers: with HANDOVER whoever hands over signs instead of the office, by hand.
    """
    signatories = Signatory.objects.valid_on(on).filter(signs=Signatory.Signs.LISTS)
    head = signatories.filter(village=village).first() if village else None
    office = signatories.filter(village__isnull=True).first()
    blocks = []
    if head is not None:
        blocks.append(_signature(head, _("Mengetahui,")))
    if office is not None:
        day = f"{office.place}, {long_date(on)}"
        if signers == Signers.HANDOVER:
            blocks.append(Signature((day, _("Yang menyerahkan,")), _BY_HAND))
        else:
            blocks.append(_signature(office, day))
    return tuple(blocks)


def _signature(signatory: Signatory, first_line: str) -> Signature:
    return Signature(
        (first_line, *signatory.capacity), signatory.name, signatory.rank, signatory.nip
    )


def districts_for(user: User) -> QuerySet[District]:
    """Give the kecamatan with a kelurahan whose lists somebody may ask for."""
    return District.objects.filter(pk__in=villages_for(user).values("district"))
