"""What a column of a roster is: its heading, kind of value, width and how it reads as text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Kind(StrEnum):
    """How a value is aligned, written as text and stored in a workbook."""

    TEXT = "text"
    MARK = "mark"  # a letter or two, like L and P
    DIGITS = "digits"  # NIK, RT, KPJ: digits that are no quantity, always text
    NUMBER = "number"
    DATE = "date"
    RUPIAH = "rupiah"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, said once for screen, workbook and paper.

    ``value`` takes a ``Line`` of the roster; ``width`` is in characters of the workbook, and paper
    shares its width out in the same proportion. A ``sensitive`` value is masked unless the reader
    may see it. What ``in_heading`` says stands above each group, so only the workbook, whose rows
    are sorted and filtered, repeats it in every row. A ``turned`` heading runs upwards, where many
    narrow columns stand side by side.
    """

    key: str
    heading: str | Promise
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    width: float = 12
    sensitive: bool = False
    in_heading: bool = False
    heads_row: bool = False
    turned: bool = False


def as_text(value: Any, kind: Kind) -> str:
    """Write a value as the city writes it in a table: ``8-4-2025``, ``2.000``, ``Rp16.800``.

    Takes   value: text, a whole number, a date or None, as its kind says.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    if kind in (Kind.NUMBER, Kind.RUPIAH):
        digits = f"{value:,}".replace(",", ".")
        return f"Rp{digits}" if kind == Kind.RUPIAH else digits
    return str(value)
