"""Signing a decree: everybody is checked once more, then the annex is frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import update_rows
from common.dates import long_date
from common.http import ActionDenied
from enrollment.decree_lines import LIVE_RECORD, in_order
from enrollment.decree_selectors import digest, papers_until
from enrollment.decree_text import COPIED
from enrollment.models import Decree, DecreeLine, Enrollment
from enrollment.places import Turn, turns
from enrollment.policies import why_not
from enrollment.services.actions import ineligible, take_action_many
from enrollment.services.decrees import (
    locked_draft,
    names_of,
    refreshed,
    require_draft,
    require_right,
)
from enrollment.transitions import Action, Status
from places.models import Signatory

Change = DecreeLine.Change
_NUMBER_ONCE = ("enrollment_decree_number_once", "enrollment_decree.number")
_FROZEN = ("id", "position", *COPIED)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A line of a draft that cannot be signed as it is, and why."""

    line: DecreeLine
    sentence: str


class CannotSign(ActionDenied):
    """Some lines stand in the way; ``obstacles`` says which."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = obstacles
        names = names_of(f"{row.line.full_name} ({row.sentence})" for row in obstacles)
        super().__init__(_("Belum dapat ditandatangani karena %(names)s.") % {"names": names})


def obstacles_of(draft: Decree, by: User) -> list[Obstacle]:
    """List the lines of a draft that cannot be signed now.

    Costs   a fixed number of statements, whatever the number of lines.
    """
    lines = list(draft.lines.order_by("position"))
    rows = Enrollment.objects.filter(decree_lines__decree=draft)
    return _obstacles(lines, {row.pk: row for row in rows.select_related(*LIVE_RECORD)}, by)


@transaction.atomic
def take_out_obstacles(*, decree_id: int, by: User) -> int:
    """Take everybody out of a draft who cannot be signed now; their enrollments stay.

    Gives   how many lines went.
    Raises  ActionDenied when the decree has been signed; Decree.DoesNotExist.
    """
    draft = locked_draft(decree_id, by)
    found = [row.line.pk for row in obstacles_of(draft, by)]
    with acting(by, reason=gettext_noop("Rancangan SK")):
        number, _by_model = draft.lines.filter(pk__in=found).delete()
    return number


@transaction.atomic
def sign_decree(
    *, decree_id: int, number: str, signed_on: date, signatory: Signatory, by: User
) -> Decree:
    """Freeze a draft as the decree of a number and a day, and decree whom it names.

    The copies are taken anew from the records, so what is frozen is how people stand at this
    moment; from then on triggers refuse every change of the decree and its lines.

    Takes   signatory: one who signs decrees on that day; number: in no other decree.
    Gives   the signed decree; a second press with the same number and day changes nothing.
    Raises  CannotSign with the lines in the way; ActionDenied; Decree.DoesNotExist.
    Costs   a fixed number of statements, whatever the number of lines.
    Source  docs/rules.md, E-16; the text behind the hash is in ``enrollment/decree_text.py``.
    """
    require_right(by)
    decree = Decree.objects.select_for_update().get(pk=decree_id)
    if decree.is_signed and (decree.number, decree.signed_on) == (number, signed_on):
        return decree
    require_draft(decree)
    _require_facts(decree, number, signed_on, signatory)
    lines = list(decree.lines.order_by("position"))
    if not lines:
        raise ActionDenied(_("Rancangan ini belum memuat siapa pun."))
    named = Enrollment.objects.filter(decree_lines__decree=decree)
    rows = {row.pk: row for row in named.locked(*LIVE_RECORD)}
    if found := _obstacles(lines, rows, by):
        raise CannotSign(found)
    with acting(by, reason=gettext_noop("Penetapan SK")):
        frozen = _freeze(decree, lines, rows)
        _decree_people(frozen, by)
        seal(decree, frozen, number=number, signed_on=signed_on, signatory=signatory, by=by)
    return decree


def _require_facts(decree: Decree, number: str, signed_on: date, signatory: Signatory) -> None:
    """Refuse a number, a day or a signatory that cannot be."""
    if not decree.period.is_open:
        raise ActionDenied(
            _("Periode %(period)s tidak sedang dibuka.") % {"period": decree.period}
        )
    if not number.strip():
        raise ActionDenied(_("Nomor SK belum diisi."))
    if Decree.objects.filter(number=number).exists():
        raise ActionDenied(_("Nomor SK %(number)s sudah dipakai.") % {"number": number})
    allowed = Signatory.objects.valid_on(signed_on).filter(signs=Signatory.Signs.DECREES)
    if not allowed.filter(pk=signatory.pk, village=None).exists():
        raise ActionDenied(
            _("%(name)s bukan penanda tangan SK pada %(day)s.")
            % {"name": signatory.name, "day": long_date(signed_on)}
        )
    if decree.amends is None:
        return
    newest = papers_until(decree.amends, date.max).last()
    if newest and newest.signed_on and signed_on < newest.signed_on:
        raise ActionDenied(
            _("Perubahan tidak boleh bertanggal sebelum SK %(number)s, %(day)s.")
            % {"number": newest.number, "day": long_date(newest.signed_on)}
        )


def _obstacles(
    lines: Sequence[DecreeLine], rows: dict[int, Enrollment], by: User
) -> list[Obstacle]:
    named = [rows[line.enrollment_id] for line in lines if line.change != Change.REMOVED]
    sentences = ineligible(named)
    waiting = [row for row in named if row.status == Status.WAITLISTED]
    turn_of = turns(waiting[0].period) if waiting else {}
    found = []
    for line in lines:
        row = rows[line.enrollment_id]
        if line.change == Change.REMOVED:
            sentence = _why_not_removed(row)
        else:
            sentence = (
                why_not(row, Action.DECREE, by)
                or sentences.get(row.pk)
                or _why_not_replacing(row, line)
                or _why_not_in_turn(row, turn_of.get(row.pk))
            )
        if sentence:
            found.append(Obstacle(line, sentence))
    return found


def _why_not_in_turn(row: Enrollment, turn: Turn | None) -> str | None:
    """Say whose turn comes first; whoever takes over a place waits for nobody."""
    return turn.full if turn and row.replaces_id is None else None


def _why_not_removed(row: Enrollment) -> str | None:
    if row.ended_on is None and row.status != Status.REFUSED:
        return _("Perlindungannya tidak jadi berakhir.")
    return None


def _why_not_replacing(row: Enrollment, line: DecreeLine) -> str | None:
    if line.replaced_id and row.replaces_id != line.replaced_id:
        return _("Tidak lagi menggantikan %(name)s.") % {"name": line.replaced_name}
    return None


def _freeze(
    decree: Decree, lines: Sequence[DecreeLine], rows: dict[int, Enrollment]
) -> list[DecreeLine]:
    """Write the copies of this moment and number the lines from 1."""
    for line in lines:
        line.enrollment = rows[line.enrollment_id]
    frozen = in_order(refreshed(decree, lines))
    for position, line in enumerate(frozen, 1):
        line.position = position
    update_rows(
        DecreeLine, _FROZEN, (tuple(getattr(line, name) for name in _FROZEN) for line in frozen)
    )
    return frozen


def _decree_people(lines: Sequence[DecreeLine], by: User) -> None:
    """Take the step for everybody named, or for nobody: an annex is signed as a whole."""
    named = {line.enrollment_id: line for line in lines if line.change != Change.REMOVED}
    if not named:
        return
    outcome = take_action_many(enrollment_ids=list(named), action=Action.DECREE, by=by)
    if outcome.refused:
        raise CannotSign([Obstacle(named[row.pk], why) for row, why in outcome.refused])
    if outcome.moved != len(named):
        raise ActionDenied(_("Sebagian orang di rancangan ini di luar wilayah tugas Anda."))


def seal(
    decree: Decree,
    lines: Sequence[DecreeLine],
    *,
    number: str,
    signed_on: date,
    signatory: Signatory,
    by: User,
) -> None:
    """Write the facts and the hash of a decree; from this statement on it is frozen.

    Takes   lines: all of it, as the table holds them, in the order of their positions.
    Raises  ActionDenied when the number is used; needs a transaction and its actor.
    """
    decree.state = Decree.State.SIGNED
    decree.number, decree.signed_on, decree.signatory = number, signed_on, signatory
    decree.signed_block = block_of(signatory)
    decree.recorded_at, decree.recorded_by = timezone.now(), by
    decree.sha256 = digest(decree, lines)
    try:
        with transaction.atomic():
            decree.save()
    except IntegrityError as error:
        # Somebody may have signed another draft with this number a moment ago.
        if not any(name in str(error) for name in _NUMBER_ONCE):
            raise
        raise ActionDenied(_("Nomor SK %(number)s sudah dipakai.") % {"number": number}) from error


def block_of(signatory: Signatory) -> dict[str, object]:
    """Give the signature block as it reads on paper; a later change of the row leaves it alone."""
    return {
        "place": signatory.place,
        "capacity": list(signatory.capacity),
        "name": signatory.name,
        "rank": signatory.rank,
        "nip": signatory.nip,
    }
