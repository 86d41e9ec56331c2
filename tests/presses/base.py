"""What a press is, and the people and periods that most of them need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from common.dates import today
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from tests import make


@dataclass(frozen=True, slots=True)
class Press:
    """A form ready to be sent: where to, what with, by whom."""

    address: str
    data: dict[str, Any]
    by: User


Prepare = Callable[[], Press]


def period_of_today(**values: Any) -> EnrollmentPeriod:
    """An open period that began two months ago and runs for another three."""
    on = today()
    values.setdefault("starts_on", on - timedelta(days=60))
    values.setdefault("ends_on", on + timedelta(days=90))
    return make.period(**values)


def row(status: Status = Status.PROPOSED, **values: Any) -> Enrollment:
    """An enrollment of somebody with a member number, in a period of its own unless told."""
    if "period" not in values:
        values["period"] = period_of_today()
    if "worker" not in values:
        values["worker"] = make.worker(member_number=make.member_number())
    return make.enrollment(status=status, **values)


def days_ago(number: int) -> date:
    return today() - timedelta(days=number)


def typed(day: date) -> str:
    """A day as it is typed into a form."""
    return f"{day:%d-%m-%Y}"
