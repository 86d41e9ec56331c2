"""Which pages are there and which are not, and how to say so."""

from collections.abc import Collection, Iterable, Iterator
from itertools import count


def missing_pages(pages: int | None, present: Collection[int]) -> list[int]:
    """Give the pages that have not come back; none when nobody knows how many there are."""
    return [page for page in range(1, (pages or 0) + 1) if page not in present]


def free_pages(pages: int | None, present: Collection[int], first: int) -> Iterator[int]:
    """Give the pages that can still be filed from one on, in order."""
    every = count(first) if pages is None else range(first, pages + 1)
    return (page for page in every if page not in present)


def in_words(pages: Iterable[int]) -> str:
    """Write page numbers as people do: ``3, 7-9`` with a proper dash."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
