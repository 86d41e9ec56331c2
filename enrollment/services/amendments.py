"""Amendments of a decree: numbered papers that say who was added, removed or replaced."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.decree_choice import NAMEABLE
from enrollment.decree_lines import LIVE_RECORD, removing_line
from enrollment.decree_selectors import on_list
from enrollment.models import Decree, DecreeLine, Enrollment
from enrollment.services.decrees import (
    insert_lines,
    locked,
    locked_draft,
    require_nameable,
    require_right,
    write_people,
)
from enrollment.transitions import Status


@dataclass(frozen=True, slots=True)
class Mutations:
    """What has happened to the people of a list since its last paper."""

    removed: list[Enrollment]
    replacing: list[Enrollment]

    def __bool__(self) -> bool:
        return bool(self.removed or self.replacing)


def mutations_of(decree: Decree) -> Mutations:
    """Find who left the list of a decree, and who stands ready in the place of one of them.

    Those whom some draft names already are left out.

    Takes   decree: one that amends none.
    Costs   a fixed number of statements, whatever the length of the list.
    Source  docs/rules.md, E-17.
    """
    listed = on_list(decree)
    drafted = DecreeLine.objects.filter(decree__state=Decree.State.DRAFT).values("enrollment")
    rows = (
        Enrollment.objects.filter(period=decree.period_id)
        .filter(
            Q(ended_on__isnull=False)
            | Q(status=Status.REFUSED)
            | Q(status__in=NAMEABLE, replaces__isnull=False)
        )
        .exclude(pk__in=drafted)
        .select_related(*LIVE_RECORD, "replaces__worker")
        .order_by("pk")
    )
    replacing = [row for row in rows if row.status in NAMEABLE and row.replaces_id in listed]
    taken_over = {row.replaces_id for row in replacing}
    removed = [row for row in rows if row.pk in listed and row.pk not in taken_over]
    return Mutations(removed, replacing)


@transaction.atomic
def draft_amendment(
    *, decree_id: int, title: str, enrollment_ids: Collection[int] = (), by: User
) -> Decree:
    """Start the next amendment of a signed decree.

    Takes   enrollment_ids: verified or waiting people to add, in no other draft.
    Gives   the draft; the one under way when its button was pressed twice.
    Raises  ActionDenied when another amendment is under way or there is nothing to amend;
            Decree.DoesNotExist.
    Costs   a fixed number of statements, on SQLite one for every 500 people.
    """
    require_right(by)
    decree = Decree.objects.select_for_update().get(pk=decree_id)
    if decree.amends_id or not decree.is_signed:
        raise ActionDenied(_("Yang dapat diubah adalah SK yang sudah ditandatangani."))
    if under_way := decree.amendments.filter(state=Decree.State.DRAFT).first():
        if (under_way.title, under_way.made_by_id) == (title, by.pk):
            return under_way
        raise ActionDenied(
            _("Masih ada rancangan perubahan “%(title)s”; tandatangani atau hapus dulu.")
            % {"title": under_way.title}
        )
    with acting(by, reason=gettext_noop("Rancangan perubahan SK")):
        draft = Decree.objects.create(
            period=decree.period,
            amends=decree,
            sequence=decree.amendments.count() + 1,
            title=title,
            made_by=by,
        )
        number = _collect(draft, decree, by)
        if chosen := set(enrollment_ids) - _named(draft):
            rows = locked(by, chosen)
            require_nameable(rows, draft.period)
            write_people(draft, rows)
        elif not number:
            raise ActionDenied(_("Tidak ada yang berubah sejak SK terakhir."))
    return draft


@transaction.atomic
def collect_mutations(*, decree_id: int, by: User) -> int:
    """Bring into the draft of an amendment what has happened since it was made.

    Gives   how many lines were added.
    Raises  ActionDenied; Decree.DoesNotExist.
    """
    draft = locked_draft(decree_id, by)
    if draft.amends is None:
        raise ActionDenied(_("Rancangan ini bukan perubahan SK."))
    with acting(by, reason=gettext_noop("Rancangan perubahan SK")):
        return _collect(draft, draft.amends, by)


def _collect(draft: Decree, decree: Decree, by: User) -> int:
    """Add lines for what ``mutations_of`` finds and still finds when the people are locked."""
    found = mutations_of(decree)
    ids = {row.pk for row in (*found.removed, *found.replacing)}
    locked(by, ids)
    found = mutations_of(decree)
    removed = [row for row in found.removed if row.pk in ids]
    replacing = [row for row in found.replacing if row.pk in ids]
    earlier = on_list(decree)
    insert_lines(draft, (removing_line(row, earlier[row.pk]) for row in removed))
    write_people(draft, replacing)
    return len(removed) + len(replacing)


def _named(draft: Decree) -> set[int]:
    return set(draft.lines.values_list("enrollment", flat=True))
