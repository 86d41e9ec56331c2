"""From raw sheets to rows of people: the one way in."""

from collections.abc import Mapping

from intake.facts import Facts, KnownPerson
from intake.shapes import (
    ColumnReading,
    Hints,
    Interpretation,
    InterpretedRow,
    RawRow,
    RawSheet,
    Reading,
    SheetReading,
)

__all__ = [
    "ColumnReading",
    "Facts",
    "Hints",
    "Interpretation",
    "InterpretedRow",
    "KnownPerson",
    "RawRow",
    "RawSheet",
    "Reading",
    "SheetReading",
    "interpret",
]

# Sheet name -> column letter -> field code, "" for "not used".
Mapping_ = Mapping[str, Mapping[str, str]]


def interpret(
    reading: Reading, *, facts: Facts, hints: Hints, mapping: Mapping_ | None = None
) -> Interpretation:
    """Find the lists in a file and give every row its meaning.

    Takes   mapping: what a person chose on the mapping page, over what would be found.
    Gives   all rows that are not blank, in order, people and ignored ones; problems of reading
            are set, those of checking come from checks.check_rows.
    """
    raise NotImplementedError


def edit_value(row: InterpretedRow, field: str, text: str, *, facts: Facts) -> None:
    """Read one typed value into a row in place of what the file said; check the row afterwards."""
    raise NotImplementedError
