"""The tabs above a list, as ``ui/_tabs.html`` shows them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its address, its words, its count (a number, text, or None), whether it is open."""

    url: str
    label: Any
    count: int | str | None
    current: bool
