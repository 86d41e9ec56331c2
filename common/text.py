"""Text as people mean it: the one normaliser used at every door."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

# Control, format (zero-width, bidi marks), surrogate, private and unassigned characters.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_SPACES = re.compile(r"\s+")


def clean_text(value: object, *, limit: int = 500, lines: bool = False) -> str:
    """Give a value as clean text that both databases store and every renderer prints alike.

    Takes   value: anything with a text form, None for nothing; limit: characters kept;
            lines: keep line breaks (for notes).
    Gives   NFC text without control, zero-width or bidirectional marks, runs of spaces as one,
            no spaces at the ends.
    """
    if value is None:
        return ""
    text = str(value)
    if _is_clean(text, limit):
        return text
    text = unicodedata.normalize("NFC", text)
    if lines:
        parts = (_clean_line(line) for line in _BREAKS.split(text))
        text = "\n".join(part for part in parts if part)
    else:
        text = _clean_line(_BREAKS.sub(" ", text))
    return text[:limit].rstrip()


def clean_texts(values: Sequence[Any], *, limit: int = 500) -> Sequence[Any]:
    """Do to all texts among some values what ``clean_text`` does; what is no text stays as it is.

    Most texts need nothing, and asking that of all at once takes a fraction of the time.
    """
    kinds = set(map(type, values))
    if kinds == {str} and max(map(len, values)) <= limit and _are_clean("|".join(values)):
        return values
    if not any(issubclass(kind, str) for kind in kinds):
        return values
    return [
        clean_text(value, limit=limit) if isinstance(value, str) else value for value in values
    ]


def _are_clean(joined: str) -> bool:
    """Tell of texts with bars between them; it may be wrong about texts that hold bars."""
    return (
        joined.isascii()
        and joined.isprintable()
        and not any(gap in joined for gap in ("  ", " |", "| "))
        and joined == joined.strip()
    )


def _is_clean(text: str, limit: int) -> bool:
    """Tell quickly of most texts that nothing is to be done with them."""
    return (
        type(text) is str
        and text.isascii()
        and text.isprintable()
        and "  " not in text
        and len(text) <= limit
        and text == text.strip()
    )


def _clean_line(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) not in _UNWANTED)
    return _SPACES.sub(" ", text).strip()
