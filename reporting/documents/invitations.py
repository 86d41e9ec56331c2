"""Invitations to a ceremony: a letter for each who is called up, with a code for the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ceremonies.invitations import token_of
from ceremonies.models import Ceremony, Recipient
from common.dates import long_date
from common.terbilang import day_in_words
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.papers import F4
from reporting.rosters import Frame
from reporting.selectors import letterhead_on, office_on, signature_of
from workers.models import Sex

INVITATIONS = DocumentKind(
    slug="ceremony-invitations",
    title=gettext_lazy("Undangan Penerima Simbolis"),
    description=gettext_lazy(
        "Satu surat untuk setiap penerima dan cadangan, dengan kode yang dipindai di pintu."
    ),
    audience=gettext_lazy("Penerima simbolis"),
    url_name="ceremonies:ceremony_list",
    permissions=("ceremonies.view_ceremony",),
    official=False,
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one letter says; ``address`` is what the code at its foot opens."""

    greeting: str
    name: str
    occupation: str
    home: str
    capacity: str
    address: str


@override("id")
def build_invitations(
    ceremony: Ceremony, recipients: Iterable[Recipient], *, on: date
) -> Document:
    """Give the letters of a ceremony in the order of calling.

    Takes   recipients: with their workers, kelurahan and occupations, in the reader's scope;
            on: the day that the letters bear.
    Costs   two queries.
    """
    letters = tuple(_invitation(row) for row in recipients)
    signatory = office_on(on)
    place = f"{signatory.place}, {long_date(on)}" if signatory else long_date(on)
    # The day stands at the top of a letter, not above the signature.
    signs = (signature_of(signatory, ""),) if signatory else ()
    return Document(
        slug=INVITATIONS.slug,
        title=_("Undangan"),
        template="paper/documents/invitations.html",
        content={
            "letters": letters,
            "written": place,
            "ceremony": ceremony.title,
            "facts": _facts(ceremony),
        },
        row_count=len(letters),
        on=on,
        paper=F4,
        frame=Frame(letterhead_on(on), signatures=signs),
        style_sheet="invitations.css",
    )


def _invitation(row: Recipient) -> Invitation:
    worker = row.enrollment.worker
    path = reverse("ceremonies:invitation", args=[token_of(row)])
    return Invitation(
        greeting=_("Ibu") if worker.sex == Sex.FEMALE else _("Bapak"),
        name=worker.full_name,
        occupation=worker.occupation.name,
        home=_("Kelurahan %(village)s RT %(rt)s RW %(rw)s")
        % {"village": worker.village.name, "rt": worker.rt or "-", "rw": worker.rw or "-"},
        capacity=(
            _("penerima kartu secara simbolis, urutan panggilan ke-%(place)d")
            % {"place": row.position}
            if row.part == Recipient.Part.CALLED
            else _("cadangan penerima kartu secara simbolis")
        ),
        address=f"{settings.SITE_ADDRESS}{path}",
    )


def _facts(ceremony: Ceremony) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Hari, tanggal"), f"{ceremony.day} ({day_in_words(ceremony.held_on)})"),
        (_("Pukul"), _("%(hour)s sampai selesai") % {"hour": ceremony.hour}),
        (_("Tempat"), ceremony.place),
        (_("Pakaian"), ceremony.dress),
        (_("Penyelenggara"), str(ceremony.organiser or "")),
        (_("Catatan"), ceremony.note),
    )
    return tuple((word, value) for word, value in facts if value)
