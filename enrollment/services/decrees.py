"""Drafts of decrees: whom they name, until they are signed (``enrollment.services.signing``).

Locks are taken in one order everywhere: decree, enrollments by id, places of the period.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.models import User
from audit.context import acting
from common.bulk import insert_rows, update_rows
from common.http import ActionDenied
from enrollment.decree_choice import NAMEABLE
from enrollment.decree_lines import (
    DRAFT_POSITIONS,
    LIVE_RECORD,
    added_line,
    in_order,
    removing_line,
    replacing_line,
    values_of,
)
from enrollment.decree_selectors import on_list
from enrollment.decree_text import COPIED
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod

MAY_DECREE = "enrollment.decree_enrollment"
# How many names a sentence tells.
MOST_NAMED = 5

Change = DecreeLine.Change
_INSERTED = ("decree_id", "position", "change", "enrollment_id", "replaced_id", *COPIED)
_REFRESHED = ("id", *COPIED)


@transaction.atomic
def draft_decree(
    *, period: EnrollmentPeriod, title: str, enrollment_ids: Collection[int], by: User
) -> Decree:
    """Start a decree that names some verified or waiting people of a period.

    Takes   enrollment_ids: those in no other draft; people outside the scope of ``by`` are left
            out.
    Gives   the draft; that of the first press when the button was pressed twice.
    Raises  ActionDenied with a sentence fit for the screen.
    Costs   a fixed number of statements, on SQLite one for every 500 people.
    """
    require_right(by)
    rows = locked(by, enrollment_ids)
    pressed_before = Decree.objects.filter(
        period=period, title=title, made_by=by, amends=None, state=Decree.State.DRAFT
    )
    if (draft := pressed_before.first()) and _names_all(draft, rows):
        return draft
    require_nameable(rows, period)
    with acting(by, reason=gettext_noop("Rancangan SK")):
        draft = Decree.objects.create(period=period, title=title, made_by=by)
        insert_lines(draft, (added_line(row) for row in rows))
    return draft


@transaction.atomic
def add_people(*, decree_id: int, enrollment_ids: Collection[int], by: User) -> int:
    """Let a draft name more people; those it names already stay as they are.

    Gives   how many were added.
    Raises  ActionDenied; Decree.DoesNotExist.
    """
    draft = locked_draft(decree_id, by)
    known = set(draft.lines.values_list("enrollment", flat=True))
    rows = locked(by, set(enrollment_ids) - known)
    if not rows and known.issuperset(enrollment_ids):
        return 0
    require_nameable(rows, draft.period)
    with acting(by, reason=gettext_noop("Rancangan SK")):
        write_people(draft, rows)
    return len(rows)


@transaction.atomic
def take_out(*, decree_id: int, enrollment_ids: Collection[int], by: User) -> int:
    """Take people out of a draft; their enrollments stay as they are.

    Gives   how many lines went.
    Raises  ActionDenied when the decree has been signed; Decree.DoesNotExist.
    """
    draft = locked_draft(decree_id, by)
    with acting(by, reason=gettext_noop("Rancangan SK")):
        number, _by_model = draft.lines.filter(enrollment__in=enrollment_ids).delete()
    return number


@transaction.atomic
def refresh_draft(*, decree_id: int, by: User) -> int:
    """Copy today's records into the lines of a draft.

    Gives   how many lines said something else before.
    Raises  ActionDenied when the decree has been signed; Decree.DoesNotExist.
    """
    draft = locked_draft(decree_id, by)
    lines = list(draft.lines.select_related(*(f"enrollment__{name}" for name in LIVE_RECORD)))
    fresh = refreshed(draft, lines)
    changed = [
        fresh_line
        for line, fresh_line in zip(lines, fresh, strict=True)
        if values_of(line, COPIED) != values_of(fresh_line, COPIED)
    ]
    with acting(by, reason=gettext_noop("Rancangan SK")):
        return update_rows(DecreeLine, _REFRESHED, (_tuple(line, _REFRESHED) for line in changed))


@transaction.atomic
def delete_draft(*, decree_id: int, by: User) -> None:
    """Throw a draft away; a second press finds nothing to do.

    Raises  ActionDenied when the decree has been signed.
    """
    require_right(by)
    draft = Decree.objects.select_for_update().filter(pk=decree_id).first()
    if draft is None:
        return
    require_draft(draft)
    with acting(by, reason=gettext_noop("Rancangan SK dihapus")):
        draft.delete()


def require_right(by: User) -> None:
    if not by.has_perm(MAY_DECREE):
        raise ActionDenied(_("Peran Anda tidak boleh menyusun SK."))


def require_draft(decree: Decree) -> None:
    if decree.is_signed:
        raise ActionDenied(
            _("SK %(number)s sudah ditandatangani dan tidak berubah lagi.")
            % {"number": decree.number}
        )


def locked_draft(decree_id: int, by: User) -> Decree:
    """Give a draft that nobody else changes or signs until the transaction ends."""
    require_right(by)
    draft = Decree.objects.select_for_update().get(pk=decree_id)
    require_draft(draft)
    return draft


def locked(by: User, enrollment_ids: Collection[int]) -> list[Enrollment]:
    """Lock enrollments in the order of ids and read the records beside them after that."""
    return Enrollment.objects.in_scope(by).filter(pk__in=enrollment_ids).locked(*LIVE_RECORD)


def require_nameable(rows: Sequence[Enrollment], period: EnrollmentPeriod) -> None:
    """Refuse people whom a new draft of a period cannot name.

    Takes   rows: locked, so no other draft can name them meanwhile.
    Raises  ActionDenied naming some of them and what is in the way.
    """
    if not rows:
        raise ActionDenied(_("Tidak ada orang yang dapat ditetapkan menurut pilihan itu."))
    if not period.is_open:
        raise ActionDenied(_("Periode %(period)s tidak sedang dibuka.") % {"period": period})
    if wrong := [row for row in rows if row.status not in NAMEABLE or row.period_id != period.pk]:
        raise ActionDenied(
            _("Hanya yang terverifikasi atau cadangan yang dapat masuk SK: %(names)s.")
            % {"names": names_of(row.worker.full_name for row in wrong)}
        )
    elsewhere = DecreeLine.objects.filter(
        enrollment__in=[row.pk for row in rows], decree__state=Decree.State.DRAFT
    ).select_related("decree")
    if found := list(elsewhere):
        raise ActionDenied(
            _("Sudah ada di rancangan SK “%(title)s”: %(names)s.")
            % {
                "title": found[0].decree.title,
                "names": names_of(line.full_name for line in found),
            }
        )


def names_of(names: Iterable[str]) -> str:
    """Write names in a row; of many, the first ones and how many more there are."""
    everybody = list(names)
    told = ", ".join(everybody[:MOST_NAMED])
    more = len(everybody) - MOST_NAMED
    if more <= 0:
        return told
    return ngettext("%(names)s dan %(more)d lagi", "%(names)s dan %(more)d lagi", more) % {
        "names": told,
        "more": more,
    }


def write_people(draft: Decree, rows: Iterable[Enrollment]) -> None:
    """Add lines for people; in an amendment they take over from those whom they replace."""
    earlier = on_list(draft.amends) if draft.amends else {}
    lines = []
    for row in rows:
        replaced = earlier.get(row.replaces_id) if row.replaces_id else None
        lines.append(replacing_line(row, replaced) if replaced else added_line(row))
    taken_over = [line.replaced_id for line in lines if line.replaced_id]
    draft.lines.filter(change=Change.REMOVED, enrollment__in=taken_over).delete()
    insert_lines(draft, lines)


def insert_lines(draft: Decree, lines: Iterable[DecreeLine]) -> None:
    """Add lines to a draft behind those it has."""
    last = draft.lines.order_by("-position").values_list("position", flat=True).first()
    first = (last or DRAFT_POSITIONS) + 1
    for position, line in enumerate(ordered := in_order(lines), first):
        line.decree, line.position = draft, position
    insert_rows(DecreeLine, _INSERTED, (_tuple(line, _INSERTED) for line in ordered))


def refreshed(draft: Decree, lines: Iterable[DecreeLine]) -> list[DecreeLine]:
    """Give lines of a draft anew from today's records, with the ids they have.

    Takes   lines: with the records of their enrollments loaded.
    """
    earlier = on_list(draft.amends) if draft.amends else {}
    fresh = []
    for line in lines:
        if line.change == Change.REMOVED:
            new = removing_line(line.enrollment, earlier[line.enrollment_id])
        elif line.replaced_id:
            new = replacing_line(line.enrollment, earlier[line.replaced_id])
        else:
            new = added_line(line.enrollment)
        new.pk, new.decree_id, new.position = line.pk, line.decree_id, line.position
        fresh.append(new)
    return fresh


def _names_all(draft: Decree, rows: Iterable[Enrollment]) -> bool:
    named = set(draft.lines.values_list("enrollment", flat=True))
    return named.issuperset(row.pk for row in rows)


def _tuple(line: DecreeLine, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in names)
