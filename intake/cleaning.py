"""Cells to canonical values, field by field; repairs only where no guess is involved."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from common.text import clean_text
from intake.shapes import Cell
from workers.nik import tidy

# Excel and its kin keep fifteen digits of a number, other programs up to this.
_EXACT_BELOW = 2**53
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-"})
_EMPTY = frozenset(["", "-", "--", "---", ".", "?", "x", "X", "_", "0", "n/a", "#N/A", "null"])
_DITTO = frozenset(
    [
        *('"', "''", "″", "”", "“", "〃", '"-"', '-"-', '--"--', '- " -', ",,", "//", "-//-"),
        *("idem", "sda", "s.d.a", "s d a", "dito", "ditto", "sama", "sama dgn atas"),
        *("sama dengan atas", "sama di atas", "seperti di atas"),
    ]
)
_STARTS_OF_DITTO = frozenset(start for mark in _DITTO for start in mark[0] + mark[0].upper())
_DITTO_MARKS = re.compile(r"(?=[^\"'″”“〃]*[\"'″”“〃])[\"'″”“〃\-–\s]+")
_LONGEST_DITTO = 20
_LONGEST_TEXT = 500
_LONGEST_NAME = 150
_ASIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
_NIK_RUN = re.compile(r"(?<!\d)\d(?:[\s.,'\-]?\d){15}(?!\d)")
_FLOAT_TEXT = re.compile(r"(\d{16})[.,]0+")
# 3.572.021.401.704.820 was a number before it became text.
_IN_THOUSANDS = re.compile(r"\d(?:\.\d{3}){5}|\d(?:,\d{3}){5}")
_NUMBERING = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=\D)")
_LATE = re.compile(r"(?<![\w'])(?:alm|almh|almarhum|almarhumah)(?!\w)\.?", re.IGNORECASE)
_LATE_KIN = re.compile(
    r"\b(?:bin|binti|istri|isteri|janda|suami|anak|putra|putri|ibu|bapak|pak)\s+(?:dari\s+)?"
    r"(?:alm|almh|almarhum|almarhumah)\b",
    re.IGNORECASE,
)
_DEAD = re.compile(
    r"\b(?:meninggal|wafat|alm|almh|almarhum|almarhumah|tutup usia)\b", re.IGNORECASE
)
# 1,5 jt; 850 ribu
_ROUNDED = re.compile(r"(\d{1,9}(?:[.,]\d+)?)\s*(jt|juta|rb|ribu)")
_DIGITS = re.compile(r"\d+")
_BETWEEN_DIGITS = re.compile(r"[\s.'\-]+")
_DECIMALS = re.compile(r"(?<=\d)[.,]0+$")


def show(cell: Cell) -> str:
    """Give a cell as the text a person saw in it, cleaned."""
    if isinstance(cell, str):
        # Most cells are plain: skip the full cleaning, which is the same for them.
        if cell.isascii() and cell.isprintable() and "  " not in cell:
            return cell.strip()[:_LONGEST_TEXT]
        return clean_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, datetime | date):
        return f"{cell.day:02}-{cell.month:02}-{cell.year:04}"
    return clean_text(cell)


def show_row(cells: list[Cell]) -> list[str]:
    """Give the cells of a row as ``show`` does; a plain row is looked at once, not by cells."""
    texts = [
        cell if type(cell) is str else str(cell) if type(cell) is int else show(cell)
        for cell in cells
    ]
    line = "|".join(texts)
    is_plain = (
        line.isascii()
        and line.isprintable()
        and (len(line) <= _LONGEST_TEXT or max(map(len, texts)) <= _LONGEST_TEXT)
        and line == line.strip()
        and "  " not in line
        and " |" not in line
        and "| " not in line
    )
    return texts if is_plain else [show(cell) for cell in cells]


def words(text: str) -> str:
    """Give text without the apostrophe that marks a cell as text; nothing for "-" and the like."""
    text = text.translate(_QUOTES) if not text.isascii() else text
    if text[:1] == "'":
        text = text.lstrip("'").lstrip()
    return "" if text in _EMPTY else text


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell says "as above"."""
    if not isinstance(cell, str) or len(cell) >= _LONGEST_DITTO:
        return False
    is_word = cell[:1].isalnum()
    if is_word and cell[0] not in _STARTS_OF_DITTO:
        return False
    mark = cell.strip().lower()
    if mark in _DITTO or mark.rstrip(".") in _DITTO:
        return True
    # Quotation marks however spaced and dashed: " ", - ” -
    return not is_word and bool(_DITTO_MARKS.fullmatch(mark))


@dataclass(frozen=True, slots=True)
class ReadNik:
    """A NIK as far as it could be tidied."""

    text: str
    aside: str = ""  # other words of the cell
    rounding_suspect: bool = False


def read_nik(cell: Cell) -> ReadNik:
    """Tidy a NIK without guessing a digit.

    A number that ends in 0 may have lost its last digit on the way through Excel; other numbers
    of sixteen digits are exact. Text keeps all its digits unless it is in exponent form.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        digits = words(show(cell))
        suspect = len(digits) == 16 and (digits[-1] == "0" or abs(cell) > _EXACT_BELOW)
        return ReadNik(digits, rounding_suspect=suspect)
    if isinstance(cell, str) and len(cell) == 16 and cell.isascii() and cell.isdigit():
        return ReadNik(cell)
    text = words(show(cell))
    if as_number := _FLOAT_TEXT.fullmatch(text.strip()):
        return read_nik(int(as_number.group(1)))
    if _IN_THOUSANDS.fullmatch(text):
        return read_nik(int(re.sub(r"\D", "", text)))
    bare = tidy(text)
    if len(bare) == 16 and bare.isdigit():
        return ReadNik(bare)
    runs = _NIK_RUN.findall(text)
    if len(runs) == 1:
        aside = text.replace(runs[0], " ")
        if not any(char.isdigit() for char in aside):
            return ReadNik(tidy(runs[0]), _ASIDE.sub(r" \1 ", aside).strip(" .,:;-'\""))
    if not any(char.isdigit() for char in text):
        return ReadNik("", text)
    return ReadNik(bare)


def numbers_within(text: str) -> list[str]:
    """Give the numbers of sixteen digits that stand among other words."""
    return [tidy(run) for run in _NIK_RUN.findall(text)]


def read_number_pair(cell: Cell, *, second: bool) -> ReadNik | None:
    """Read the NIK of a cell that holds two numbers; None for any other cell.

    Takes   second: whether the NIK is the second of them. The other one is given aside.
    """
    numbers = numbers_within(cell) if isinstance(cell, str) else []
    return ReadNik(numbers[second], numbers[not second]) if len(numbers) == 2 else None


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name without what is no part of it."""

    text: str
    aside: str = ""
    deceased: bool = False


def is_plain_name(text: str) -> bool:
    """Tell whether a clean text is words only, from which ``read_name`` takes nothing away."""
    return (
        len(text) <= _LONGEST_NAME
        and text.replace(" ", "").isalpha()
        and "alm" not in text.lower()
    )


@lru_cache(maxsize=8192)
def read_name(text: str) -> ReadName:
    """Take numbering, remarks in brackets and "(Alm.)" out of a name; letter case stays."""
    text = _NUMBERING.sub("", words(text))
    asides = [aside.strip() for aside in _ASIDE.findall(text)]
    name = _ASIDE.sub(" ", text)
    deceased = any(_LATE.fullmatch(aside) or _is_dead(aside) for aside in asides)
    if _LATE.search(name) and not _LATE_KIN.search(name):
        deceased = True
        name = _LATE.sub(" ", name)
    name = " ".join(name.split()).strip(" ,;:-_/*")
    if not any(char.isalpha() for char in name):
        name = ""
    kept = [aside for aside in asides if aside and not _LATE.fullmatch(aside)]
    return ReadName(name[:_LONGEST_NAME], ", ".join(kept), deceased)


def mentions_death(note: str) -> bool:
    """Tell whether a remark says that the person has died."""
    return note.strip(" .").upper() == "MD" or _is_dead(note)


def _is_dead(text: str) -> bool:
    return bool(_DEAD.search(text)) and not _LATE_KIN.search(text)


@lru_cache(maxsize=4096)
def read_area(text: str) -> str | None:
    """Give RT or RW as three digits, "" for none, None when it is unreadable."""
    digits = _DIGITS.findall(_DECIMALS.sub("", text))
    if not digits:
        return "" if not words(text) else None
    number = int(digits[0]) if len(digits) == 1 else 1000
    if number > 999:
        return None
    return f"{number:03}" if number else ""


def area_pair_of_date(day: date, usual_year: int) -> tuple[str, str]:
    """Undo what Excel made of RT/RW: 3/2 became 3 February, 5/13 became May 2013."""
    if day.day == 1 and day.year != usual_year and day.year % 100 > 12:
        return f"{day.month:03}", f"{day.year % 100:03}"
    return f"{day.day:03}", f"{day.month:03}"


@lru_cache(maxsize=1024)
def read_income(text: str) -> int | None:
    """Give whole rupiah for ``Rp1.000.000``, ``1,5 jt`` and the like; None when unreadable."""
    lower = text.lower().replace("rp", "").replace("idr", "").strip(" .,-/")
    lower = re.sub(r"[\s/]*(?:per|/)?\s*(?:bulan|bln|bl)\.?$", "", lower).strip()
    if rounded := _ROUNDED.fullmatch(lower):
        times = 1_000_000 if rounded.group(2).startswith("j") else 1_000
        amount = round(float(rounded.group(1).replace(",", ".")) * times)
    else:
        lower = re.sub(r"[.,]\d{1,2}$", "", lower)
        if not re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})*|\d+", lower):
            return None
        amount = int(re.sub(r"\D", "", lower))
    return amount if amount < 2_000_000_000 else None


@lru_cache(maxsize=1024)
def read_decile(text: str) -> int | None:
    """Give a welfare decile from 1 to 10, None when it is none."""
    digits = _DIGITS.findall(text)
    if len(digits) == 1 and 1 <= int(digits[0]) <= 10:
        return int(digits[0])
    return None


_MARITAL = {
    "single": "belum kawin;belum menikah;blm kawin;bk;lajang;tk;tidak kawin;b;bujang",
    "married": "kawin;menikah;nikah;k;sudah kawin;kawin tercatat;kawin belum tercatat",
    "divorced": "cerai hidup;ch;cerai",
    "widowed": "cerai mati;cm;janda mati;duda mati",
}
_MARITAL_OF = {
    written: status for status, forms in _MARITAL.items() for written in forms.split(";")
}


@lru_cache(maxsize=1024)
def read_marital(text: str) -> str:
    """Give the marital status a text means, "" when it is none of the four."""
    return _MARITAL_OF.get(" ".join(re.sub(r"[^a-z]+", " ", text.lower()).split()), "")


def read_digits(cell: Cell, length: int) -> str:
    """Give a number of a fixed length as text, "" when it has another length."""
    if isinstance(cell, str) and len(cell) == length and cell.isascii() and cell.isdigit():
        return cell
    digits = _BETWEEN_DIGITS.sub("", words(show(cell)))
    return digits if len(digits) == length and digits.isascii() and digits.isdigit() else ""
