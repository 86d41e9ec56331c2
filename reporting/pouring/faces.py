"""A face of the paper's typeface as the finished file holds it: glyphs, widths, lines."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from reporting.typefaces import FONT_FILE

# Letters that stand by themselves, from left to right; everything else needs a shaper.
_SIMPLE = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS", "AN"})
# What a text between round brackets says otherwise (ISO 32000-1, 7.3.4.2). With line feeds among
# them, lines end between operators only.
_ESCAPED = str.maketrans({"\n": r"\n", "\r": r"\r", "(": r"\(", ")": r"\)", "\\": r"\\"})
# After these a line may end: spaces, dashes before a word, strokes before a letter.
_PIECES = re.compile(r"\S+?(?:[-–](?=\D)|/(?=[^\W\d])|(?=\s)|$)\s*|\s+")


@cache
def settable_letters() -> frozenset[str]:
    """Give the letters of our typeface that one glyph shows, whatever stands beside them."""
    with TTFont(finders.find(FONT_FILE), lazy=True) as font:
        letters = map(chr, font.getBestCmap())
        return frozenset(
            letter
            for letter in letters
            if not unicodedata.combining(letter)
            and unicodedata.category(letter)[0] not in "CM"
            and unicodedata.bidirectional(letter) in _SIMPLE
            and not _stands_for_several(letter)
        )


def _stands_for_several(letter: str) -> bool:
    """Tell whether a letter is some in one, such as the fi that is copied from other papers."""
    return letter.isalpha() and len(unicodedata.normalize("NFKC", letter)) > 1


def odd_letters(letters: Iterable[str]) -> set[str]:
    """Give the letters that cannot be set one by one with our typeface."""
    return set(letters) - settable_letters()


def _two_bytes(glyph: int) -> str:
    """Write a glyph as two letters of Latin-1, fit to stand between round brackets."""
    return glyph.to_bytes(2).decode("latin-1").translate(_ESCAPED)


class Face:
    """One weight of the typeface at one size, in points."""

    def __init__(self, name: str, size: float, glyphs: dict[str, int], widths: dict[int, int]):
        """Takes name: how the file calls the font; widths: thousandths of the size by glyph."""
        self.choice = f"/{name} {size:g} Tf"
        # For str.translate: what stands between the brackets of an operator's text.
        self.codes = {ord(letter): _two_bytes(glyph) for letter, glyph in glyphs.items()}
        self._widths = {
            letter: widths.get(glyph, 0) * size / 1000 for letter, glyph in glyphs.items()
        }
        self._widest = max(self._widths.values())

    def width(self, text: str) -> float:
        """Give the width of a line in points."""
        return sum(map(self._widths.__getitem__, text))

    def fits(self, text: str, room: float) -> bool:
        """Tell whether a text needs no more than one line of a width."""
        return len(text) * self._widest <= room or self.width(text) <= room

    def lines(self, text: str, room: float) -> list[str]:
        """Break a text into lines of a width, as the style sheet's overflow-wrap says."""
        lines, line = [], ""
        for piece in _PIECES.findall(text):
            if line and self.width((line + piece).rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            while self.width(piece.rstrip()) > room:
                cut = self._longest(piece, room)
                lines.append(piece[:cut])
                piece = piece[cut:]
            line += piece
        lines.append(line.rstrip())
        return lines

    def _longest(self, word: str, room: float) -> int:
        """Give how many letters of a word fit; at least one."""
        taken = 0.0
        for place, letter in enumerate(word):
            taken += self._widths[letter]
            if taken > room:
                return max(place, 1)
        return len(word)
