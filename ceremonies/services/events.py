"""Arranging a ceremony: its data, who is called up, in which order, and who stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from ceremonies.choosing import best_stand_in, choose
from ceremonies.models import Ceremony, Recipient, RecipientQuerySet
from ceremonies.policies import why_not_change, why_not_swap
from ceremonies.selectors import as_candidates, candidates_for
from common.bulk import update_rows
from common.http import ActionDenied
from common.turns import wait_turn

_LOTS = 1_000_000
Part = Recipient.Part


@dataclass(frozen=True, slots=True)
class Line:
    """What the protocol notes about one recipient; ``place`` is the wished place in the order."""

    pk: int
    place: int
    pronounced_name: str
    escort: str


@transaction.atomic
def save_ceremony(*, ceremony: Ceremony | None, data: Mapping[str, Any], by: User) -> Ceremony:
    """Keep the data of a ceremony; a new one gets its lot.

    Gives   the saved ceremony; planning the same one again gives the one that is there.
    Raises  ActionDenied; ValidationError when the data cannot be kept.
    """
    if reason := why_not_change(by):
        raise ActionDenied(reason)
    if ceremony is None:
        wait_turn("ceremonies.plan", data["period"].pk)
        if there := Ceremony.objects.filter(**data).first():
            return there
    row = ceremony or Ceremony(seed=randbelow(_LOTS), made_by=by)
    for name, value in data.items():
        setattr(row, name, value)
    with acting(by, reason=gettext_noop("Acara disimpan")):
        row.full_clean()
        row.save()
    return row


@transaction.atomic
def choose_recipients(
    *, ceremony_id: int, number: int, reserves: int, by: User
) -> list[Recipient]:
    """Choose who is called up and who stands by; an earlier choice is replaced.

    The same lot and people give the same choice. What was noted about somebody stays with them,
    and who cannot come is not chosen again.

    Gives   the recipients in the order of calling, then the reserves.
    Raises  ActionDenied when somebody has arrived already or there are too few people;
            Ceremony.DoesNotExist.
    Costs   a fixed number of statements.
    Source  docs/rules.md, U-1.
    """
    ceremony = _locked(ceremony_id, by)
    known = {row.enrollment_id: row for row in _locked_recipients(ceremony)}
    if any(row.arrived_at for row in known.values()):
        raise ActionDenied(_("Sudah ada yang hadir; pilihan tidak diganti lagi. Pakai Tukar."))
    excused = {pk for pk, row in known.items() if row.part == Part.EXCUSED}
    candidates = [one for one in candidates_for(ceremony, by) if one.pk not in excused]
    picked = choose(candidates, number + reserves, ceremony.seed)
    if len(picked) < number:
        raise ActionDenied(
            _("Hanya %(count)d orang terdaftar dan berlaku pada hari acara. Kurangi jumlahnya.")
            % {"count": len(picked)}
        )
    rows = []
    for count, one in enumerate(picked):
        before = known.get(one.pk)
        rows.append(
            Recipient(
                ceremony=ceremony,
                enrollment_id=one.pk,
                part=Part.CALLED if count < number else Part.RESERVE,
                position=count + 1 if count < number else count + 1 - number,
                pronounced_name=before.pronounced_name if before else "",
                escort=before.escort if before else "",
            )
        )
    standing = [row for row in known.values() if row.part != Part.EXCUSED]
    if {_part_of(row) for row in standing} == {_part_of(row) for row in rows}:
        return sorted(standing, key=lambda row: (row.part != Part.CALLED, row.position))
    with acting(by, reason=gettext_noop("Penerima simbolis dipilih")):
        ceremony.recipients.exclude(part=Part.EXCUSED).delete()
        return Recipient.objects.bulk_create(rows)


def _part_of(row: Recipient) -> tuple[int, str, int]:
    return row.enrollment_id, row.part, row.position


@transaction.atomic
def swap(*, recipient_id: int, by: User) -> Recipient:
    """Let the reserve who fits best take somebody's place in the order.

    Gives   the one who stands in.
    Raises  ActionDenied when somebody else was quicker, the person is there already, or nobody
            stands by; Recipient.DoesNotExist.
    Source  docs/rules.md, U-1.
    """
    ceremony = _locked(Recipient.objects.get(pk=recipient_id).ceremony_id, by)
    rows = {row.pk: row for row in _locked_recipients(ceremony)}
    leaving = rows.pop(recipient_id)
    if reason := why_not_swap(leaving, by):
        raise ActionDenied(reason)
    staying = [row for row in rows.values() if row.part == Part.CALLED]
    reserves = sorted(
        (row for row in rows.values() if row.part == Part.RESERVE), key=lambda row: row.position
    )
    best = best_stand_in(
        as_candidates([leaving])[0], as_candidates(staying), as_candidates(reserves)
    )
    if best is None:
        raise ActionDenied(_("Tidak ada cadangan lagi."))
    coming = rows[best.pk]
    coming.part, coming.position = Part.CALLED, leaving.position
    leaving.part = Part.EXCUSED
    with acting(by, reason=gettext_noop("Penerima simbolis ditukar")):
        Recipient.objects.bulk_update([coming, leaving], ["part", "position"])
    return coming


@transaction.atomic
def arrange(*, ceremony_id: int, lines: Sequence[Line], by: User) -> None:
    """Keep order, pronounced names and escorts; the places become 1, 2, 3 and so on.

    Takes   lines: about recipients of this ceremony; those who are gone meanwhile are skipped.
    Raises  ActionDenied; Ceremony.DoesNotExist.
    Costs   a fixed number of statements.
    """
    ceremony = _locked(ceremony_id, by)
    told = {line.pk: line for line in lines}
    called = list(ceremony.recipients.filter(part=Part.CALLED))
    called.sort(
        key=lambda row: (told[row.pk].place if row.pk in told else row.position, row.position)
    )
    values = [
        (row.pk, place, told[row.pk].pronounced_name, told[row.pk].escort)
        if row.pk in told
        else (row.pk, place, row.pronounced_name, row.escort)
        for place, row in enumerate(called, 1)
    ]
    with acting(by, reason=gettext_noop("Urutan panggilan disimpan")):
        update_rows(Recipient, ["id", "position", "pronounced_name", "escort"], values)


def _locked(ceremony_id: int, by: User) -> Ceremony:
    """Lock a ceremony, so that its people are arranged by one person at a time."""
    if reason := why_not_change(by):
        raise ActionDenied(reason)
    return Ceremony.objects.select_for_update(of=("self",)).get(pk=ceremony_id)


def _locked_recipients(ceremony: Ceremony) -> RecipientQuerySet:
    """Give the people of a ceremony with their workers, while no phone marks any of them."""
    rows = ceremony.recipients.select_for_update(of=("self",)).order_by("pk")
    return rows.select_related("enrollment__worker")
