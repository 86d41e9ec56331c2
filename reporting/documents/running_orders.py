"""One sheet about a ceremony: when and where, what follows what, how many are expected."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ceremonies.models import Ceremony
from ceremonies.steps import steps_of
from common.dates import long_date
from common.terbilang import in_words
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.papers import F4
from reporting.rosters import Frame
from reporting.selectors import letterhead_on

RUNNING_ORDER = DocumentKind(
    slug="running-order",
    title=gettext_lazy("Susunan Acara"),
    description=gettext_lazy("Waktu, tempat, urutan acara, dan jumlah orang dalam satu lembar."),
    audience=gettext_lazy("Protokol, pembawa acara"),
    url_name="ceremonies:ceremony_list",
    permissions=("ceremonies.view_ceremony",),
    official=False,
)


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many people of one sort there are, in digits and in words."""

    label: str
    number: int
    words: str


@override("id")
def build_running_order(
    ceremony: Ceremony, *, called: int, reserves: int, covered: int, on: date
) -> Document:
    """Give the sheet for whoever leads through a ceremony.

    Takes   covered: how many people the ceremony is held for.
    Costs   one query.
    """
    counts = (
        (_("Penerima simbolis yang dipanggil"), called),
        (_("Cadangan"), reserves),
        (_("Seluruh peserta yang kartunya diserahkan"), covered),
    )
    return Document(
        slug=RUNNING_ORDER.slug,
        title=_("Susunan Acara"),
        template="paper/documents/running_order.html",
        content={
            "facts": facts_of(ceremony),
            "steps": steps_of(ceremony),
            "counts": tuple(HeadCount(label, n, in_words(n)) for label, n in counts),
        },
        row_count=called + reserves,
        on=on,
        paper=F4,
        frame=Frame(letterhead_on(on)),
        style_sheet="ceremony.css",
    )


def facts_of(ceremony: Ceremony) -> tuple[tuple[str, str], ...]:
    """Give what everybody must know of a ceremony, as pairs of word and value."""
    decree = ceremony.decree
    facts = (
        (_("Acara"), ceremony.title),
        (_("Hari, tanggal"), ceremony.day),
        (_("Pukul"), _("%(hour)s sampai selesai") % {"hour": ceremony.hour}),
        (_("Tempat"), ceremony.place),
        (_("Pakaian"), ceremony.dress),
        (_("Penyelenggara"), str(ceremony.organiser or "")),
        (_("Periode"), ceremony.period.name),
        (
            _("Surat keputusan"),
            _("Nomor %(number)s tanggal %(day)s")
            % {"number": decree.number, "day": long_date(decree.signed_on)}
            if decree and decree.signed_on
            else "",
        ),
        (_("Catatan"), ceremony.note),
    )
    return tuple((word, value) for word, value in facts if value)
