"""From which months somebody may take over the place of an ended cover; pure."""

from datetime import date

from common.months import months_between, next_month
from enrollment.models import Enrollment


def months_to_take_over(ended: Enrollment) -> list[date]:
    """Give the first days of the months left in the period after a cover, with its period, ended.

    Source  docs/rules.md, E-22.
    """
    return months_between(next_month(ended.last_day), ended.period.ends_on)
