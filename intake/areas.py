"""RT and RW wherever they stand: in a column of their own, in one column, inside an address."""

import re
from dataclasses import dataclass
from functools import lru_cache

_PAIR = re.compile(
    r"(?<![A-Z])RT\s*[./,\-]*\s*RW\s*[.:]*\s*(\d{1,3})\s*[/\-. ]\s*(\d{1,3}|-)(?!\d)",
    re.IGNORECASE,
)
_RT_SLASH = re.compile(r"(?<![A-Z])RT\s*[.:]*\s*(\d{1,3})\s*/\s*(\d{1,3}|-)(?!\d)", re.IGNORECASE)
_RT = re.compile(r"(?<![A-Z])RT\s*[.:,\-]*\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_RW = re.compile(r"(?<![A-Z])RW\s*[.:,\-]*\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_BARE_PAIR = re.compile(r"\s*(\d{1,3})\s*[/\-.,\\| ]\s*(\d{1,3}|-|)\s*")
_LEFT_OVER = re.compile(r"\s*[,/\-.;:]*\s*(?:,|/|-|;|$)\s*$")


@dataclass(frozen=True, slots=True)
class Areas:
    """RT and RW as three digits each, "" where not said, and the text without them."""

    rt: str
    rw: str
    rest: str = ""


@lru_cache(maxsize=16_384)
def read_pair(text: str) -> Areas | None:
    """Read a cell of a column RT/RW: ``003/001``, ``RT.3/RW.1``, ``005/-``; None if unreadable."""
    found = take_from(text)
    if found.rt or found.rw:
        return found if not any(char.isalnum() for char in found.rest) else None
    if bare := _BARE_PAIR.fullmatch(text):
        return Areas(_three(bare.group(1)), _three(bare.group(2)))
    return None


@lru_cache(maxsize=16_384)
def take_from(text: str) -> Areas:
    """Take RT and RW out of an address; the rest is what remains of it."""
    for pattern in (_PAIR, _RT_SLASH):
        if found := pattern.search(text):
            rest = _join(text[: found.start()], text[found.end() :])
            return Areas(_three(found.group(1)), _three(found.group(2)), rest)
    rt = rw = ""
    if found := _RT.search(text):
        rt = _three(found.group(1))
        text = _join(text[: found.start()], text[found.end() :])
    if found := _RW.search(text):
        rw = _three(found.group(1))
        text = _join(text[: found.start()], text[found.end() :])
    return Areas(rt, rw, text.strip())


def _three(digits: str) -> str:
    return f"{int(digits):03}" if digits.isdigit() and int(digits) else ""


def _join(before: str, after: str) -> str:
    """Put the two sides together without the separators that stood around the middle."""
    parts = (_LEFT_OVER.sub("", before).rstrip(" ,/-;"), after.strip(" ,/-;."))
    return " ".join(part for part in parts if part)
