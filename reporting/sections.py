"""The table of a printed roster in parts: what may break anywhere, and the end that may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.columns import Column
from reporting.rosters import (
    Cell,
    Group,
    Roster,
    Row,
    Signature,
    TotalCell,
    paper_cells,
    paper_columns,
    total_cells,
)

# So many rows stay on one sheet with the signatures: a block alone could be put under any list.
ROWS_WITH_SIGNATURES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one group, its heading above unless it continues, its total."""

    group: Group
    rows: Sequence[Row]
    columns: tuple[Column, ...]
    has_heading: bool
    has_total: bool

    @property
    def lines(self) -> list[list[Cell]]:
        return [paper_cells(self.columns, row) for row in self.rows]

    @property
    def total_cells(self) -> list[TotalCell]:
        return total_cells(paper_columns(self.columns), self.group.total)


def cut_sections(roster: Roster) -> tuple[list[Section], list[Section]]:
    """Cut the last few rows off the list, to be kept together with the signatures."""
    body: list[Section] = []
    closing: list[Section] = []
    wanted = ROWS_WITH_SIGNATURES
    for group in reversed(roster.groups):
        cut = max(len(group.rows) - wanted, 0)
        wanted -= len(group.rows) - cut
        if rest := group.rows[cut:]:
            closing.append(
                Section(group, rest, roster.columns, has_heading=not cut, has_total=True)
            )
        if cut:
            body.append(
                Section(
                    group,
                    group.rows[:cut],
                    roster.columns,
                    has_heading=True,
                    has_total=not rest,
                )
            )
    return body[::-1], closing[::-1]


def signatures_side_by_side(roster: Roster) -> list[tuple[Signature | None, int]]:
    """Give the halves of the last line with their widths in columns; one signs at the right."""
    if not roster.frame.signatures:
        return []
    width = len(roster.paper_columns)
    blocks = (None, *roster.frame.signatures)[-2:]
    return list(zip(blocks, (width // 2, width - width // 2), strict=True))
