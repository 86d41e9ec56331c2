"""Sheets to the operators of a page: forms, lines, shades and text."""

import re
from collections.abc import Sequence
from itertools import groupby

from reporting.pouring.faces import Face
from reporting.pouring.layout import Poured, Sheet
from reporting.pouring.stock import Margin, Measures

# As in static/paper/roster.css: the grid's thickness and grey, the shade of headings and totals.
_PEN = "0.4 w 0.3333 G"
_SHADE = "0.9569 0.9686 0.9647 rg"
_BLACK = "0 g"


class Painter:
    """Paints the sheets of one list with the forms First, Later, Closing and Odd0 ..."""

    def __init__(self, measures: Measures, plain: Face, bold: Face) -> None:
        self._measures = measures
        self._faces = (plain, bold)

    def sheet(self, sheet: Sheet, *, is_first: bool) -> bytes:
        """Give the operators of a sheet but for those margins that need the number of sheets."""
        parts = [f"/{'First' if is_first else 'Later'} Do"]
        parts += self._shades(sheet)
        parts += self._grid(sheet)
        parts += self._lines(sheet)
        for top, strip in sheet.strips:
            if strip.odd is not None:
                parts.append(_moved(f"Odd{strip.odd}", self._measures.odd[strip.odd].top - top))
        if sheet.closing_top is not None:
            parts.append(_moved("Closing", self._measures.closing.top - sheet.closing_top))
        return "\n".join(parts).encode()

    def margins(self, number: int, sheets: int, group: str) -> bytes:
        """Give the operators of the margins that differ from sheet to sheet.

        Takes   number: of the sheet, from 1; group: what its head repeats.
        """
        face = self._faces[False]
        numbers = iter((number, sheets))
        label = self._measures.page_label
        text = re.sub(r"\d+", lambda _found: str(next(numbers)), label.text)
        parts = [f"{_BLACK} BT /{face.name} {face.size:g} Tf", self._margin(label, text)]
        if number > 1 and group:
            parts.append(self._margin(self._measures.group_label, group))
        parts.append("ET")
        return "\n".join(parts).encode()

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
        if not sheet.strips:
            return []
        height = self._measures.height
        left, right = (sheet.strips[0][1].edges[place] for place in (0, -1))
        upper = height - sheet.strips[0][0]
        parts = [_PEN, f"{left:.2f} {upper:.2f} m {right:.2f} {upper:.2f} l"]
        for top, strip in sheet.strips:
            y = height - top - strip.height
            parts.append(f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l")
        for edges, run in groupby(sheet.strips, key=_edges_of):
            whole = list(run)
            upper = height - whole[0][0]
            lower = height - whole[-1][0] - whole[-1][1].height
            parts += [f"{x:.2f} {upper:.2f} m {x:.2f} {lower:.2f} l" for x in edges]
        parts.append("S")
        return parts

    def _lines(self, sheet: Sheet) -> list[str]:
        """Set the text of all strips, one face after the other."""
        height = self._measures.height
        parts: list[str] = [_BLACK, "BT"]
        for bold, face in enumerate(self._faces):
            codes = face.codes
            parts.append(f"/{face.name} {face.size:g} Tf")
            for top, strip in sheet.strips:
                below = height - top
                for line in strip.lines:
                    if line.bold == bold:
                        parts.append(
                            f"1 0 0 1 {line.x:.2f} {below - line.y:.2f} Tm"
                            f" <{line.text.translate(codes)}> Tj"
                        )
        parts.append("ET")
        return parts

    def _margin(self, margin: Margin, text: str) -> str:
        face = self._faces[False]
        x = margin.right - face.width(text)
        y = self._measures.height - margin.baseline
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm <{text.translate(face.codes)}> Tj"


def _edges_of(placed: tuple[float, Poured]) -> Sequence[float]:
    return placed[1].edges


def _moved(form: str, up: float) -> str:
    return f"q 1 0 0 1 0 {up:.2f} cm /{form} Do Q"
