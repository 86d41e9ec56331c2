"""The registry that lists are measured in: one open period, and people if they are wanted."""

from datetime import date

from django.core.management import call_command

from accounts.services import command_account
from audit.context import acting
from enrollment.models import EnrollmentPeriod, FundingSource

FIRST_DAY, LAST_DAY = date(2026, 4, 1), date(2026, 12, 31)
_CODE = "bench"


def fill(people: int) -> None:
    """Make an empty database a registry.

    Takes   people: how many were enrolled last year; 0 for nobody.
    """
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    command_account()
    if people:
        call_command("demo", workers=people, verbosity=0)
    with acting("bench"):
        EnrollmentPeriod.objects.create(
            code=_CODE,
            name=_CODE,
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
            state=EnrollmentPeriod.State.OPEN,
            funding_source=FundingSource.objects.all()[0],
        )


def open_period() -> EnrollmentPeriod:
    return EnrollmentPeriod.objects.get(code=_CODE)
