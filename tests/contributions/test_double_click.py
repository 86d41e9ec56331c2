"""Two presses, or two admins, at the same moment: the outcome is that of one after the other."""

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from common.http import ActionDenied
from contributions.models import Bill, BillLine
from contributions.services.bills import delete_draft, draft_bill
from contributions.services.payments import bill, pay
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import EndReason
from tests import make
from tests.contributions.people import APRIL, MAY, billed, covered

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """Press in threads that start together; give what each got back, or the words it read."""
    start = threading.Barrier(len(presses))
    results: list[Any] = [None] * len(presses)

    def run(place: int) -> None:
        start.wait(10)
        try:
            results[place] = presses[place]()
        except (ActionDenied, Bill.DoesNotExist) as refusal:
            results[place] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_four_presses_draw_up_one_bill(admin, period):
    for _number in range(5):
        covered(period)
    press = lambda: draft_bill(period_id=period.pk, month=APRIL, by=admin)  # noqa: E731
    found = at_once(press, press, press, press)
    assert len({row.pk for row in found}) == 1
    assert (Bill.objects.count(), BillLine.objects.count()) == (1, 5)


def test_two_periods_do_not_both_take_the_month_of_one_person(admin, period):
    other = make.period("2025-CSR")
    first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
    covered(other, worker=first.worker, starts_on=date(2025, 5, 20))
    found = at_once(
        *(
            lambda pk=pk: draft_bill(period_id=pk, month=MAY, by=admin)
            for pk in (period.pk, other.pk)
        )
    )
    assert BillLine.objects.count() == Bill.objects.count() == 1
    assert len([row for row in found if isinstance(row, Bill)]) == 1
    assert len([row for row in found if "belum masuk tagihan" in str(row)]) == 1


def test_a_cover_that_ends_meanwhile_waits_for_nobody(admin, period):
    row = covered(period)
    is_held = threading.Event()

    def hold() -> str:
        with transaction.atomic():
            Enrollment.objects.select_for_update().get(pk=row.pk)
            is_held.set()
            time.sleep(1)  # long enough for the draft to ask for the row
            EnrollmentPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
        return "ended"

    def draw() -> Bill:
        is_held.wait(10)
        return draft_bill(period_id=period.pk, month=APRIL, by=admin)

    held, drawn = at_once(hold, draw)
    assert held == "ended"
    assert drawn.lines.count() == 1


def test_two_admins_pay_once(admin, period):
    covered(period)
    row = billed(period, APRIL, admin)
    found = at_once(
        lambda: pay(bill_id=row.pk, paid_on=MAY, document="SP2D 1", by=admin),
        lambda: pay(bill_id=row.pk, paid_on=MAY, document="SP2D 2", by=admin),
    )
    row.refresh_from_db()
    assert row.state == Bill.State.PAID
    assert row.payment_document in {"SP2D 1", "SP2D 2"}
    assert len([answer for answer in found if "sudah dicatat dibayar" in str(answer)]) == 1


def test_four_presses_pay_once(admin, period):
    covered(period)
    row = billed(period, APRIL, admin)
    press = lambda: pay(bill_id=row.pk, paid_on=MAY, document="SP2D 1", by=admin)  # noqa: E731
    assert [answer.pk for answer in at_once(press, press, press, press)] == [row.pk] * 4


def test_a_draft_is_billed_or_deleted_but_never_both(admin, period):
    covered(period)
    row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
    at_once(
        lambda: bill(bill_id=row.pk, billing_code="K", billed_on=APRIL, by=admin),
        lambda: delete_draft(bill_id=row.pk, by=admin),
    )
    left = Bill.objects.first()
    assert left is None or (left.state, left.lines.count()) == (Bill.State.BILLED, 1)
    assert BillLine.objects.count() == Bill.objects.count()


def test_drawing_anew_while_it_goes_out_leaves_a_whole_bill(admin, period):
    covered(period)
    row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
    covered(period)
    at_once(
        lambda: bill(bill_id=row.pk, billing_code="K", billed_on=APRIL, by=admin),
        lambda: draft_bill(period_id=period.pk, month=APRIL, by=admin),
    )
    found = [(one.state, one.lines.count()) for one in Bill.objects.order_by("sequence")]
    assert found in ([("billed", 2)], [("billed", 1), ("draft", 1)])
