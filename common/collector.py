"""The collector of cyclic garbage, held back while many plain values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_USUAL = gc.get_threshold()
_SELDOM = 200_000


@contextmanager
def held_back() -> Iterator[None]:
    """Look for cycles seldom meanwhile; what is in no cycle leaves memory as always.

    Lists of rows and cells hold no cycles, yet going through them again and again takes a fifth
    of the time of reading a large list.
    """
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
