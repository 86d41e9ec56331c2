"""People whom a month of the seed year covers."""

from datetime import date
from typing import Any

from accounts.models import User
from contributions.models import Bill
from contributions.services.bills import draft_bill
from contributions.services.payments import bill, pay
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from tests import make

APRIL, MAY, JUNE, JULY = (date(2025, month, 1) for month in (4, 5, 6, 7))


def covered(period: EnrollmentPeriod, *, name: str = "", **values: Any) -> Enrollment:
    """A registered cover with a member number."""
    if "worker" not in values:
        named = {"full_name": name} if name else {}
        values["worker"] = make.worker(member_number=make.member_number(), **named)
    return make.enrollment(period=period, status=Status.REGISTERED, **values)


def billed(period: EnrollmentPeriod, month: date, by: User) -> Bill:
    """The bill of a month, gone out on its first day."""
    draft = draft_bill(period_id=period.pk, month=month, by=by)
    code = f"KODE-{month:%m}-{draft.sequence}"
    return bill(bill_id=draft.pk, billing_code=code, billed_on=month, by=by)


def paid(period: EnrollmentPeriod, month: date, by: User) -> Bill:
    """The bill of a month, paid on its fifth day."""
    row = billed(period, month, by)
    return pay(bill_id=row.pk, paid_on=month.replace(day=5), document="SP2D 1", by=by)
