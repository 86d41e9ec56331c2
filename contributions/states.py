"""What a month of one person is: planned, billed, paid, or missing; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.months import last_day
from enrollment.transitions import ENDABLE, Status


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


class CoverDays(NamedTuple):
    """What the months of one enrollment depend on; ``is_begun`` as in ``Enrollment``."""

    pk: int
    worker_id: int
    period_id: int
    status: str
    first: date
    last: date
    is_begun: bool

    def reaches(self, month: date, month_end: date) -> bool:
        return self.is_begun and self.first <= month_end and month <= self.last


# By worker and month: the enrollment whose month is on a bill, and the state of that bill.
Lines = Mapping[tuple[int, date], tuple[int, str]]


def states_of(
    covers: Iterable[CoverDays], lines: Lines, months: Sequence[date], on: date
) -> dict[int, dict[date, MonthState]]:
    """Say how each of some months stands for each cover, on a day, by enrollment id.

    A month belongs to one cover of a person: to the one whose line is on a bill, else to the one
    in each period that a bill would take. For the others it lies outside.

    Takes   covers: with all those that their people have in their periods.
    Source  docs/rules.md, M-2 and M-3.
    """
    spans = [(month, last_day(month)) for month in months]
    companions: dict[tuple[int, int], list[CoverDays]] = defaultdict(list)
    # In the order in which a bill takes them; only registered people are billed.
    for cover in sorted(covers, key=lambda one: (one.status != Status.REGISTERED, one.first, one)):
        companions[cover.worker_id, cover.period_id].append(cover)
    found: dict[int, dict[date, MonthState]] = {}
    for (worker_id, _period_id), group in companions.items():
        for at, cover in enumerate(group):
            found[cover.pk] = {}
            for month, month_end in spans:
                owner, bill_state = lines.get((worker_id, month), (cover.pk, ""))
                is_inside = cover.reaches(month, month_end)
                if not bill_state and is_inside:
                    is_inside = not any(one.reaches(month, month_end) for one in group[:at])
                found[cover.pk][month] = (
                    month_state(
                        line=bill_state,
                        is_covered=is_inside and cover.status == Status.REGISTERED,
                        is_planned=is_inside and cover.status in ENDABLE,
                        is_over=month_end < on,
                    )
                    if owner == cover.pk
                    else MonthState.OUTSIDE
                )
    return found
