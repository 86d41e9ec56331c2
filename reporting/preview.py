"""A list as the screen shows it: the counts of all groups, the first rows of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reporting.build import build_first_rows, build_totals
from reporting.columns import Column
from reporting.kinds import RosterKind
from reporting.rosters import (
    Cell,
    Group,
    Total,
    TotalCell,
    paper_cells,
    paper_columns,
    total_cells,
)

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """Groups without their rows; ``lines`` are those of ``current``, None in an empty list."""

    groups: list[Group]
    total: Total
    columns: list[Column]
    current: Group | None
    lines: list[list[Cell]]

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


def build_preview(kind: RosterKind, *, rows: QuerySet[Any], on: date, group_key: str) -> Preview:
    """Give what the screen shows of a list.

    Takes   rows: filtered and in the reader's scope; group_key: the group whose rows are
            wanted, the first one when there is no such group.
    Costs   two queries and at most a hundred rows, however long the list is.
    """
    groups, total = build_totals(kind, rows, on)
    place = next((n for n, group in enumerate(groups) if group.key == group_key), 0)
    columns = paper_columns(kind.columns)
    if not groups:
        return Preview(groups, total, columns, None, [])
    first = build_first_rows(
        kind,
        rows=rows,
        on=on,
        group_key=groups[place].key,
        after=sum(group.total.figures[0].value for group in groups[:place]),
        limit=MOST_ROWS,
    )
    lines = [paper_cells(kind.columns, row) for row in first]
    return Preview(groups, total, columns, groups[place], lines)
