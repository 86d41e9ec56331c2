"""What writing the rows of a list into the registry did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Applied:
    """How much was new and changed, in the words of ``ListKind.outcome``; which rows are done."""

    new: int
    changed: int
    done: frozenset[int]
