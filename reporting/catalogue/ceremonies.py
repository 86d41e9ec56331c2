"""Lists for a ceremony: who is called up, and who signs that they came."""

from dataclasses import replace
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from reporting import fields, frames
from reporting.catalogue.people import CARD_RECEIPT, RELATED, SHARED, UNREAD
from reporting.columns import Column, Kind, as_text
from reporting.filters.ceremonies import CoveredFilter, RecipientFilter, UncollectedFilter
from reporting.groupings import BY_PART, BY_VILLAGE
from reporting.kinds import Line, RosterKind
from reporting.measures import PEOPLE
from reporting.papers import F4

# The least height of a row that people sign in, in millimetres.
_ROOM_TO_SIGN = 11
_CALLED_ORDER = ("position", "pk")
_BY_NAME = ("worker__name_key", "pk")
_RELATED = ("enrollment__worker__village", "enrollment__worker__occupation")


def _card(line: Line) -> str:
    """Say why a card came back; one that waits for its owner needs no word."""
    card = getattr(line.row, "card", None)
    if card is None or card.returned_on is None:
        return ""
    words = f"{card.get_reason_display()} ({as_text(card.returned_on, Kind.DATE)})"
    return f"{words}: {card.note}" if card.note else words


_PLACE = Column("position", _("Urutan"), attrgetter("row.position"), Kind.NUMBER, 8)
_PRONOUNCED = Column(
    "pronounced_name", _("Cara membaca nama"), attrgetter("row.pronounced_name"), width=26
)
_VILLAGE = replace(fields.VILLAGE, in_heading=False)
_ESCORT = Column("escort", _("Pendamping"), attrgetter("row.escort"), width=20)
_PHONE = Column("phone", _("Nomor HP"), fields.of_person("local_phone"), Kind.DIGITS, 16)
_SIGNED = (
    replace(fields.SIGNED_LEFT, heading=_("Tanda tangan ganjil"), width=19),
    replace(fields.SIGNED_RIGHT, heading=_("Tanda tangan genap"), width=19),
)

SYMBOLIC_RECIPIENTS = RosterKind(
    slug="symbolic-recipients",
    title=_("Daftar Penerima Simbolis"),
    description=_(
        "Siapa dipanggil menurut urutan, cara membaca namanya, siapa pendamping dan cadangannya."
    ),
    audience=_("Protokol, pembawa acara"),
    file_stem="penerima-simbolis",
    source=RecipientFilter,
    frame=frames.protocol,
    columns=(
        _PLACE,
        fields.NAME,
        _PRONOUNCED,
        fields.OCCUPATION,
        _VILLAGE,
        _ESCORT,
        _PHONE,
        fields.written("remark", _("Catatan"), width=18),
    ),
    grouping=BY_PART,
    order_by=_CALLED_ORDER,
    measures=(PEOPLE,),
    related=_RELATED,
    row_height=8,
)
RECIPIENT_ATTENDANCE = RosterKind(
    slug="recipient-attendance",
    title=_("Daftar Hadir Penerima Simbolis"),
    description=_("Lembar tanda tangan bagi penerima simbolis dan cadangannya."),
    audience=_("Protokol"),
    file_stem="daftar-hadir-penerima",
    source=RecipientFilter,
    frame=frames.attendance,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        replace(fields.OCCUPATION, width=18),
        replace(_VILLAGE, width=15),
        *_SIGNED,
    ),
    grouping=BY_PART,
    order_by=_CALLED_ORDER,
    measures=(PEOPLE,),
    related=_RELATED,
    paper=F4,
    row_height=_ROOM_TO_SIGN,
    official=True,
)
PEOPLE_ATTENDANCE = RosterKind(
    slug="people-attendance",
    title=_("Daftar Hadir Peserta"),
    description=_(
        "Lembar tanda tangan bagi semua peserta yang berlaku pada hari acara, menurut kelurahan."
    ),
    audience=_("Protokol, kelurahan"),
    file_stem="daftar-hadir-peserta",
    source=CoveredFilter,
    frame=frames.attendance,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        fields.AREA,
        replace(fields.OCCUPATION, width=18),
        replace(fields.VILLAGE, width=15),
        *_SIGNED,
    ),
    grouping=BY_VILLAGE,
    order_by=_BY_NAME,
    measures=(PEOPLE,),
    related=RELATED,
    shared=SHARED,
    unread=UNREAD,
    paper=F4,
    row_height=_ROOM_TO_SIGN,
    official=True,
)
CEREMONY_RECEIPT = replace(
    CARD_RECEIPT,
    slug="ceremony-receipt",
    title=_("Tanda Terima Kartu pada Acara"),
    description=_(
        "Lembar tanda tangan kartu bagi semua peserta suatu acara. Pilih satu kelurahan agar"
        " lurahnya ikut bertanda tangan."
    ),
    file_stem="tanda-terima-acara",
    source=CoveredFilter,
    frame=frames.cards,
)
UNCOLLECTED_CARDS = RosterKind(
    slug="uncollected-cards",
    title=_("Daftar Kartu Belum Diambil"),
    description=_(
        "Peserta suatu acara yang kartunya belum diambil, atau kembali dengan sebabnya."
    ),
    audience=_("Kelurahan, protokol"),
    file_stem="kartu-belum-diambil",
    source=UncollectedFilter,
    frame=frames.protocol,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        fields.ADDRESS,
        fields.AREA,
        fields.VILLAGE,
        _PHONE,
        fields.MEMBER_NUMBER,
        Column("card", _("Keadaan kartu"), _card, width=30),
    ),
    grouping=BY_VILLAGE,
    order_by=_BY_NAME,
    measures=(PEOPLE,),
    related=(*RELATED, "card"),
    shared=SHARED,
    unread=UNREAD,
)
KINDS = (
    SYMBOLIC_RECIPIENTS,
    RECIPIENT_ATTENDANCE,
    PEOPLE_ATTENDANCE,
    CEREMONY_RECEIPT,
    UNCOLLECTED_CARDS,
)
