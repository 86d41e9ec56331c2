"""Texts to operators: where they stand in a strip, in which face and on how many lines."""

from collections.abc import Iterator

from reporting.columns import Kind
from reporting.pouring.faces import Face
from reporting.pouring.stock import Room
from reporting.widths import UNBROKEN

# Texts repeat within a column; remembering more of them than this only costs memory.
_MOST_KNOWN = 1_000
# As the style sheet wants them (tabular-nums).
_DIGITS_ALIKE = str.maketrans("123456789", "000000000")
# How much of the free room stands before a text.
_FREE_BEFORE = {
    Kind.NUMBER: 1.0,
    Kind.RUPIAH: 1.0,
    Kind.DATE: 0.5,
    Kind.MARK: 0.5,
    Kind.DIGITS: 0.5,
}


class Slot(dict[str, str]):
    """The place of a text in strips that are alike, such as a column: ``slot[text]`` sets it.

    That gives its operators, counted from the strip's top, each line of the text on its own.
    """

    def __init__(
        self,
        room: Room,
        face: Face,
        *,
        kind: Kind,
        baseline: float,
        leading: float,
        after: str = "",
    ) -> None:
        """Takes   baseline: of the first line, below the strip's top; leading: to the next.

        after: the operator that chooses the face of other texts, where this one's is its own.
        """
        super().__init__({"": ""})
        self._room = room
        self._face = face
        self._codes = face.codes
        self._baseline, self._leading = baseline, leading
        self._free_before = _FREE_BEFORE.get(kind, 0.0)
        self._may_break = kind not in UNBROKEN
        self._before = f"{face.choice} " if after else ""
        self._after = f") Tj {after}" if after else ") Tj"
        self._at_left = f"{room.left:.2f}"
        self._starts: dict[str, str] = {}
        self._on_first = f" {-baseline:.2f} Tm ("

    def __missing__(self, text: str) -> str:
        if self._may_break and not self._face.fits(text, self._room.width):
            shown = "\n".join(self._broken(self._face.lines(text, self._room.width)))
        else:
            shown = self._line(text, self._on_first)
        if len(self) < _MOST_KNOWN:
            self[text] = shown
        return shown

    def _broken(self, lines: list[str]) -> Iterator[str]:
        for number, line in enumerate(lines):
            y = -self._baseline - self._leading * number
            yield self._line(line, f" {y:.2f} Tm (")

    def _line(self, text: str, y: str) -> str:
        x = self._start(text) if self._free_before else self._at_left
        return f"{self._before}1 0 0 1 {x}{y}{text.translate(self._codes)}{self._after}"

    def _start(self, text: str) -> str:
        """Give where a text begins; numbers of one form begin alike, as digits are alike wide."""
        form = text.translate(_DIGITS_ALIKE)
        start = self._starts.get(form)
        if start is None:
            free = self._room.width - self._face.width(form)
            start = f"{self._room.left + free * self._free_before:.2f}"
            if len(self._starts) < _MOST_KNOWN:
                self._starts[form] = start
        return start
