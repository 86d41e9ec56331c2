"""What a month of one person is: planned, billed, paid, or missing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthState(models.TextChoices):
    """How one month of one enrollment stands."""

    OUTSIDE = "outside", _("Di luar perlindungan")
    PLANNED = "planned", _("Direncanakan")
    BILLED = "billed", _("Ditagih")
    PAID = "paid", _("Dibayar")
    HOLE = "hole", _("Belum ditagih")


def month_state(*, line: str, is_covered: bool, is_planned: bool, is_over: bool) -> MonthState:
    """Say how a month of one person stands.

    Takes   line: the state of the bill on which the month stands, empty when it is on none;
            is_covered: the person is registered and some day of the month is theirs;
            is_planned: a decree promises the month, registered or not; is_over: its last day
            has passed.
    """
    if line in _GONE_OUT:
        return _GONE_OUT[line]
    if is_covered:
        return MonthState.PLANNED if line or not is_over else MonthState.HOLE
    return MonthState.PLANNED if is_planned and not is_over else MonthState.OUTSIDE


_GONE_OUT = {str(state): state for state in (MonthState.BILLED, MonthState.PAID)}
