"""A list as the screen shows it: the counts of all groups, the first rows of one or all rows."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reporting.build import build_first_rows, build_totals, build_whole
from reporting.columns import Column
from reporting.kinds import RosterKind
from reporting.pictures import Drawn, Shown, draw
from reporting.rosters import (
    Cell,
    Group,
    Total,
    TotalCell,
    paper_cells,
    paper_columns,
    total_cells,
)
from reporting.sections import Section

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """Groups without their rows; ``lines`` are those of ``current``, None in an empty list.

    A list that is shown whole has all of its rows in ``sections`` instead of the lines.
    """

    groups: list[Group]
    total: Total
    columns: list[Column]
    current: Group | None = None
    lines: list[list[Cell]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many rows of the current group only the file shows."""
        if self.current is None or len(self.lines) < MOST_ROWS:
            return 0
        return self.current.total.figures[0].value - len(self.lines)

    @property
    def total_cells(self) -> list[TotalCell]:
        """The line below the rows that are shown."""
        return total_cells(self.columns, self.current.total) if self.current else []

    @property
    def grand_total_cells(self) -> list[TotalCell]:
        """The line below a list that is shown whole."""
        return total_cells(self.columns, self.total)


def build_preview(kind: RosterKind, *, rows: QuerySet[Any], on: date, group_key: str) -> Preview:
    """Give what the screen shows of a list.

    Takes   rows: filtered and in the reader's scope; group_key: the group whose rows are
            wanted, the first one when there is no such group.
    Costs   one query, what ``RosterKind.read`` says, and at most a hundred rows, however long the
            list is; of a list that is shown whole, all rows.
    """
    kind = kind.settled(rows)
    if kind.shown_whole:
        return _whole(kind, rows, on)
    groups, total = build_totals(kind, rows, on)
    place = next((n for n, group in enumerate(groups) if group.key == group_key), 0)
    columns = paper_columns(kind.columns)
    if not groups:
        return Preview(groups, total, columns)
    first = build_first_rows(
        kind,
        rows=rows,
        on=on,
        group_key=groups[place].key,
        after=sum(group.total.figures[0].value for group in groups[:place]),
        limit=MOST_ROWS,
    )
    lines = [paper_cells(kind.columns, row) for row in first]
    pictures = _pictures(kind, groups, total)
    return Preview(groups, total, columns, groups[place], lines, pictures=pictures)


def _whole(kind: RosterKind, rows: QuerySet[Any], on: date) -> Preview:
    groups, total = build_whole(kind, rows, on)
    columns = paper_columns(kind.columns)
    if not groups:
        return Preview(groups, total, columns)
    return Preview(
        groups,
        total,
        columns,
        groups[0],
        sections=[Section(group, group.rows, kind.columns, True, True) for group in groups],
        pictures=_pictures(kind, groups, total),
    )


def _pictures(kind: RosterKind, groups: list[Group], total: Total) -> list[Drawn]:
    shown = Shown(kind.columns, groups, total)
    return [draw(picture, shown) for picture in kind.pictures]
