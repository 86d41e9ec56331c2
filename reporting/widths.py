"""How wide the columns of paper are: their share, and room for what may not be broken."""

from datetime import date
from itertools import chain

from reporting.columns import Column, Kind, as_text
from reporting.rosters import Roster

# Kinds whose texts stay on one line: half a number is another number.
UNBROKEN = frozenset({Kind.NUMBER, Kind.RUPIAH, Kind.DATE, Kind.DIGITS})
# As in the style sheet, in millimetres: a digit, what stands around a text, both margins.
_DIGIT = 1.7
_AROUND = 2.35
_MARGINS = 26
_LONGEST_DAY = date(2000, 10, 10)


def column_shares(roster: Roster) -> list[float]:
    """Give how much of the table's width each column of paper takes, in per cent.

    A column too narrow for its longest number takes more, and the others share what is left.
    """
    columns = roster.paper_columns
    room = roster.paper.width - _MARGINS
    least = [100 * _least(roster, column) / room for column in columns]
    shares = _shared(columns, {}, 100)
    grown: dict[int, float] = {}
    while narrow := {n: least[n] for n, share in enumerate(shares) if share < least[n]}:
        grown |= narrow
        left = 100 - sum(grown.values())
        if left <= 0:
            # Nothing helps a list of so many numbers; all get what they asked for.
            return _shared(columns, {}, 100)
        shares = _shared(columns, grown, left)
    return shares


def _shared(columns: list[Column], grown: dict[int, float], left: float) -> list[float]:
    whole = sum(column.width for n, column in enumerate(columns) if n not in grown)
    return [
        grown[n] if n in grown else left * column.width / whole for n, column in enumerate(columns)
    ]


def _least(roster: Roster, column: Column) -> float:
    """Give the millimetres that the longest text of a column needs where it stays on a line."""
    if column.kind not in UNBROKEN:
        return 0
    return _longest(roster, column) * _DIGIT + _AROUND


def _longest(roster: Roster, column: Column) -> int:
    """Give how many letters the longest text of a column has, its sum below it included."""
    place = roster.columns.index(column)
    values = (row[place] for row in roster.rows() if row[place] is not None)
    if column.kind == Kind.DIGITS:
        return max(map(len, values), default=0)
    if column.kind == Kind.DATE:
        return len(as_text(_LONGEST_DAY, Kind.DATE)) if any(values) else 0
    sums = (figure.value for figure in roster.total.figures if figure.column == column.key)
    return len(as_text(max(chain(values, sums), default=0), column.kind))
