"""The collector of cyclic garbage, held back while many plain values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_USUAL = gc.get_threshold()
_SELDOM = 200_000

_lock = Lock()
_holding = 0


@contextmanager
def held_back() -> Iterator[None]:
    """Look for cycles seldom meanwhile; what is in no cycle leaves memory as always.

    Lists of rows and cells hold no cycles, yet going through them again and again takes a fifth
    of the time of reading a large list. Blocks may stand inside each other and in several threads:
    the last one to end brings the usual pace back.
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(change: int) -> None:
    global _holding
    with _lock:
        _holding += change
        gc.set_threshold(*((_SELDOM,) if _holding else _USUAL))
