"""Drawing up the bill of a month, and throwing a draft away."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import PIECE, insert_rows
from common.http import ActionDenied
from common.months import label, last_day
from contributions.models import Bill, BillLine
from contributions.policies import why_not_change, why_not_draft
from contributions.rates import Tariffs
from contributions.selectors import covered_q, months_of, tariffs
from enrollment.models import Enrollment, EnrollmentPeriod
from workers.models import OccupationCategory


class _Line(NamedTuple):
    """The columns of a line beside its bill and month, in the order in which they are written."""

    enrollment_id: int
    worker_id: int
    jkk: int
    jkm: int
    full_name: str
    nik: str
    member_number: str
    village_name: str
    occupation_name: str


@transaction.atomic
def draft_bill(*, period_id: int, month: date, by: User) -> Bill:
    """Draw up what a period owes for a month: everybody covered then and on no bill of it yet.

    Where a draft of the month is there already it is drawn up anew, and only lines that differ
    are written. A bill beside one that has gone out is a supplement for those who came later.

    Takes   month: its first day.
    Gives   the draft.
    Raises  ActionDenied with a sentence when the month lies outside the period, nobody is left
            to bill or a rate is missing.
    Costs   a fixed number of statements, and one per 500 new lines (5,000 on PostgreSQL).
    Source  docs/rules.md, M-1 to M-3.
    """
    if reason := why_not_draft(by):
        raise ActionDenied(reason)
    period = _lock_month(period_id, month)
    bills = Bill.objects.filter(period=period, month=month)
    with acting(by, reason=gettext_noop("Tagihan disusun")):
        bill = bills.filter(state=Bill.State.DRAFT).select_for_update(of=("self",)).first()
        if bill is None:
            before = bills.aggregate(Max("sequence"))["sequence__max"] or 0
            bill = Bill.objects.create(period=period, month=month, sequence=before + 1, made_by=by)
            if not _insert(bill, _wanted(bill, tariffs())):
                raise ActionDenied(
                    _("Tidak ada peserta terdaftar pada %(month)s yang belum masuk tagihan.")
                    % {"month": label(month)}
                )
        else:
            _redraw(bill)
    return bill


@transaction.atomic
def delete_draft(*, bill_id: int, by: User) -> Bill:
    """Throw a draft away with its lines; the months of its people are free again.

    Gives   the bill that was.
    Raises  ActionDenied when it has gone out; Bill.DoesNotExist when it is gone.
    """
    bill = Bill.objects.select_for_update(of=("self",)).get(pk=bill_id)
    if reason := why_not_change(bill, by):
        raise ActionDenied(reason)
    with acting(by, reason=gettext_noop("Rancangan tagihan dihapus")):
        Bill.objects.filter(pk=bill_id).delete()
    return bill


def _lock_month(period_id: int, month: date) -> EnrollmentPeriod:
    """Make drafts of one month wait for each other, of neighbouring periods too: nobody's month
    may stand on two bills.

    Gives   the period, in which the month lies.
    """
    touching = Q(starts_on__lte=last_day(month), ends_on__gte=month)
    rows = EnrollmentPeriod.objects.filter(touching | Q(pk=period_id)).order_by("pk")
    rows = rows.select_related("funding_source")
    locked = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}
    period = locked[period_id]
    if month not in months_of(period):
        raise ActionDenied(
            _("%(month)s di luar periode %(period)s.") % {"month": label(month), "period": period}
        )
    return period


def _wanted(bill: Bill, rates: Tariffs) -> Iterator[_Line]:
    """Go through the lines that a bill should have today, each person once."""
    elsewhere = BillLine.objects.filter(month=bill.month).exclude(bill=bill)
    rows = (
        Enrollment.objects.filter(covered_q(bill.month), period=bill.period)
        .exclude(worker__in=elsewhere.values("worker"))
        .order_by("worker_id", "starts_on", "pk")
        .values_list(
            "pk",
            "worker_id",
            "worker__full_name",
            "worker__nik",
            "worker__member_number",
            "worker__village__name",
            "worker__occupation__name",
            "worker__occupation__sector",
        )
    )
    is_public = bill.period.funding_source.is_public_money
    costs: dict[str, tuple[int, int]] = {}
    last = None
    for enrollment, worker, *copies, sector in rows.iterator(chunk_size=PIECE):
        if worker == last:  # a cover that ended and one that follows it in the same month
            continue
        last = worker
        if sector not in costs:
            costs[sector] = _cost(rates, bill.month, sector, is_public)
        yield _Line(enrollment, worker, *costs[sector], *copies)


def _cost(rates: Tariffs, month: date, sector: str, is_public: bool) -> tuple[int, int]:
    rate = rates.rate(month, sector, is_public_money=is_public)
    if rate is None:
        raise ActionDenied(
            _(
                "Tarif iuran %(month)s untuk sektor %(sector)s belum ada."
                " Tambahkan pada Data acuan, lalu susun lagi."
            )
            % {"month": label(month), "sector": OccupationCategory.Sector(sector).label}
        )
    return rate.jkk, rate.jkm


def _redraw(bill: Bill) -> None:
    """Bring the lines of a draft up to date; lines that are right already stay as they are."""
    found = BillLine.objects.filter(bill=bill).values_list(*_Line._fields)
    there = set(map(_Line._make, found))
    wanted = set(_wanted(bill, tariffs()))
    gone = [line.enrollment_id for line in there - wanted]
    BillLine.objects.filter(bill=bill, enrollment__among=gone).delete()
    _insert(bill, sorted(wanted - there))


def _insert(bill: Bill, lines: Any) -> int:
    columns = ("bill_id", "month", *_Line._fields)
    return insert_rows(BillLine, columns, ((bill.pk, bill.month, *line) for line in lines))
