"""Where the rows of a list are kept while it is printed: few in memory, the others in a file."""

import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Any, overload
from weakref import finalize

from common.bulk import pieces

Row = tuple[Any, ...]
# Rows of one list that stay in memory; lists that a person waits for are seldom longer.
_MOST_IN_MEMORY = 4_000
_AT_ONCE = 500


class Shelf:
    """Keeps the rows of one list, group by group."""

    def __init__(self, room: int = _MOST_IN_MEMORY) -> None:
        """Takes   room: for so many rows in memory."""
        self._room = room
        self._file: _File | None = None

    def keep(self, rows: Iterable[Row]) -> Sequence[Row]:
        """Keep the rows of a group.

        Takes   rows: of plain values; they are read once.
        Gives   the same rows, to be gone through as often as anybody likes: a tuple where there is
                room, else they lie in a file without a name, which goes with the last of them.
        Costs   memory for a few thousand rows of a list, whatever its length.
        """
        left = iter(rows)
        first = tuple(islice(left, self._room + 1))
        if len(first) <= self._room:
            self._room -= len(first)
            return first
        self._file = self._file or _File()
        places, length = [], 0
        for piece in pieces(chain(first, left), _AT_ONCE):
            places.append(self._file.write(piece))
            length += len(piece)
        return FiledRows(self._file, places, range(length))


class FiledRows(Sequence[Row]):
    """Rows in a file, or a stretch of them; a few are in memory while they are gone through."""

    def __init__(self, file: "_File", places: Sequence[tuple[int, int]], span: range) -> None:
        self._file, self._places, self._span = file, places, span

    def __len__(self) -> int:
        return len(self._span)

    def __iter__(self) -> Iterator[Row]:
        start, stop = self._span.start, self._span.stop
        for number in range(start // _AT_ONCE, -(-stop // _AT_ONCE)):
            before = number * _AT_ONCE
            yield from self._piece(number)[max(start - before, 0) : max(stop - before, 0)]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> "FiledRows": ...

    def __getitem__(self, index: int | slice) -> "Row | FiledRows":
        """Raises ValueError for a slice that leaves rows out."""
        if isinstance(index, int):
            number, place = divmod(self._span[index], _AT_ONCE)
            return self._piece(number)[place]
        if index.step not in (None, 1):
            raise ValueError("Rows of a list are cut into stretches only.")
        return FiledRows(self._file, self._places, self._span[index])

    def _piece(self, number: int) -> list[Row]:
        return self._file.read(*self._places[number])


class _File:
    """Pieces of rows in a file that nobody else can open, closed when nothing points to it."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115  open while it may be read
        finalize(self, self._file.close)
        self._end = 0

    def write(self, piece: list[Row]) -> tuple[int, int]:
        """Gives where the piece lies and how many bytes it has."""
        content = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        self._file.write(content)
        place = self._end, len(content)
        self._end += len(content)
        return place

    def read(self, place: int, length: int) -> list[Row]:
        # Wherever somebody else reads meanwhile.
        content = os.pread(self._file.fileno(), length, place)
        piece: list[Row] = pickle.loads(content)  # noqa: S301  written above, by this process
        return piece
