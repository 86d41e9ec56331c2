"""From which months somebody may take over the place of an ended cover; pure."""

from datetime import date

from common.months import months_between, next_month
from enrollment.models import Enrollment


def months_to_take_over(ended: Enrollment) -> list[date]:
    """Give the first days of the months left in the period after a cover ended.

    Takes   ended: with its period and worker loaded; one that never began leaves its first month.
    Source  docs/rules.md, E-22.
    """
    first = next_month(ended.last_day)
    if not ended.is_begun and ended.starts_on.day == 1:
        first = ended.starts_on
    return months_between(first, ended.period.ends_on)
