"""Dates as people write them; the order of day and month is settled by the whole column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite

from rapidfuzz.distance import OSA

from intake.shapes import Cell
from workers.nik import Nik

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january jnuari",
            "februari pebruari feb peb february pebr febr",
            "maret mar mrt march mart",
            "april apr apl",
            "mei may mey",
            "juni jun june djuni",
            "juli jul july djuli",
            "agustus agt agu ags agst aug august agus",
            "september sep sept spt",
            "oktober okt oct october",
            "november nopember nov nop nopem",
            "desember des dec december dese",
        ),
        start=1,
    )
    for name in names.split()
}
_ROMAN = {
    roman: number
    for number, roman in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
}
_GAP = r"\s*(?:[-/.,;*=|]{1,3}|\s)\s*'?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}}){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})(?!\d)")
_NUMBERS = re.compile(rf"(?<!\d)(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{4}}|\d{{2}})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})[\s\-/.,]*([A-Za-z]{1,10})[\s\-/.,'’]*(\d{4}|\d{2})(?!\d)")
_NAME_FIRST = re.compile(r"([A-Za-z]{3,10})[\s.]*(\d{1,2})\s*,\s*(\d{4})(?!\d)")
# Eight digits, a mark perhaps left out: 17081965, 17-081965, 1965-0817
_EIGHT = re.compile(r"(?<!\d)(\d{2})[-/. ]?(\d{2})[-/. ]?(\d{4})(?!\d)")
_SIX = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?<=\d)[\sT]+(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?|00?\.00(?:\.00)?)\s*Z?\s*$"
)
_AROUND = " \t\n\r,.;:/-|()"
_SAME_MARKS = str.maketrans("–—−_\\’`", "---//''")
# A place behind the date: 17-08-1965, Blitar
_PLACE_AFTER = re.compile(r"\s*[,;/\-]\s*([A-Za-z][A-Za-z .']{2,40})\s*")
# tgl. 4 bln 6 thn 2005
_PARTS_NAMED = re.compile(
    r"(?<=\d)\s*(?:bln|bulan)\b\.?\s*(\w{1,10})\s*(?:thn|th|tahun)\b\.?\s*(?=\d)", re.IGNORECASE
)
_DATE_WORD = re.compile(r"\b(?:tgl|tanggal|pada)\b\.?\s*$", re.IGNORECASE)
# Excel counts days from here; the range is 1910 to 2030.
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_654, 47_483)
# A place and a day put together by a formula: Blitar, 24001
_PLACE_SERIAL = re.compile(r"([A-Za-z][A-Za-z .']{2,40}[,/;]\s*)(\d{5})\s*")
# A year before this is one of two digits.
_FIRST_YEAR = 100
_YOUNGEST = 10
_OLDEST = 110


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a cell, its order perhaps still open."""

    first: int  # the day, unless the column turns out to be written month first
    second: int
    year: int  # two or four digits
    fixed: bool  # the order is beyond doubt
    is_cell: bool = False  # a date cell: its spreadsheet may have read it the wrong way round
    before: str = ""  # text beside it, often the place of birth


def find_date(cell: Cell) -> WrittenDate | None:
    """Give the date that a cell holds, alone or after a place; None if it holds none."""
    if isinstance(cell, date):  # also a moment
        day, month = cell.day, cell.month
        return WrittenDate(day, month, cell.year, day > 12 or day == month, is_cell=True)
    if isinstance(cell, str):
        return _find_in_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell)
    return None


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How a column writes dates: month first in text, day and month swapped in date cells."""

    month_first: bool = False
    swapped_cells: bool = False


def order_of(column: Iterable[tuple[WrittenDate, Nik | None]]) -> DateOrder:
    """Settle the order of a column by the birth digits of the NIKs beside it.

    Dates whose order is open vote when their NIK agrees with one reading only. Without votes,
    a text column in which only the second number passes 12 is written month first.
    """
    votes = {True: [0, 0], False: [0, 0]}  # is_cell -> [day first, month first]
    unmistakable = [0, 0]
    for written, nik in column:
        if written.fixed:
            if not written.is_cell and written.first != written.second:
                unmistakable[0] += written.first > 12
                unmistakable[1] += written.second > 12 >= written.first
            continue
        if nik is None:
            continue
        digits = nik.birth_digits
        year = written.year % 100
        votes[written.is_cell][0] += digits == (written.first, written.second, year)
        votes[written.is_cell][1] += digits == (written.second, written.first, year)
    day_first, month_first = votes[False]
    by_text = (
        month_first > day_first
        if month_first or day_first
        else unmistakable[1] > 0 == unmistakable[0]
    )
    return DateOrder(by_text, votes[True][1] > votes[True][0])


def settle(written: WrittenDate, order: DateOrder, *, nik: Nik | None, on: date) -> date | None:
    """Give the date meant.

    Takes   order: of the column; nik: the person's, for the century of a two-digit year; on: a
            day near which the person is at work.
    Gives   None when no such day exists or nobody at work was born on it.
    """
    day, month = written.first, written.second
    if not written.fixed:
        if order.swapped_cells if written.is_cell else order.month_first:
            day, month = month, day
    elif month > 12:
        day, month = month, day
    year = written.year
    if year < _FIRST_YEAR:
        year = _century(year, nik, on)
    if not on.year - _OLDEST <= year <= on.year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(cell: Cell, order: DateOrder, *, nik: Nik | None, on: date) -> date | None:
    """Give the date that a cell means, None if it holds none; ``find_date`` and ``settle``."""
    if type(cell) is date and cell.year >= _FIRST_YEAR and not order.swapped_cells:
        return cell if on.year - _OLDEST <= cell.year <= on.year else None
    written = find_date(cell)
    return settle(written, order, nik=nik, on=on) if written else None


def _century(year: int, nik: Nik | None, on: date) -> int:
    if nik is not None and nik.birth_digits[2] == year:
        return nik.birth_date(on).year
    recent = on.year - on.year % 100 + year
    return recent if recent <= on.year - _YOUNGEST else recent - 100


def _from_number(number: int | float) -> WrittenDate | None:
    if not isfinite(number):
        return None
    whole = int(number)
    if whole in _SERIALS:
        return find_date(_EXCEL_EPOCH + timedelta(days=whole))
    if number == whole and 1_011_900 <= whole <= 31_129_999:
        return _find_in_text(f"{whole:08}")
    return None


@lru_cache(maxsize=16_384)
def _find_in_text(text: str) -> WrittenDate | None:
    text = _CLOCK.sub("", text.translate(_SAME_MARKS))
    if "th" in text.lower():
        text = _PARTS_NAMED.sub(r" \1 ", text)
    if found := _YEAR_FIRST.search(text):
        year, month, day = map(int, found.groups())
        return _written(found, text, day, month, year, fixed=True)
    if found := _NUMBERS.search(text):
        first, second, year = map(int, found.groups())
        return _written(found, text, first, second, year, fixed=first > 12 or second > 12)
    if (found := _NAMED.search(text)) and (named := month_of(found.group(2))):
        return _written(found, text, int(found[1]), named, int(found[3]), fixed=True)
    if (found := _NAME_FIRST.search(text)) and (named := month_of(found.group(1))):
        return _written(found, text, int(found[2]), named, int(found[3]), fixed=True)
    if found := _EIGHT.search(text):
        first, second, year = map(int, found.groups())
        if first in {19, 20} and year // 100 not in {19, 20}:  # 19650817
            digits = "".join(found.groups())
            year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
            return _written(found, text, day, month, year, fixed=True)
        return _written(found, text, first, second, year, fixed=first > 12 or second > 12)
    if found := _SIX.fullmatch(text.strip()):
        first, second, year = map(int, found.groups())
        return _written(found, text, first, second, year, fixed=first > 12 or second > 12)
    if text.strip().isdecimal() and int(text) in _SERIALS:
        return _from_number(int(text))
    if (found := _PLACE_SERIAL.fullmatch(text)) and (counted := _from_number(int(found[2]))):
        return replace(counted, before=found[1].strip(_AROUND))
    return None


def _written(
    found: re.Match[str], text: str, first: int, second: int, year: int, *, fixed: bool
) -> WrittenDate:
    before = _DATE_WORD.sub("", text[: found.start()].strip(_AROUND)).strip(_AROUND)
    if not before and (after := _PLACE_AFTER.fullmatch(text[found.end() :])):
        before = after.group(1)
    return WrittenDate(first, second, year, fixed or first == second, before=before)


def month_of(word: str) -> int | None:
    """Give the number of a month by its name, short or misspelt; None for another word."""
    lower = word.lower()
    known = _MONTHS.get(lower) or _ROMAN.get(lower)
    if known or len(lower) < 4:
        return known
    # A slip in a long name mostly leaves its first three letters: Agustuss, Septmber.
    return _MONTHS.get(lower[:3]) or _nearest_month(lower)


def _nearest_month(lower: str) -> int | None:
    """Give the only month whose name is one slip away: Maert; Jumi may be two."""
    near = {
        number
        for name, number in _MONTHS.items()
        if len(name) > 3 and OSA.distance(lower, name, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else None
