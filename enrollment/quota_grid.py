"""The ceilings of a period as a table: who is looked after by rows, where they live by columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q

from accounts.models import Agency, Scope, User
from accounts.scope import villages_for
from enrollment.ceilings import WHOLE_PERIOD, Key
from enrollment.models import EnrollmentPeriod, Quota
from enrollment.places import holders
from places.models import Village
from workers.models import OccupationCategory


class RowKind(StrEnum):
    """What the rows of the table are; the values stand in the address."""

    OCCUPATION = "pekerjaan"
    AGENCY = "dinas"


@dataclass(frozen=True, slots=True)
class Cell:
    """One ceiling, or the room where one could be: how many hold a place and how many may.

    ``used`` is None where there is no ceiling and the holders are not the reader's to count.
    """

    key: Key
    used: int | None
    total: int | None

    @property
    def remaining(self) -> int | None:
        return None if self.total is None else self.total - (self.used or 0)

    @property
    def look(self) -> str:
        """Say in one word how full it is, for the style sheet."""
        if self.total is None or self.remaining is None:
            return "open"
        if self.remaining <= 0:
            return "full"
        nearly = max(2, self.total // 20)
        return "nearly" if self.remaining <= nearly else "free"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``outer`` is the ceiling over all its kelurahan."""

    label: str
    cells: Sequence[Cell]
    outer: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """The table; ``feet`` are the ceilings of whole kelurahan."""

    villages: Sequence[Village]
    lines: Sequence[Line]
    feet: Sequence[Cell]
    whole: Cell

    @property
    def cells(self) -> list[Cell]:
        """Give all cells, row by row."""
        inner = [cell for line in self.lines for cell in (*line.cells, line.outer)]
        return [*inner, *self.feet, self.whole]


def quota_grid(
    period: EnrollmentPeriod, *, kind: RowKind = RowKind.OCCUPATION, user: User
) -> Grid:
    """Give the table of a period: the kelurahan and the kinds of work of a user's scope.

    The ceilings over them all are shown to everybody, for they hold everybody back; how many
    hold a place where there is no ceiling is shown of one's own people only.

    Costs   four queries.
    """
    counts = holders(period)
    totals = {quota.key: quota.total for quota in Quota.objects.filter(period=period)}
    villages = list(villages_for(user))

    def cell(key: Key, *, is_own: bool = True) -> Cell:
        used = counts[key] if is_own or key in totals else None
        return Cell(key, used, totals.get(key))

    lines = []
    for row in _rows(kind, user, [*totals, *counts]):
        names = (row.pk, None) if kind == RowKind.OCCUPATION else (None, row.pk)
        cells = [cell((village.pk, *names)) for village in villages]
        outer = cell((None, *names), is_own=user.scope != Scope.VILLAGE)
        lines.append(Line(str(row), cells, outer))
    sees_all_work = user.scope != Scope.OCCUPATION
    feet = [cell((village.pk, None, None), is_own=sees_all_work) for village in villages]
    return Grid(villages, lines, feet, cell(WHOLE_PERIOD, is_own=user.scope == Scope.CITY))


def _rows(kind: RowKind, user: User, keys: Sequence[Key]) -> Sequence[Any]:
    """Give the rows: all that are in use, and those of the past that still have a number."""
    occupations = OccupationCategory.objects.in_scope(user)
    if kind == RowKind.OCCUPATION:
        known = {occupation for _village, occupation, _agency in keys if occupation}
        return list(occupations.filter(Q(is_active=True) | Q(pk__in=known)))
    agencies = occupations.filter(agency__isnull=False).values("agency")
    if user.scope == Scope.OCCUPATION:
        return list(Agency.objects.filter(pk__in=agencies))
    known = {agency for _village, _occupation, agency in keys if agency}
    return list(Agency.objects.filter(Q(pk__in=agencies) | Q(pk__in=known)))
