"""The decrees of the demo: both years with what amended them, and a draft under way."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from django.db.models import Q

from blitar_registry.demo.programme import Periods
from blitar_registry.demo.staff import Staff
from common.bulk import PIECE, insert_rows
from enrollment.decree_lines import LIVE_RECORD, added_line, in_order, removing_line
from enrollment.decree_text import LINE_KEYS
from enrollment.models import (
    Decree,
    DecreeLine,
    Enrollment,
    EnrollmentPeriod,
    EnrollmentQuerySet,
)
from enrollment.services.decrees import draft_decree
from enrollment.services.signing import seal
from enrollment.transitions import Status
from places.models import Signatory

TITLE = "Penetapan penerima bantuan iuran jaminan sosial bagi pekerja rentan"
# A decree is signed so many days before cover starts.
AHEAD = timedelta(days=5)
# How many of the verified stand in the draft.
IN_DRAFT = 12
_COLUMNS = ("decree_id", *LINE_KEYS)


def save_decrees(periods: Periods, staff: Staff, on: date) -> None:
    """Name everybody who was decreed; take those off the list whose cover ended since."""
    numbers = count(61)
    for period, last_paper_on in (
        (periods.seed, periods.seed.ends_on),
        (periods.current, on - timedelta(days=1)),
    ):
        papers = _Papers(period, staff, numbers)
        first_day = Q(status=Status.REGISTERED, starts_on=period.starts_on)
        last = 0
        # Read whole piece by piece: SQLite writes no paper while a reading is under way.
        while rows := list(_rows(period).filter(first_day, pk__gt=last)[:PIECE]):
            papers.decree(rows)
            last = rows[-1].pk
        papers.amend(
            list(_rows(period).filter(status__in=_DECREED).exclude(first_day)),
            max(last_paper_on, period.starts_on),
        )
    ready = Enrollment.objects.filter(period=periods.current, status=Status.VERIFIED)
    if ids := list(ready.order_by("pk").values_list("pk", flat=True)[:IN_DRAFT]):
        draft_decree(
            period=periods.current,
            title=f"{TITLE}, gelombang berikutnya",
            enrollment_ids=ids,
            by=staff.admin,
        )


_DECREED = (Status.DECREED, Status.REGISTERED, Status.REJECTED)


def _rows(period: EnrollmentPeriod) -> EnrollmentQuerySet:
    return Enrollment.objects.filter(period=period).select_related(*LIVE_RECORD).order_by("pk")


class _Papers:
    """The papers of one period, numbered one after the other."""

    def __init__(self, period: EnrollmentPeriod, staff: Staff, numbers: Iterator[int]) -> None:
        self._period = period
        self._by = staff.admin
        self._decrees: list[Decree] = []
        self._numbers = numbers

    def decree(self, rows: Iterable[Enrollment]) -> None:
        """Name people as they stood before their cover started."""
        lines = [self._as_planned(row) for row in rows]
        title = f"{TITLE}, tahun {self._period.code}"
        decree = Decree(period=self._period, title=title, made_by=self._by)
        self._sign(decree, lines, self._period.starts_on - AHEAD)
        self._decrees.append(decree)

    def amend(self, newcomers: Sequence[Enrollment], on: date) -> None:
        """Amend each decree by those who left it, the first one also by those who came later."""
        for number, decree in enumerate(self._decrees):
            named = decree.lines.select_related(*(f"enrollment__{name}" for name in LIVE_RECORD))
            lines = [
                removing_line(line.enrollment, line)
                for line in named.filter(enrollment__end_known_on__lte=on)
            ]
            if number == 0:
                lines += [self._as_planned(row) for row in newcomers]
            if lines:
                title = f"Perubahan atas {decree.title}"
                paper = Decree(
                    period=self._period, amends=decree, sequence=1, title=title, made_by=self._by
                )
                self._sign(paper, lines, on)

    def _as_planned(self, row: Enrollment) -> DecreeLine:
        line = added_line(row)
        line.ends_on, line.end_reason = self._period.ends_on, ""
        return line

    def _sign(self, decree: Decree, lines: Iterable[DecreeLine], on: date) -> None:
        decree.save()
        ordered = in_order(lines)
        for position, line in enumerate(ordered, 1):
            line.decree, line.position = decree, position
        insert_rows(
            DecreeLine,
            _COLUMNS,
            (tuple(getattr(line, name) for name in _COLUMNS) for line in ordered),
        )
        mayors = Signatory.objects.filter(signs=Signatory.Signs.DECREES)
        seal(
            decree,
            ordered,
            number=f"188/{next(self._numbers)}/HK/410.010.2/{on.year}",
            signed_on=on,
            signatory=mayors.valid_on(on)[0],
            by=self._by,
        )
