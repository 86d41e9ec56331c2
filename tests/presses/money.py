"""Buttons about bills, ceilings of money and renewal."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from accounts.models import User
from common.dates import today
from common.months import add_months, code, first_of
from contributions.models import Bill
from contributions.services.bills import draft_bill
from contributions.services.payments import bill
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.renewals import Answer
from enrollment.services.renewals import Said, answer_many
from enrollment.transitions import Status
from tests import make
from tests.presses.base import Prepare, Press, days_ago, period_of_today, row, typed


def draw_up() -> Press:
    period = row(Status.REGISTERED).period
    data = {"periode": period.code, "bulan": code(_month())}
    return Press(reverse("contributions:bill_draft"), data, make.admin())


def draw_up_a_supplement() -> Press:
    by = make.admin()
    gone_out = _issued(by)
    row(Status.REGISTERED, period=gone_out.period)
    data = {"periode": gone_out.period.code, "bulan": code(gone_out.month)}
    return Press(reverse("contributions:bill_draft"), data, by)


def redraw() -> Press:
    by = make.admin()
    draft = _drawn(by)
    row(Status.REGISTERED, period=draft.period)
    return Press(reverse("contributions:bill_redraw", args=[draft.pk]), {}, by)


def delete_bill() -> Press:
    by = make.admin()
    address = reverse("contributions:bill_delete", args=[_drawn(by).pk])
    return Press(address, {"people": "1"}, by)


def note_code() -> Press:
    by = make.admin()
    data = {"billing_code": "KODE-1", "billed_on": typed(days_ago(2)), "people": "1"}
    return Press(reverse("contributions:bill_issue", args=[_drawn(by).pk]), data, by)


def pay_bill() -> Press:
    by = make.admin()
    data = {"paid_on": typed(days_ago(1)), "document": "SP2D 1"}
    return Press(reverse("contributions:bill_pay", args=[_issued(by).pk]), data, by)


def set_ceiling() -> Press:
    data = {
        "period": period_of_today().pk,
        "amount": "232008000",
        "decided_on": typed(days_ago(30)),
        "document": "DPA 1",
    }
    return Press(reverse("admin:contributions_budgetceiling_add"), data, make.admin())


def answer() -> Press:
    source, period, one = _renewable()
    data = {
        "pk": one.pk,
        "answer": Answer.STAYS.value,
        "address": f"periode={period.code}&dari={source.code}",
    }
    return Press(reverse("enrollment:renewal_answer"), data, make.admin())


def answer_that_ends_the_cover() -> Press:
    source, period, one = _renewable()
    data = {
        "pk": one.pk,
        "answer": Answer.DIED.value,
        "fact_on": typed(source.ends_on - timedelta(days=3)),
        "address": f"periode={period.code}&dari={source.code}",
    }
    return Press(reverse("enrollment:renewal_answer"), data, make.admin())


def open_the_renewal() -> Press:
    source, period, one = _renewable()
    by = make.admin()
    answer_many(period=period, said={one.pk: Said(Answer.STAYS)}, known_on=today(), by=by)
    data = {"periode": period.code, "dari": source.code, "expected": "1"}
    return Press(reverse("contributions:renewal_open"), data, by)


def _month() -> Any:
    return add_months(first_of(today()), -1)


def _drawn(by: User) -> Bill:
    period = row(Status.REGISTERED).period
    return draft_bill(period_id=period.pk, month=_month(), by=by)


def _issued(by: User) -> Bill:
    draft = _drawn(by)
    code_of = f"KODE-{make.member_number()}"
    return bill(bill_id=draft.pk, billing_code=code_of, billed_on=days_ago(5), by=by)


def _renewable() -> tuple[EnrollmentPeriod, EnrollmentPeriod, Enrollment]:
    source = period_of_today(starts_on=days_ago(300), ends_on=days_ago(61))
    return source, period_of_today(), row(Status.REGISTERED, period=source)


MONEY: dict[str, Prepare] = {
    "contributions:bill_draft": draw_up,
    "contributions:bill_draft supplement": draw_up_a_supplement,
    "contributions:bill_redraw": redraw,
    "contributions:bill_delete": delete_bill,
    "contributions:bill_issue": note_code,
    "contributions:bill_pay": pay_bill,
    "contributions:renewal_open": open_the_renewal,
    "enrollment:renewal_answer": answer,
    "enrollment:renewal_answer ending": answer_that_ends_the_cover,
    "admin:contributions_budgetceiling_add": set_ceiling,
}
