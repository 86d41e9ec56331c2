"""An ending that was written by mistake, taken back."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from common.text import clean_text
from enrollment.models import Decree, DecreeLine, Enrollment
from enrollment.policies import why_not_reopen
from enrollment.selectors import covers_of
from enrollment.services.actions import require_version
from enrollment.services.places import take_places
from enrollment.transitions import DEATHS
from workers.models import Worker

UNENDED = {"ended_on": None, "end_known_on": None, "end_reason": ""}


@transaction.atomic
def reopen_enrollment(
    *, enrollment_id: int, note: str, by: User, version: int | None = None
) -> Enrollment:
    """Take back the ending of a cover; with a death all covers that it ended, and the death.

    Proposals that the death closed stay closed: the person is simply proposed anew.

    Takes   note: why, in one's own words; it goes into the trail; version: the one the person at
            the screen saw.
    Gives   the saved row, which holds a place again.
    Raises  StaleVersion; ActionDenied when something rests on the ending, or no place is left;
            Enrollment.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, E-21.
    """
    rows = _locked(by, enrollment_id)
    row = next(row for row in rows if row.pk == enrollment_id)
    require_version(row, version)
    note = clean_text(note, limit=200)
    if sentence := why_not_reopen(row, by):
        raise ActionDenied(sentence)
    if not note:
        raise ActionDenied(_("Tulis alasannya dulu."))
    if reasons := list(_dependents(rows)):
        raise ActionDenied(" ".join(reasons))
    with acting(by, reason=note):
        full = take_places(rows, {**UNENDED, "version": F("version") + 1})
        for sentence in full.values():
            raise ActionDenied(
                _("Tempatnya sudah dipakai orang lain. %(full)s") % {"full": sentence}
            )
        if row.end_reason in DEATHS:
            Worker.objects.filter(pk=row.worker_id).update(
                died_on=None, version=F("version") + 1, updated_at=timezone.now()
            )
    row.refresh_from_db()
    return row


def _locked(by: User, pk: int) -> list[Enrollment]:
    """Lock the named row and, when a death ended it, the other covers which that death ended."""
    visible = Enrollment.objects.in_scope(by)
    named = visible.get(pk=pk)
    wanted = Q(pk=pk)
    if named.end_reason in DEATHS:
        wanted |= Q(worker=named.worker_id, end_reason__in=DEATHS)
    return visible.filter(wanted).locked()


def _dependents(rows: Sequence[Enrollment]) -> Iterator[str]:
    """Say what rests on the endings of some rows of one person."""
    ids = [row.pk for row in rows]
    for newcomer in Enrollment.objects.live().filter(replaces__in=ids).select_related("worker"):
        yield _("Tempatnya sudah digantikan %(name)s.") % {"name": newcomer.worker}
    signed = DecreeLine.objects.filter(
        Q(enrollment__in=ids, change=DecreeLine.Change.REMOVED) | Q(replaced__in=ids),
        decree__state=Decree.State.SIGNED,
    ).select_related("decree")
    for line in signed:
        yield _("Pengakhirannya tercantum dalam %(decree)s.") % {"decree": line.decree}
    worker_id = rows[0].worker_id
    for cover in covers_of([worker_id], except_ids=ids)[worker_id]:
        if any(cover.overlaps(row.starts_on, row.period.ends_on) for row in rows):
            yield _("Orangnya sudah punya kepesertaan lain: %(period)s.") % {
                "period": cover.period_name
            }
