"""A sample of what letterheads and signatories print, while they are still being written."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.dates import long_date
from places.models import Signatory, Village
from reporting import fields
from reporting.models import Letterhead
from reporting.papers import F4
from reporting.rosters import Figure, Frame, Group, Roster, Signature, Total
from reporting.selectors import letterhead_on, office_on, signature_of

_COLUMNS = (fields.NUMBER, fields.NAME, fields.VILLAGE, fields.OCCUPATION)
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper with an unsaved letterhead or signatory, and when it will be printed."""

    frame: Frame
    on: date
    note: str

    @property
    def roster(self) -> Roster:
        """A short list of nobody in this frame."""
        name = _("Nama contoh")
        rows = tuple((number, f"{name} {number}", "–", "–") for number in range(1, _ROWS + 1))
        total = Total(_("Jumlah seluruhnya"), (Figure(_("peserta"), _ROWS),))
        return Roster(
            title=_("Contoh daftar"),
            caption=(),
            columns=_COLUMNS,
            groups=(Group("", "", _("Contoh"), rows, total),),
            total=total,
            on=self.on,
            paper=F4,
            frame=self.frame,
        )


def letterhead_sample(letterhead: Letterhead, on: date) -> Sample:
    """Show a letterhead as on its first day or, where that is over, as on a day.

    Takes   letterhead: not saved as it is, with all of its fields valid.
    Costs   two queries.
    """
    since = letterhead.valid_from
    newer = (
        Letterhead.objects.exclude(pk=letterhead.pk)
        .filter(valid_from__gt=since, valid_from__lte=on)
        .order_by("valid_from")
        .first()
    )
    day = max(since, on)
    with override("id"):
        frame = Frame(letterhead.lines, signatures=_office(day), mark=_("CONTOH"))
    return Sample(frame, day, _when(since, newer.valid_from if newer else None, on))


def signatory_sample(signatory: Signatory, on: date) -> Sample:
    """Show the block of a signatory as on their first or last day, where a day is outside them.

    Takes   signatory: not saved as it is, with all of its fields valid.
    Costs   at most three queries.
    """
    since, until = signatory.valid_from, signatory.valid_to
    newer = (
        Signatory.objects.exclude(pk=signatory.pk)
        .filter(
            signs=signatory.signs,
            village=signatory.village_id,
            valid_from__gt=since,
            valid_from__lte=on,
        )
        .valid_on(on)
        .order_by("valid_from")
        .first()
    )
    ends = [newer.valid_from] if newer else []
    if until and until < on:
        ends.append(until + timedelta(days=1))
    over = min(ends, default=None)
    day = min(max(since, on), until or date.max)
    with override("id"):
        frame = _frame(signatory, day)
    return Sample(frame, day, _when(since, over, on))


def _frame(signatory: Signatory, day: date) -> Frame:
    mark = _("CONTOH")
    if signatory.signs == Signatory.Signs.DECREES:
        # Annexes carry the head of their decree and no place or day above the block.
        head = ((_("LAMPIRAN"), ""), (_("KEPUTUSAN WALI KOTA BLITAR"), ""))
        block = Signature(signatory.capacity, signatory.name, signatory.rank, signatory.nip)
        return Frame(head=head, signatures=(block,), mark=mark)
    place_and_day = f"{signatory.place}, {long_date(day)}"
    village: Village | None = signatory.village
    if village is None:
        blocks: tuple[Signature, ...] = (signature_of(signatory, place_and_day),)
    else:
        blocks = (signature_of(signatory, _("Mengetahui,")), *_office(day))
    return Frame(letterhead_on(day), signatures=blocks, mark=mark)


def _office(day: date) -> tuple[Signature, ...]:
    office = office_on(day)
    return (signature_of(office, f"{office.place}, {long_date(day)}"),) if office else ()


def _when(since: date, over: date | None, on: date) -> str:
    """Say whether what is written is printed today."""
    if over:
        return _("Tidak dicetak lagi sejak %(day)s.") % {"day": long_date(over)}
    if since > on:
        return _("Baru dicetak mulai %(day)s.") % {"day": long_date(since)}
    return _("Dicetak pada daftar hari ini.")
