"""RT and RW wherever they stand: in a column of their own, in one column, inside an address."""

import re
from dataclasses import dataclass
from functools import lru_cache

from intake.dates import find_date, month_of

_ROMANS = [
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
]
_ROMAN = r"[IVX]{1,5}(?![A-Z])"
_NUMBER = rf"(\d{{1,3}}(?!\d)|{_ROMAN})"
_RT_WORD = r"(?<![A-Z])(?:R\.?\s?T\.?|RUKUN\s+TETANGGA)"
_RW_WORD = r"(?<![A-Z])(?:R\.?\s?W\.?|RUKUN\s+WARGA)"
_PAIR = re.compile(
    rf"{_RT_WORD}\s*[./,\-]*\s*{_RW_WORD}\s*[.:]*\s*{_NUMBER}\s*[/\\\-. ]\s*(?:{_NUMBER}|-)",
    re.IGNORECASE,
)
_RT_SLASH = re.compile(rf"{_RT_WORD}\s*[.:]*\s*{_NUMBER}\s*[/\\]\s*(?:{_NUMBER}|-)", re.IGNORECASE)
_RT = re.compile(rf"{_RT_WORD}\s*[.:,\-]*\s*{_NUMBER}", re.IGNORECASE)
_RW = re.compile(rf"{_RW_WORD}\s*[.:,\-]*\s*{_NUMBER}", re.IGNORECASE)
_TO = r"\s*(?:s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|[-–,&]|dan)\s*"
_RT_RANGE = re.compile(
    rf"{_RT_WORD}\s*[.:]*\s*{_NUMBER}{_TO}(?:{_RT_WORD}\s*[.:]*\s*)?{_NUMBER}", re.IGNORECASE
)
_RW_RANGE = re.compile(
    rf"{_RW_WORD}\s*[.:]*\s*{_NUMBER}{_TO}(?:{_RW_WORD}\s*[.:]*\s*)?{_NUMBER}", re.IGNORECASE
)
# Without the words only three digits each, at the end, are no number of a house.
_ZERO_PAIR = re.compile(r"(?<![\d/])(0\d{2})\s*/\s*(0\d{2})(?![\d/])")
_LAST_PAIR = re.compile(r"(?<![\d/])(\d{3})\s*/\s*(\d{3})\s*$")
# Under a heading that promises RT and RW fewer digits are enough.
_LOOSE_PAIR = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3}|-)(?=\s*(?:$|[,;]))")
_BARE_PAIR = re.compile(r"\s*\(?(\d{1,3})\s*[/\-.,\\| ]{1,3}\s*(\d{1,3}|-|)\s*[.)]?\s*")
_PAIR_FIRST = re.compile(r"\s*(\d{1,3})\s*[/\-]\s*(\d{1,3})(?!\d)(?=\W*[A-Za-z])")
_SIX_DIGITS = re.compile(r"(0\d{2})(0\d{2})")
_ROMAN_PAIR = re.compile(rf"\s*{_NUMBER}\s*[/\-\\|]\s*{_NUMBER}\s*", re.IGNORECASE)
_DAY_MONTH = re.compile(r"\s*(\d{1,2})[\s\-/]([A-Za-z]{3,9})(?:[\s\-/]\d{2,4})?\s*")
_MONTH_YEAR = re.compile(r"\s*([A-Za-z]{3,9})[\s\-/](\d{2})\s*")
_LEFT_OVER = re.compile(r"\s*[,/\-.;:]*\s*(?:,|/|-|;|$)\s*$")
_EMPTY_BRACKETS = re.compile(r"\s*[(\[]\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Areas:
    """RT and RW as three digits each, "" where not said, and the text without them."""

    rt: str
    rw: str
    rest: str = ""


@lru_cache(maxsize=8192)
def read_pair(text: str) -> Areas | None:
    """Read a cell of a column RT/RW: ``003/001``, ``RT.3/RW.1``, ``005/-``; None if unreadable."""
    found = take_from(text)
    if found.rt or found.rw:
        left = found.rest.strip(" ./-")
        if found.rw and not found.rt and left.isdecimal() and len(left) <= 3:  # 03/RW 01
            return Areas(_three(left), found.rw)
        return found if not any(char.isalnum() for char in left) else None
    bare = _BARE_PAIR.fullmatch(text) or _ROMAN_PAIR.fullmatch(text)
    if bare := bare or _SIX_DIGITS.fullmatch(text):
        return Areas(_three(bare.group(1)), _three(bare.group(2)))
    return None


def begin_pair(text: str) -> Areas | None:
    """Read a cell that begins with RT and RW, other words behind them: 003/001 Turi."""
    if found := _PAIR_FIRST.match(text):
        return Areas(_three(found[1]), _three(found[2]), text[found.end() :].strip(" ,;/-."))
    found_areas = take_from(text)
    return found_areas if found_areas.rt or found_areas.rw else None


def read_address(text: str, *, has_areas: bool = False) -> Areas:
    """Read an address, or a cell of addresses that holds RT and RW only.

    Takes   has_areas: whether the heading promises RT and RW at the end of the address.
    """
    if not _may_name(text):
        return Areas("", "", text.strip())
    found = read_pair(text) or take_from(text)
    if has_areas and not found.rt and not found.rw and (last := _LOOSE_PAIR.search(text)):
        rest = _join(text[: last.start()], text[last.end() :])
        return Areas(_three(last[1]), _three(last[2]), rest)
    return found


def _may_name(text: str) -> bool:
    """Tell at a glance whether a text may hold RT or RW; most addresses do not."""
    if text[:1].isdigit() or any(mark in text for mark in "/-\\|"):
        return True
    letters = text.lower().replace(" ", "").replace(".", "")
    return "rt" in letters or "rw" in letters or "rukun" in letters


def of_title(text: str) -> Areas:
    """Read the RT and RW of a whole list; a title that names several says none."""
    found = take_from(text)
    rt = "" if _RT_RANGE.search(text) else found.rt
    return Areas(rt, "" if _RW_RANGE.search(text) else found.rw)


def read_dated_pair(text: str) -> Areas | None:
    """Undo a date that a spreadsheet made of RT/RW and wrote as text: ``3-Feb``, ``Mar-13``."""
    if found := _DAY_MONTH.fullmatch(text):
        month = month_of(found.group(2))
        return Areas(_three(found.group(1)), _three(str(month))) if month else None
    if found := _MONTH_YEAR.fullmatch(text):
        month = month_of(found.group(1))
        return Areas(_three(str(month)), _three(found.group(2))) if month else None
    written = find_date(text)
    if written is None or written.before:
        return None
    return Areas(_three(str(written.first)), _three(str(written.second)))


@lru_cache(maxsize=8192)
def take_from(text: str) -> Areas:
    """Take RT and RW out of an address; the rest is what remains of it."""
    for pattern in (_PAIR, _RT_SLASH, _LAST_PAIR, _ZERO_PAIR):
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


def behind_areas(text: str) -> str:
    """Give what an address says behind its RT and RW; "" where RW is not its last number."""
    for pattern in (_PAIR, _RT_SLASH, _RW):
        if found := pattern.search(text):
            return text[found.end() :].strip(" ,;.-()")
    return ""


def _three(written: str | None) -> str:
    """Give a number as three digits; nothing for "-", zero and what is no number."""
    written = (written or "").upper()
    number = _ROMANS.index(written) + 1 if written in _ROMANS else 0
    if written.isdecimal():
        number = int(written)
    return f"{number:03}" if number else ""


def _join(before: str, after: str) -> str:
    """Put the two sides together without the separators that stood around the middle."""
    parts = (_LEFT_OVER.sub("", before).rstrip(" ,/-;"), after.strip(" ,/-;."))
    return _EMPTY_BRACKETS.sub("", " ".join(part for part in parts if part)).strip()
