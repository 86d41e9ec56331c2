"""Checks of interpreted rows: pure, repeatable, no database, no clock."""

from collections.abc import Sequence
from datetime import date

from intake.facts import Facts
from intake.shapes import InterpretedRow


def check_rows(rows: Sequence[InterpretedRow], *, facts: Facts, on: date) -> None:
    """Set problems, verdict, changes and worker of every person row; may be run again.

    Takes   rows: all rows of one batch, since rows are compared; on: first day of cover.
    """
    raise NotImplementedError
