"""The money of the demo: two years billed and paid, with the slips that offices make."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from blitar_registry.demo.programme import Periods
from blitar_registry.demo.staff import Staff
from common.months import add_months, first_of, last_day, next_month
from contributions.models import Bill, BillLine
from contributions.selectors import covered_q, months_of
from contributions.services.bills import draft_bill
from contributions.services.payments import bill, pay
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import EndReason

# Days of the month on which a bill is drawn up, goes out and is paid.
DRAWN, SENT, SETTLED = 1, 3, 10
# How many months ago somebody was forgotten.
FORGOTTEN = 2


def save_bills(periods: Periods, staff: Staff, on: date) -> None:
    """Bill every month that is over; the last one waits for its payment, this one is a draft.

    Somebody is forgotten in one month, and one death is heard of after the next month was paid.
    """
    current = first_of(on)
    late = _heard_of_late(periods, on)
    for period, month in _covered_months(periods, on):
        draft = draft_bill(period_id=period.pk, month=month, by=staff.admin)
        Bill.objects.filter(pk=draft.pk).update(made_at=_morning_of(month.replace(day=DRAWN)))
        if month == current:
            continue
        if month == add_months(current, -FORGOTTEN):
            _forget_one(draft)
        if late and (period.pk, month) == (late.period_id, _month_after(late)):
            _bill_the_dead(draft, late)
        bill(
            bill_id=draft.pk,
            billing_code=f"{month:%y%m}{draft.pk:08}",
            billed_on=month.replace(day=SENT),
            by=staff.admin,
        )
        if month < add_months(current, -1):
            pay(
                bill_id=draft.pk,
                paid_on=month.replace(day=SETTLED),
                document=f"SP2D {draft.pk:05}/LS/{month.year}",
                by=staff.admin,
            )


def _covered_months(periods: Periods, on: date) -> Iterator[tuple[EnrollmentPeriod, date]]:
    """Go through the months up to this one in which anybody is covered."""
    for period in (periods.seed, periods.current):
        for month in months_of(period):
            if month <= on and Enrollment.objects.filter(covered_q(month), period=period).exists():
                yield period, month


def _heard_of_late(periods: Periods, on: date) -> Enrollment | None:
    """Choose the latest death whose following month is paid; the news came at its end."""
    paid_last = add_months(first_of(on), -FORGOTTEN)
    for period in (periods.current, periods.seed):
        dead = Enrollment.objects.filter(
            period=period,
            end_reason__in=[EndReason.DIED, EndReason.DIED_AT_WORK],
            ended_on__lt=min(paid_last, first_of(period.ends_on)),
        )
        row = dead.order_by("-ended_on", "pk").first()
        if row and (month := _month_after(row)):
            Enrollment.objects.filter(pk=row.pk).update(end_known_on=last_day(month))
            return row
    return None


def _month_after(late: Enrollment) -> date | None:
    return late.ended_on and next_month(first_of(late.ended_on))


def _bill_the_dead(draft: Bill, late: Enrollment) -> None:
    line = BillLine.objects.filter(enrollment=late).order_by("-month").first()
    if line:
        line.pk, line.bill, line.month = None, draft, draft.month
        line.save()


def _forget_one(draft: Bill) -> None:
    lines = draft.lines.order_by("village_name", "full_name", "pk")
    if lines.count() > 1:
        lines[0].delete()


def _morning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
