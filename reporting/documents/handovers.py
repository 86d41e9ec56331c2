"""Minutes of handing over cards: who gave how many to whom, before witnesses, with the names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from ceremonies.models import CardHandover, Ceremony
from common.terbilang import day_in_words, in_words
from enrollment.models import DecreeLine
from places.models import Signatory, Village
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.frames import BY_HAND
from reporting.papers import Paper
from reporting.rosters import Frame, Signature
from reporting.selectors import letterhead_on, office_on, signature_of, village_head_on

HANDOVER = DocumentKind(
    slug="handover-minutes",
    title=gettext_lazy("Berita Acara Serah Terima Kartu"),
    description=gettext_lazy(
        "Kartu yang sudah dicatat diserahkan, pada satu acara atau pada hari-hari yang dipilih,"
        " dengan para pihak, saksi, dan daftar nama tiap kelurahan."
    ),
    audience=gettext_lazy("Kelurahan, protokol"),
    url_name="reporting:handover_minutes",
    permissions=("ceremonies.view_cardhandover",),
    offers_full_nik=True,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who gives or receives; what is empty is left open, to be written by hand."""

    name: str = ""
    position: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class HandedCard:
    """One card of the list; ``received_by`` is empty where its owner came."""

    number: int
    name: str
    nik: str
    member_number: str
    handed_on: date
    received_by: str


@dataclass(frozen=True, slots=True)
class VillageCards:
    """The cards of one kelurahan."""

    name: str
    district: str
    cards: tuple[HandedCard, ...]

    @property
    def count(self) -> int:
        return len(self.cards)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who signs besides the office: the receiving party and the witnesses, as far as known."""

    second: Party = Party()
    witnesses: tuple[str, str] = ("", "")


def cards_handed(
    user: User, *, first: date, last: date, village: Village | None = None
) -> QuerySet[CardHandover]:
    """Find the cards given on some days, both ends included, that a user may see."""
    found = CardHandover.objects.in_scope(user).filter(handed_on__range=(first, last))
    return found.filter(enrollment__worker__village=village) if village else found


def cards_at(
    user: User, ceremony: Ceremony, village: Village | None = None
) -> QuerySet[CardHandover]:
    """Find the cards given on the day of a ceremony to people whom it is for."""
    day = ceremony.held_on
    found = cards_handed(user, first=day, last=day, village=village)
    found = found.filter(enrollment__period=ceremony.period_id)
    if ceremony.decree_id is None:
        return found
    named = DecreeLine.objects.filter(decree=ceremony.decree_id)
    return found.filter(
        enrollment__in=named.exclude(change=DecreeLine.Change.REMOVED).values("enrollment")
    )


@override("id")
def build_minutes(
    cards: QuerySet[CardHandover],
    *,
    day: date,
    place: str,
    on: date,
    paper: Paper,
    parties: Parties,
    village: Village | None = None,
    full_nik: bool = False,
) -> Document:
    """Give the minutes of some cards.

    Takes   cards: in the reader's scope; day: the one the minutes tell of; place: where it was,
            empty for the town of the office; village: whose head receives unless the parties
            name somebody else; full_nik: True only for those who may see it.
    Costs   four queries at most, whatever the number of cards.
    """
    rows = list(
        cards.select_related("enrollment__worker__village__district").order_by(
            "enrollment__worker__village", "enrollment__worker__name_key", "pk"
        )
    )
    office = office_on(day)
    head = village_head_on(day, village) if village and parties.second == Party() else None
    second = _party(head) if head else parties.second
    return Document(
        slug=HANDOVER.slug,
        title=_("Berita Acara Serah Terima Kartu"),
        template="paper/documents/handover.html",
        content={
            "day": day_in_words(day, capital=True),
            "place": place or (office.place if office else ""),
            "first": _party(office),
            "second": second,
            "witnesses": parties.witnesses,
            "total": len(rows),
            "total_words": in_words(len(rows)),
            "villages": _villages(rows, full_nik=full_nik),
        },
        row_count=len(rows),
        on=on,
        paper=paper,
        frame=Frame(
            letterhead_on(day),
            signatures=(
                _signature(_("PIHAK KEDUA,"), head, second),
                _signature(_("PIHAK KESATU,"), office, _party(office)),
            ),
        ),
        style_sheet="handover.css",
    )


def _party(signatory: Signatory | None) -> Party:
    if signatory is None:
        return Party()
    return Party(
        signatory.name,
        f"{signatory.acting} {signatory.position}".strip(),
        signatory.rank,
        signatory.nip,
    )


def _signature(first_line: str, signatory: Signatory | None, party: Party) -> Signature:
    """Give the block of whoever is on record, or room for somebody else to sign by hand."""
    if signatory is not None:
        return signature_of(signatory, first_line)
    return Signature((first_line, party.position), party.name or BY_HAND)


def _villages(rows: Sequence[CardHandover], *, full_nik: bool) -> tuple[VillageCards, ...]:
    by_village = groupby(rows, key=attrgetter("enrollment.worker.village"))
    return tuple(
        VillageCards(village.name, village.district.name, _cards(members, full_nik=full_nik))
        for village, members in by_village
    )


def _cards(rows: Iterable[CardHandover], *, full_nik: bool) -> tuple[HandedCard, ...]:
    return tuple(
        HandedCard(
            number,
            row.enrollment.worker.full_name,
            row.enrollment.worker.nik if full_nik else row.enrollment.worker.masked_nik,
            row.enrollment.worker.member_number,
            row.handed_on,
            row.received_by,
        )
        for number, row in enumerate(rows, 1)
        if row.handed_on is not None
    )
