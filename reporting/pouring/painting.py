"""Sheets to the operators of a page: forms, lines, shades and text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reporting.pouring.faces import Face
from reporting.pouring.layout import Poured, Sheet
from reporting.pouring.stock import Margin, Measures

# As in static/paper/roster.css: the grid's thickness and grey, the shade of headings and totals.
_PEN = "0.4 w 0.3333 G"
_SHADE = "0.9569 0.9686 0.9647 rg"
_BLACK = "0 g"


class Painter:
    """Paints the sheets of one list with the forms First and Later and those of pieces."""

    def __init__(self, measures: Measures, plain: Face, bold: Face) -> None:
        self._measures = measures
        self._faces = (plain, bold)

    def sheet(self, sheet: Sheet, *, is_first: bool) -> bytes:
        """Give the operators of a sheet but for those margins that need the number of sheets."""
        parts = [f"/{'First' if is_first else 'Later'} Do"]
        parts += self._shades(sheet)
        parts += self._grid(sheet)
        parts += self._texts(sheet)
        return "\n".join(parts).encode("latin-1")

    def margins(self, number: int, sheets: int, group: str) -> bytes:
        """Give the operators of the margins that differ from sheet to sheet.

        Takes   number: of the sheet, from 1; group: what its head repeats.
        """
        face = self._faces[False]
        numbers = iter((number, sheets))
        label = self._measures.page_label
        text = re.sub(r"\d+", lambda _found: str(next(numbers)), label.text)
        parts = [f"{_BLACK} BT {face.choice}", self._margin(label, text)]
        if number > 1 and group:
            parts.append(self._margin(self._measures.group_label, group))
        parts.append("ET")
        return "\n".join(parts).encode("latin-1")

    def _shades(self, sheet: Sheet) -> list[str]:
        height = self._measures.height
        shades = [
            f"{strip.edges[0]:.2f} {height - top - strip.height:.2f}"
            f" {strip.edges[-1] - strip.edges[0]:.2f} {strip.height:.2f} re"
            for top, strip in sheet.strips
            if strip.shaded
        ]
        return [_SHADE, *shades, "f"] if shades else []

    def _grid(self, sheet: Sheet) -> list[str]:
        """Rule a line below every strip, and upright ones through strips alike."""
        strips = [placed for placed in sheet.strips if placed[1].edges]
        if not strips:
            return []
        height = self._measures.height
        left, right = (f"{strips[0][1].edges[place]:.2f}" for place in (0, -1))
        ends = [top + strip.height for top, strip in strips]
        parts = [_PEN]
        for below in (strips[0][0], *ends):
            y = f"{height - below:.2f}"
            parts.append(f"{left} {y} m {right} {y} l")
        for edges, run in groupby(strips, key=_edges_of):
            whole = list(run)
            upper = height - whole[0][0]
            lower = height - whole[-1][0] - whole[-1][1].height
            parts += [f"{x:.2f} {upper:.2f} m {x:.2f} {lower:.2f} l" for x in edges]
        parts.append("S")
        return parts

    def _texts(self, sheet: Sheet) -> Iterator[str]:
        """Move the text of every strip to its place, in the order in which people read."""
        height = self._measures.height
        yield f"{_BLACK} {self._faces[False].choice}"
        for top, strip in sheet.strips:
            if piece := strip.piece:
                yield f"q 1 0 0 1 0 {piece.top - top:.2f} cm /{piece.form} Do Q"
            else:
                yield f"q 1 0 0 1 0 {height - top:.2f} cm BT {strip.text} ET Q"

    def _margin(self, margin: Margin, text: str) -> str:
        face = self._faces[False]
        x = margin.right - face.width(text)
        y = self._measures.height - margin.baseline
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm ({text.translate(face.codes)}) Tj"


def _edges_of(placed: tuple[float, Poured]) -> Sequence[float]:
    return placed[1].edges
