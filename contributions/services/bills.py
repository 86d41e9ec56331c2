"""Drawing up the bill of a month, and throwing a draft away."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import insert_rows
from common.http import ActionDenied, StaleVersion
from common.months import label
from common.turns import wait_turn
from contributions.drawing import Line, drawn_lines, wanted_lines
from contributions.models import Bill, BillLine
from contributions.policies import why_not_change, why_not_draft, why_stale
from contributions.selectors import months_of
from enrollment.models import EnrollmentPeriod


@transaction.atomic
def draft_bill(*, period_id: int, month: date, by: User) -> Bill:
    """Draw up what a period owes for a month: everybody covered then and on no bill of it yet.

    Where a draft of the month is there already it is drawn up anew, and only lines that differ
    are written. A bill beside one that has gone out is a supplement for those who came later.

    Takes   month: its first day.
    Gives   the draft.
    Raises  ActionDenied with a sentence when the month lies outside the period, nobody is left
            to bill or a rate is missing; EnrollmentPeriod.DoesNotExist.
    Costs   a fixed number of statements, and a few per 5,000 new lines.
    Source  docs/rules.md, M-1 to M-3.
    """
    if reason := why_not_draft(by):
        raise ActionDenied(reason)
    period = _take_month(period_id, month)
    bills = Bill.objects.filter(period=period, month=month)
    with acting(by, reason=gettext_noop("Tagihan disusun")):
        draft = bills.filter(state=Bill.State.DRAFT).select_for_update(of=("self",)).first()
        if draft is not None:
            draft.period = period
            _bring_up_to_date(draft)
            return draft
        before = bills.aggregate(Max("sequence"))["sequence__max"] or 0
        bill = Bill.objects.create(period=period, month=month, sequence=before + 1, made_by=by)
        if not _insert(bill, wanted_lines(bill)):
            raise ActionDenied(
                _("Tidak ada peserta terdaftar pada %(month)s yang belum masuk tagihan.")
                % {"month": label(month)}
            )
    return bill


@transaction.atomic
def redraw_draft(*, bill_id: int, by: User) -> Bill:
    """Bring one draft up to date; lines that are right already stay as they are.

    Gives   the draft, which may have nobody on it any more.
    Raises  ActionDenied when it has gone out or a rate is missing; Bill.DoesNotExist.
    """
    known = Bill.objects.get(pk=bill_id)
    period = _take_month(known.period_id, known.month)
    bill = _locked_draft(bill_id, by)
    bill.period = period
    with acting(by, reason=gettext_noop("Tagihan disusun")):
        _bring_up_to_date(bill)
    return bill


@transaction.atomic
def delete_draft(*, bill_id: int, by: User, people: int | None = None) -> Bill:
    """Throw a draft away with its lines; the months of its people are free again.

    Takes   people: how many its page showed, to refuse one that was drawn anew meanwhile.
    Gives   the bill that was.
    Raises  ActionDenied when it has gone out; Bill.DoesNotExist when it is gone.
    """
    bill = _locked_draft(bill_id, by)
    if reason := why_stale(bill.lines.count(), people):
        raise StaleVersion(reason)
    with acting(by, reason=gettext_noop("Rancangan tagihan dihapus")):
        Bill.objects.filter(pk=bill_id).delete()
    return bill


def _locked_draft(bill_id: int, by: User) -> Bill:
    bill = Bill.objects.select_for_update(of=("self",)).get(pk=bill_id)
    if reason := why_not_change(bill, by):
        raise ActionDenied(reason)
    return bill


def _take_month(period_id: int, month: date) -> EnrollmentPeriod:
    """Make the drafts of one month wait for each other, those of other periods too.

    Nobody's month may stand on two bills, and somebody may be covered by two periods in one. No
    period is locked: who ends a cover holds its row and then locks the period, and a draft that
    held the period would wait for that row.
    """
    wait_turn("contributions.month", int(f"{month:%Y%m}"))
    period = EnrollmentPeriod.objects.select_related("funding_source").get(pk=period_id)
    if month not in months_of(period):
        raise ActionDenied(
            _("%(month)s di luar periode %(period)s.") % {"month": label(month), "period": period}
        )
    return period


def _bring_up_to_date(bill: Bill) -> None:
    there, wanted = drawn_lines(bill), set(wanted_lines(bill))
    gone = [line.enrollment_id for line in there - wanted]
    BillLine.objects.filter(bill=bill, enrollment__among=gone).delete()
    _insert(bill, sorted(wanted - there))


def _insert(bill: Bill, lines: Iterable[Line]) -> int:
    return insert_rows(BillLine, Line._fields, lines, {"bill_id": bill.pk, "month": bill.month})
