"""The registry as it was on an earlier day, for lists that are asked for it."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time, timedelta

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEvent
from audit.past import Remembered, tables_as_of
from enrollment.models import Enrollment, EnrollmentPeriod, FundingSource
from places.models import District, Village
from workers.models import OccupationCategory, Worker
from workers.names import name_key

# Every table that lists of people read. Whose people somebody may see is no part of it: the right
# to look back is that of today.
_READ_BY_LISTS = (
    Remembered(Worker, follows={"name_key": ("full_name", name_key)}),
    *map(
        Remembered,
        (
            Enrollment,
            EnrollmentPeriod,
            FundingSource,
            OccupationCategory,
            District,
            Village,
            User,
        ),
    ),
)


def registry_as_of(day: date | None) -> AbstractContextManager[None]:
    """Let lists of people in the block read the registry as it was at the end of a day.

    What is read must be read inside, down to the last row. Staff still see the people whom they
    may see today, among those who lived or worked there then.

    Takes   day: not before ``first_day``; None for the registry as it is.
    Raises  RuntimeError when something in the block writes.
    Costs   about thirty statements and one copy of the tables; nothing without a day.
    """
    if day is None:
        return nullcontext()
    return tables_as_of(_midnight_after(day), _READ_BY_LISTS)


def first_day() -> date | None:
    """Give the day on which the trail begins; None while nothing was ever written."""
    began = AuditEvent.objects.aggregate(at=Min("at"))["at"]
    return timezone.localdate(began) if began else None


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
