"""How wide the columns of paper are: their share, and room for what may not be broken."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from common.bulk import pieces
from reporting.columns import Column, Kind, as_text
from reporting.rosters import Roster

# Kinds whose texts stay on one line: half a number is another number.
UNBROKEN = frozenset({Kind.NUMBER, Kind.RUPIAH, Kind.DATE, Kind.DIGITS})
# As in the style sheet, in millimetres: a digit, what stands around a text, both margins.
_DIGIT = 1.7
_AROUND = 2.35
_MARGINS = 26
_LETTERS_OF_A_DAY = len(as_text(date(2000, 10, 10), Kind.DATE))
_ROWS_AT_ONCE = 500


def column_shares(roster: Roster) -> list[float]:
    """Give how much of the table's width each column of paper takes, in per cent.

    A column too narrow for its longest number takes more, and the others share what is left.
    """
    columns = roster.paper_columns
    room = roster.paper.width - _MARGINS
    needed = _least(roster)
    least = [100 * needed.get(column.key, 0) / room for column in columns]
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


def _least(roster: Roster) -> dict[str, float]:
    """Give by key of a column the millimetres that its longest text needs, if it may not break."""
    longest = _longest_values(roster)
    for figure in roster.total.figures:
        if figure.column in longest:
            longest[figure.column] = max(longest[figure.column], len(figure.text))
    return {key: letters * _DIGIT + _AROUND for key, letters in longest.items()}


def _longest_values(roster: Roster) -> dict[str, int]:
    """Give by key of a column how many letters its longest value has, if it may not break."""
    unbroken = [
        (place, column) for place, column in enumerate(roster.columns) if column.kind in UNBROKEN
    ]
    longest = {column.key: 0 for _place, column in unbroken}
    for piece in pieces(roster.rows(), _ROWS_AT_ONCE):
        values = list(zip(*piece, strict=True))
        for place, column in unbroken:
            letters = _letters_of_longest(values[place], column.kind)
            longest[column.key] = max(longest[column.key], letters)
    return longest


def _letters_of_longest(values: Sequence[Any], kind: Kind) -> int:
    said = filter(None, values)
    if kind == Kind.DIGITS:
        return max(map(len, said), default=0)
    if kind == Kind.DATE:
        return _LETTERS_OF_A_DAY if any(said) else 0
    return len(as_text(max(said, default=0), kind))
