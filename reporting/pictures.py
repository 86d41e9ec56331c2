"""Bar charts beside a recap, read from the very figures that its table shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from reporting.charts import Bar, bars
from reporting.columns import Column
from reporting.rosters import Group, Total

Counts = Iterable[tuple[str, int]]


class Shown(NamedTuple):
    """What a screen shows of a list; groups have their rows where the list is shown whole."""

    columns: Sequence[Column]
    groups: Sequence[Group]
    total: Total


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its title, what its bars are called, and where it finds them.

    Bars stand in the order of their lengths unless they are ``in_order`` already, as ages are.
    """

    slug: str
    title: str | Promise
    heading: str | Promise
    find: Callable[[Shown], Counts]
    in_order: bool = False


class Drawn(NamedTuple):
    """A picture with its bars, each with its share of the whole."""

    picture: Picture
    bars: list[tuple[Bar, int]]


def draw(picture: Picture, shown: Shown) -> Drawn:
    """Draw a picture of what a screen shows."""
    counts = [Bar(label, count, "") for label, count in picture.find(shown)]
    whole = sum(bar.count for bar in counts) or 1
    drawn = bars(counts, longest_first=not picture.in_order)
    return Drawn(picture, [(bar, round(100 * bar.count / whole)) for bar in drawn])


def of_groups(shown: Shown) -> Counts:
    """Find a bar for every group of the list."""
    return [(group.name, group.total.figures[0].value) for group in shown.groups]


def of_rows(shown: Shown) -> Counts:
    """Find a bar for every name that heads rows, those of all groups together.

    The list must be one that is shown whole.
    """
    keys = [column.key for column in shown.columns]
    name = next(place for place, column in enumerate(shown.columns) if column.heads_row)
    count = keys.index(shown.total.figures[0].column)
    counts: Counter[str] = Counter()
    for group in shown.groups:
        for row in group.rows:
            counts[row[name]] += row[count]
    return counts.items()


def of_figures(first: int, end: int | None = None) -> Callable[[Shown], Counts]:
    """Find a bar for every figure of the grand total from one place to another."""

    def find(shown: Shown) -> Counts:
        return [(figure.label, figure.value) for figure in shown.total.figures[first:end]]

    return find
