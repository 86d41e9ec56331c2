"""What writing the rows of a list into the registry did."""

from dataclasses import dataclass

# What is written about a saved row, in the order of ``SavedRow``.
SAVED = ("row_id", "worker_id", "enrollment_id", "made_worker", "made_enrollment")


@dataclass(frozen=True, slots=True)
class Applied:
    """How much was new and changed, in the words of ``ListKind.outcome``; which rows are done."""

    new: int
    changed: int
    done: frozenset[int]
