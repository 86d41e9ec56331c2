"""Shapes of charts as plain numbers; templates draw them as SVG without a style attribute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from places.models import Village

# Size of one tile and the gap to the next, in units of the picture.
TILE_WIDTH, TILE_HEIGHT, GAP = 72, 62, 3
STEPS = 5
BAR_LENGTH = 1000
# A part of a bar with anybody in it stays visible.
THINNEST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; ``length`` is out of ``BAR_LENGTH``."""

    label: Any
    count: int
    url: str
    length: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar, from ``start`` over ``length`` of ``BAR_LENGTH``."""

    key: str
    label: Any
    count: int
    url: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A kelurahan on the tile map; without address and step it is outside the reader's scope."""

    name: str
    lines: tuple[str, ...]
    x: int
    y: int
    count: int
    url: str
    step: int | None

    @property
    def middle(self) -> int:
        return self.x + TILE_WIDTH // 2

    @property
    def baselines(self) -> tuple[tuple[str, int], ...]:
        """The lines of the name with the height of each, centred in the upper half."""
        first = self.y + (26 if len(self.lines) == 1 else 19)
        return tuple((line, first + 13 * number) for number, line in enumerate(self.lines))

    @property
    def number_at(self) -> int:
        return self.y + TILE_HEIGHT - 10


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map, its size, and what each colour stands for: the highest count of every step."""

    tiles: list[Tile]
    width: int
    height: int
    limits: list[int]

    @property
    def legend(self) -> list[tuple[int, int, int]]:
        """Each step with the lowest and the highest count; none for a map with one number."""
        if sum(tile.step is not None for tile in self.tiles) < 2:
            return []
        lowest = [1, *(limit + 1 for limit in self.limits)]
        return [(number + 1, lowest[number], limit) for number, limit in enumerate(self.limits)]


def step_limits(highest: int) -> list[int]:
    """Give the highest count of each colour step; equal steps, whole people, none twice."""
    return sorted({-(-highest * step // STEPS) for step in range(1, STEPS + 1)} - {0})


def step_of(count: int, limits: Sequence[int]) -> int:
    """Give the number of the step that holds a count; 0 for nobody."""
    if not count:
        return 0
    return 1 + next(number for number, limit in enumerate(limits) if count <= limit)


def tile_map(villages: Iterable[Village], rows: Mapping[str, Bar]) -> TileMap:
    """Lay out the tile map.

    Takes   villages: every kelurahan; rows: those in the reader's scope, by code.
    """
    limits = step_limits(max((row.count for row in rows.values()), default=0))
    tiles = [_tile(village, rows.get(village.code), limits) for village in villages]
    return TileMap(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + TILE_WIDTH,
        height=max((tile.y for tile in tiles), default=0) + TILE_HEIGHT,
        limits=limits,
    )


def _tile(village: Village, row: Bar | None, limits: Sequence[int]) -> Tile:
    return Tile(
        name=village.name,
        lines=name_lines(village),
        x=(village.tile_column - 1) * (TILE_WIDTH + GAP),
        y=(village.tile_row - 1) * (TILE_HEIGHT + GAP),
        count=row.count if row else 0,
        url=row.url if row else "",
        step=step_of(row.count, limits) if row else None,
    )


def name_lines(village: Village) -> tuple[str, ...]:
    """Break a long name where another spelling has a space: ``Kepanjen-``, ``kidul``."""
    if len(village.name) > 10:
        for alias in village.aliases:
            first, _space, rest = alias.partition(" ")
            if rest and (first + rest).casefold() == village.name.casefold():
                return f"{first}-", rest.lower()
    return (village.name,)


def bars(rows: Iterable[Bar], *, longest_first: bool = True) -> list[Bar]:
    """Give bars their lengths, the longest first unless they are in order already."""
    ordered = list(rows)
    if longest_first:
        ordered.sort(key=lambda row: (-row.count, str(row.label)))
    highest = max((row.count for row in ordered), default=0) or 1
    return [
        Bar(row.label, row.count, row.url, _visible(row.count, highest, BAR_LENGTH))
        for row in ordered
    ]


def segments(rows: Sequence[tuple[str, Any, int, str]]) -> list[Segment]:
    """Put counts one after the other into one bar.

    Takes   rows: key, label, count and address, in the order of the bar.
    """
    thin = sum(1 for row in rows if row[2]) * THINNEST
    everybody = sum(row[2] for row in rows) or 1
    start, parts = 0, []
    for key, label, count, url in rows:
        length = THINNEST + (BAR_LENGTH - thin) * count // everybody if count else 0
        parts.append(Segment(key, label, count, url, start, length))
        start += length
    return parts


def _visible(count: int, highest: int, length: int) -> int:
    return max(THINNEST, length * count // highest) if count else 0
