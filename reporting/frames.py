"""What stands around each kind of list: heads, openings, signatures."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ceremonies.models import Ceremony
from common.dates import long_date
from common.terbilang import day_in_words
from contributions.models import Bill
from enrollment.models import Decree
from reporting.kinds import AS_OF, EXCERPT, Chosen
from reporting.rosters import Frame, Signature
from reporting.selectors import letterhead_on, office_on, signature_of, village_head_on

# Where a name is written beside the signature.
BY_HAND = "(................................................)"
# What a draft leaves open, to be written in.
_BLANK = "........................"


def office(on: date, chosen: Chosen) -> Frame:
    """Frame the office's own list, signed by it and the head of the one kelurahan it shows."""
    return Frame(letterhead_on(on), signatures=_office_signs(on, chosen))


def handover(on: date, chosen: Chosen) -> Frame:
    """Frame a receipt: whoever hands over signs by hand, before the head of the kelurahan."""
    return Frame(letterhead_on(on), signatures=_signed_by_hand(on, chosen, _("Yang menyerahkan,")))


def figures(on: date, chosen: Chosen) -> Frame:
    """Frame a recap with ages, which says on which day they were counted."""
    sentence = _("Usia dihitung pada %(day)s.") % {"day": long_date(chosen.get(AS_OF, on))}
    return Frame(letterhead_on(on), opening=(sentence,), signatures=_office_signs(on, chosen))


def bill(on: date, chosen: Chosen) -> Frame:
    """Frame a list of what is owed; it warns while nothing is settled."""
    owed: Bill = chosen["tagihan"]
    return Frame(
        letterhead_on(on),
        signatures=_office_signs(on, chosen),
        mark=_("RANCANGAN") if owed.state == Bill.State.DRAFT else "",
    )


def visit(on: date, chosen: Chosen) -> Frame:
    """Frame a sheet that whoever visits people takes along and signs."""
    as_what = _("Petugas verifikasi lapangan,")
    return Frame(letterhead_on(on), signatures=_signed_by_hand(on, chosen, as_what))


def minutes(on: date, chosen: Chosen) -> Frame:
    """Frame minutes of visits: the day in words, signed by whoever visited."""
    sentence = _(
        "Pada hari ini %(day)s, kami yang bertanda tangan di bawah ini menyatakan bahwa"
        " verifikasi lapangan terhadap calon peserta Program Perlindungan Pekerja Rentan"
        " telah dilakukan dengan hasil sebagai berikut."
    )
    return replace(visit(on, chosen), opening=(sentence % {"day": day_in_words(on)},))


def annex(on: date, chosen: Chosen) -> Frame:
    """Frame a decree's annex: everything as it was signed, so that it reads the same for ever."""
    return _annex(chosen, _("Daftar Nama Peserta"))


def amendment(on: date, chosen: Chosen) -> Frame:
    """Frame the annex of an amendment, which names the decree it changes."""
    decree: Decree = chosen["sk"]
    changed = decree.amends
    if changed is None:
        return annex(on, chosen)
    sentence = _("Perubahan ke-%(sequence)s atas Keputusan Wali Kota Blitar Nomor %(number)s.")
    opening = sentence % {"sequence": decree.sequence, "number": changed.number}
    return replace(_annex(chosen, _("Perubahan Daftar Nama Peserta")), opening=(opening,))


def protocol(on: date, chosen: Chosen) -> Frame:
    """Frame a list that the protocol works with at a ceremony; nobody signs it."""
    return Frame(letterhead_on(on))


def attendance(on: date, chosen: Chosen) -> Frame:
    """Frame a list that people sign on the day of a ceremony."""
    ceremony: Ceremony = chosen["acara"]
    return Frame(letterhead_on(on), signatures=_office_signs(ceremony.held_on, chosen))


def cards(on: date, chosen: Chosen) -> Frame:
    """Frame a receipt of cards that are handed over on the day of a ceremony."""
    ceremony: Ceremony = chosen["acara"]
    return handover(ceremony.held_on, chosen)


def _annex(chosen: Chosen, title: str) -> Frame:
    decree: Decree = chosen["sk"]
    signed = decree.signed_on
    head = (
        (_("LAMPIRAN"), ""),
        (_("KEPUTUSAN WALI KOTA BLITAR"), ""),
        (_("NOMOR"), decree.number or _BLANK),
        (_("TANGGAL"), long_date(signed).upper() if signed else _BLANK),
        (_("TENTANG"), decree.title.upper()),
    )
    if signed is None:
        return Frame(head=head, title=title, mark=_("RANCANGAN"))
    # The mayor signed the whole list; a part of it is marked and goes without the block.
    is_excerpt = EXCERPT in chosen
    return Frame(
        head=head,
        title=title,
        mark=_("PETIKAN") if is_excerpt else "",
        signatures=() if is_excerpt else (_as_signed(decree),),
        note=_("Lampiran Keputusan Nomor %(number)s · sidik isi SK %(mark)s")
        % {"number": decree.number, "mark": decree.sha256[:12]},
    )


def _as_signed(decree: Decree) -> Signature:
    block = decree.signed_block
    return Signature(tuple(block["capacity"]), block["name"], block["rank"], block["nip"])


def _office_signs(on: date, chosen: Chosen) -> tuple[Signature, ...]:
    signatory = office_on(on)
    block = signature_of(signatory, f"{signatory.place}, {long_date(on)}") if signatory else None
    return _with_village_head(on, chosen, block)


def _signed_by_hand(on: date, chosen: Chosen, as_what: str) -> tuple[Signature, ...]:
    signatory = office_on(on)
    place = f"{signatory.place}, " if signatory else ""
    block = Signature((f"{place}{long_date(on)}", as_what), BY_HAND)
    return _with_village_head(on, chosen, block)


def _with_village_head(on: date, chosen: Chosen, block: Signature | None) -> tuple[Signature, ...]:
    village = chosen.get("kelurahan")
    head = village_head_on(on, village) if village else None
    first = signature_of(head, _("Mengetahui,")) if head else None
    return tuple(filter(None, (first, block)))
