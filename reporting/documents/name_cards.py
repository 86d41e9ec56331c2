"""Name tags and table cards for a ceremony, on whatever sheets of labels the office has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ceremonies.models import Ceremony, Recipient
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.models import LabelSheet

NAME_TAGS = DocumentKind(
    slug="name-tags",
    title=gettext_lazy("Tanda Nama"),
    description=gettext_lazy(
        "Tanda pengenal di dada, pada lembar label atau kertas yang dipotong."
    ),
    audience=gettext_lazy("Penerima simbolis"),
    url_name="ceremonies:ceremony_list",
    permissions=("ceremonies.view_ceremony",),
    official=False,
)
TABLE_CARDS = DocumentKind(
    slug="table-cards",
    title=gettext_lazy("Kartu Meja"),
    description=gettext_lazy("Kartu lipat yang berdiri di meja, nama terbaca dari dua sisi."),
    audience=gettext_lazy("Protokol"),
    url_name="ceremonies:ceremony_list",
    permissions=("ceremonies.view_ceremony",),
    official=False,
)
# The sizes of letters that the style sheet knows, in points; the largest that fits is taken.
_SIZES = (48, 40, 34, 28, 24, 20, 17, 14, 12, 10, 8, 6)
_POINT = Decimal("0.353")  # in millimetres
# How wide a bold letter of ours is and how far two lines are apart, measured in their size.
_LETTER, _LINE = Decimal("0.66"), Decimal("1.2")
# Nothing is printed so near to the edge of a label, in millimetres.
_EDGE = Decimal(3)
# On lower labels the name of the ceremony would crowd that of the person.
_ROOM_FOR_TITLE = 45
# How much of a label, or of the half of a folded card, belongs to the name.
_SHARE = {LabelSheet.Use.NAME_TAG: Decimal("0.42"), LabelSheet.Use.TABLE_CARD: Decimal("0.25")}


@dataclass(frozen=True, slots=True)
class NameCard:
    """What stands on one card; ``size`` is that of the name in points."""

    name: str
    size: int
    part: str
    below: str


@override("id")
def build_name_cards(
    ceremony: Ceremony, recipients: Iterable[Recipient], *, sheet: LabelSheet, on: date
) -> Document:
    """Give the name tags or the table cards of a ceremony, as the sheet is used for.

    Takes   recipients: with their workers, kelurahan and occupations, in the reader's scope.
    Costs   no query.
    """
    kind = NAME_TAGS if sheet.use == LabelSheet.Use.NAME_TAG else TABLE_CARDS
    cards = [_card(row, sheet) for row in recipients]
    return Document(
        slug=kind.slug,
        title=str(kind.title),
        template="paper/documents/name_cards.html",
        content={
            "sheets": tuple(
                tuple(cards[first : first + sheet.count])
                for first in range(0, len(cards), sheet.count)
            ),
            "ceremony": ceremony.title if sheet.label_height >= _ROOM_FOR_TITLE else "",
            "is_folded": sheet.use == LabelSheet.Use.TABLE_CARD,
            "is_cut": sheet.is_cut,
        },
        row_count=len(cards),
        on=on,
        paper=sheet.paper,
        style_sheet="labels.css",
        rules="\n".join(_places(sheet)),
    )


def largest_size(text: str, *, width: Decimal, height: Decimal) -> int:
    """Give the largest size of letters in which a text fits into a box, the smallest if none.

    Takes   width, height: in millimetres.
    """
    longest = max(map(len, text.split()), default=0)
    for size in _SIZES:
        across = int(width / (size * _POINT * _LETTER))
        if across < longest:
            continue
        if len(wrap(text, across)) * size * _POINT * _LINE <= height:
            return size
    return _SIZES[-1]


def _card(row: Recipient, sheet: LabelSheet) -> NameCard:
    worker = row.enrollment.worker
    is_called = row.part == Recipient.Part.CALLED
    width = sheet.label_width - 2 * _EDGE
    height = sheet.label_height * _SHARE[LabelSheet.Use(sheet.use)]
    return NameCard(
        name=worker.full_name,
        size=largest_size(worker.full_name, width=width, height=height),
        part=_("Penerima simbolis %(place)d") % {"place": row.position}
        if is_called
        else _("Cadangan"),
        below=f"{worker.occupation.name} · {worker.village.name}",
    )


def _places(sheet: LabelSheet) -> Iterator[str]:
    """Give the rules that put each label to its place on the sheet."""
    yield f".label {{ width: {sheet.label_width}mm; height: {sheet.label_height}mm }}"
    for number, (left, top) in enumerate(sheet.corners(), 1):
        yield f".label:nth-child({number}) {{ left: {left}mm; top: {top}mm }}"
