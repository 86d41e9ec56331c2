"""Rows that only continue the cells of the person above, as tables pasted from letters have."""

from collections.abc import Mapping

from intake.cleaning import show
from intake.dates import find_date
from intake.rowkinds import Judged, RowKind
from intake.shapes import Cell, RawRow

# Cells that are long enough to run on into the row below; of births those without a date as yet.
_BIRTHS = ("birth_place_date", "birth_date")
_LONG = frozenset([*_BIRTHS, "address", "domicile_address"])
# A single cell may as well be the heading of a group.
_LEAST_CELLS = 2


def run_on(judged: list[tuple[RawRow, Judged]], by_field: Mapping[str, int]) -> None:
    """Give the rest of its cells to a person whose cells go on in the row below.

    Takes   judged: rows in order; those that only continue become ``SECOND`` in place.
    """
    long = {by_field[name] for name in _LONG & by_field.keys()}
    births = {by_field[name] for name in _BIRTHS if name in by_field}
    above: RawRow | None = None
    for place, (raw, found) in enumerate(judged):
        if found.kind == RowKind.PERSON:
            above = raw
            continue
        if above is not None and (rest := _rest(raw, above, long, births)):
            for index, cell in rest.items():
                above.cells[index] = f"{show(above.cells[index])} {show(cell)}"
            judged[place] = raw, Judged(RowKind.SECOND)
        above = None


def _rest(raw: RawRow, above: RawRow, long: set[int], births: set[int]) -> dict[int, Cell]:
    """Give by column what a row adds to the one above; empty when it is a row of its own."""
    before = dict(enumerate(above.cells))
    # Cells merged over both rows are alike in them.
    rest: dict[int, Cell] = {
        index: cell
        for index, cell in enumerate(raw.cells)
        if cell is not None and cell != before.get(index)
    }
    is_rest = (
        raw.number - above.number == 1
        and len(rest) >= _LEAST_CELLS
        and rest.keys() <= long
        and all(isinstance(before.get(index), str) for index in rest)
        and not any(find_date(before[index]) for index in rest.keys() & births)
    )
    return rest if is_rest else {}
