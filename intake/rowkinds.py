"""Which rows below a header are people, and what the others are."""

import re
from dataclasses import dataclass
from enum import StrEnum

from intake.areas import read_pair
from intake.cleaning import (
    ReadNik,
    numbers_within,
    read_area,
    read_name,
    read_nik,
    read_number_pair,
    show,
    words,
)
from intake.dates import find_date
from intake.facts import Facts
from intake.groups import read_group
from intake.heading_words import words_of
from intake.kinds.reading import read_number
from intake.phones import read_phones
from intake.sexes import read_sex
from intake.shapes import Cell, RawRow
from intake.tables import is_numbering
from workers.nik import LENGTH, InvalidNik, Nik


class RowKind(StrEnum):
    """What a row is for."""

    PERSON = "person"
    GROUP = "group"
    TOTAL = "total"
    SIGNATURE = "signature"
    NUMBERING = "numbering"
    UNFILLED = "unfilled"  # a number waiting for somebody
    FOOTNOTE = "footnote"  # a sentence about a NIK
    SECOND = "second"  # what the row above could not hold
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what it was found to be."""

    kind: RowKind
    nik: ReadNik | None = None
    group: dict[str, str] | None = None


_TOTAL = re.compile(
    r"^\W*(?:(?:sub|grand)[\s-]*)?(?:jumlah|jumlh|jml|total)\b(?!\s+anak)", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"\b(?:mengetahui|menyetujui|lurah|camat|nip|nippppk|nipppk|pembina|penata|tanda tangan|"
    r"kepala (?:dinas|seksi|bagian|bidang|kelurahan)|kasi|sekretaris (?:kelurahan|kecamatan)|"
    r"plt|plh|wali\s?kota|yang membuat|hormat kami|dibuat di|pendata|koordinator)\b",
    re.IGNORECASE,
)
# Signs for the rows above; others may follow.
LEADER = re.compile(r"\W*(?:mengetahui\W+)?ketua\s+r[tw]\W*\d", re.IGNORECASE)
_CITY_AND_DATE = re.compile(r"^\s*(?:kota\s+)?[a-z]+\s*,\s*(.+)$", re.IGNORECASE)
_BLANK_DATE = re.compile(r"^[\s.…_\-]{3,}|^\s*(?:tgl|tanggal)\b", re.IGNORECASE)
_OFFICIAL = re.compile(r"\bNIP", re.IGNORECASE)
_EXPONENT = re.compile(r"\d(?:[.,]?\d+)?[Ee]\+?\d+")
_FAMILY_LABEL = re.compile(r"\b(?:kk|kartu keluarga)\b", re.IGNORECASE)
_FAMILY_START = re.compile(
    r"\W*(?:no(?:mor)?\.?\s*)?(?:kk|kartu keluarga)(?:\s*no(?:mor)?\b)?[\s.:=]*(?:'?\d{16}\b.*)?",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"\W*(?:catatan|keterangan|ket|nb|note|petunjuk|legenda|tembusan)\s*(?:[:=.].*)?",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\W*(?:contoh|cth|misal(?:nya)?)\b.{0,20}", re.IGNORECASE)
_RECAP = re.compile(r"\W*(?:rekap(?:itulasi)?|ringkasan)\b", re.IGNORECASE)
_NIK_DIGITS = 12
# A number shorter than this in the column of NIKs counts something.
_COUNTED_DIGITS = 5
_ENOUGH = 2
_LIKELY = 3  # with words of a signature in the row
_SURELY = 4  # below a signature or the word for remarks, or with digits in the name


class RowJudge:
    """Judges the rows of one section in order."""

    def __init__(
        self, columns: dict[str, int], facts: Facts, *, nik_first: bool | None = None
    ) -> None:
        """Takes columns: the column index of each field that has one; nik_first: whether NIKs
        stand before or behind another number in their cells, None where they stand alone.
        """
        self._columns = columns
        self._nik_first = nik_first
        self._facts = facts
        self._signed = False
        self._remarks = False
        self._recap = False

    def judge(self, row: RawRow) -> Judged:
        """Say what a row is; rows below a signature need more to pass for a person."""
        if row.of_above:
            return Judged(RowKind.SECOND)
        cell = self._cell(row, "nik")
        nik = self._read_nik(cell)
        if cell == nik.text and self._is_plain_person(row, nik):
            return Judged(RowKind.PERSON, nik)
        texts = [show(cell) for cell in row.cells if cell is not None]
        if (
            texts
            and _FAMILY_START.fullmatch(texts[0])
            and (group := read_group(texts, self._facts))
        ):
            return Judged(RowKind.GROUP, group=group)
        if texts and _EXAMPLE.fullmatch(texts[0]) and not self._is_numbered(row):
            return Judged(RowKind.OTHER)
        if _is_nik_like(nik):
            if len(texts) == 1 and any(char.isalpha() for char in nik.aside):
                return Judged(RowKind.FOOTNOTE)
            if not self._is_official(row, nik):
                return Judged(RowKind.PERSON, nik)
        if any(_TOTAL.match(text) for text in texts):
            self._recap |= _is_head_of_recap(texts)
            return Judged(RowKind.TOTAL)
        if read_number(self._text(row, "kpj")):  # only lists of other kinds have such a column
            return Judged(RowKind.PERSON, nik)
        if self._is_numbered(row) and self._is_person_without_nik(
            row, max(_LIKELY, self._least(row))
        ):
            return Judged(RowKind.PERSON, nik)
        if texts and LEADER.match(texts[0]) and not self._is_numbered(row):
            return Judged(RowKind.SIGNATURE)
        if any(self._is_signature(text) for text in texts):
            self._signed = True
            return Judged(RowKind.SIGNATURE)
        if is_numbering(row):
            return Judged(RowKind.NUMBERING)
        if self._is_person_without_nik(row, self._least(row)):
            return Judged(RowKind.PERSON, nik)
        if len(texts) == 1 and self._text(row, "address"):
            return Judged(RowKind.OTHER)  # the address of the row above runs on
        if not self._signed and (group := read_group(texts, self._facts)):
            return Judged(RowKind.GROUP, group=group)
        if self._has_stray_nik(texts):
            return Judged(RowKind.PERSON, nik)
        if self._signed:
            return Judged(RowKind.SIGNATURE)
        if len(texts) == 1 and texts[0].strip(" .)").isdigit():
            return Judged(RowKind.UNFILLED)
        if len(texts) == 1 and _RECAP.match(texts[0]):
            self._recap = True
        if texts and _REMARKS.fullmatch(texts[0]):
            self._remarks = True
        return judge_words(row)

    def _is_plain_person(self, row: RawRow, nik: ReadNik) -> bool:
        """Tell at a glance what holds for most rows: a NIK in its column, nothing odd before."""
        if self._signed or len(nik.text) != LENGTH or not nik.text.isdigit():
            return False
        first = next(cell for cell in row.cells if cell is not None)
        if not isinstance(first, str) or first[:1].isdigit():
            return True
        text = show(first)
        return not _FAMILY_START.fullmatch(text) and not _EXAMPLE.fullmatch(text)

    def _read_nik(self, cell: Cell) -> ReadNik:
        if self._nik_first is None:
            return read_nik(cell)
        return read_number_pair(cell, second=not self._nik_first) or read_nik(cell)

    def _cell(self, row: RawRow, field: str) -> Cell:
        index = self._columns.get(field, -1)
        return row.cells[index] if 0 <= index < len(row.cells) else None

    def _text(self, row: RawRow, field: str) -> str:
        return words(show(self._cell(row, field)))

    def _is_official(self, row: RawRow, nik: ReadNik) -> bool:
        """Tell whether the long number of a row is a civil servant's, a phone's or a bank's."""
        if self._signed and not _is_nik(nik) and not self._is_numbered(row):
            return not self._is_person_without_nik(row, _SURELY)
        if len(nik.text) == LENGTH:
            return False
        return any(isinstance(cell, str) and _OFFICIAL.search(cell) for cell in row.cells)

    def _least(self, row: RawRow) -> int:
        """Give the points that a row without a NIK needs to pass for a person."""
        has_digits = any(char.isdigit() for char in read_name(self._text(row, "full_name")).text)
        return _SURELY if self._signed or self._remarks or has_digits else _ENOUGH

    def _is_signature(self, text: str) -> bool:
        if _SIGNATURE.search(text):
            return True
        place = _CITY_AND_DATE.match(text)
        if place is None:
            return False
        if _BLANK_DATE.match(place.group(1)):
            return True
        written = find_date(place.group(1))
        # Nobody at work was born in the years of the programme.
        return written is not None and written.year >= self._facts.first_day.year - 3

    def _is_numbered(self, row: RawRow) -> bool:
        return self._text(row, "row_no").strip(" .)").isdigit()

    def _is_person_without_nik(self, row: RawRow, least: int) -> bool:
        if self._recap or not any(char.isalpha() for char in self._text(row, "full_name")):
            return False
        points = 2 * self._is_numbered(row)
        points += self._cell(row, "nik") is not None and not _is_count(self._text(row, "nik"))
        points += bool(read_sex(self._text(row, "sex")))
        points += any(self._text(row, name) for name in ("sex_male", "sex_female"))
        points += any(
            find_date(self._cell(row, name)) is not None
            for name in ("birth_date", "birth_place_date")
        )
        points += self._text(row, "birth_year").isdecimal()
        points += bool(self._facts.villages.match(self._text(row, "village")))
        points += bool(self._facts.occupations.match(self._text(row, "occupation")).slug)
        points += any(read_area(self._text(row, name)) for name in ("rt", "rw"))
        points += read_pair(self._text(row, "rt_rw")) is not None
        points += bool(self._text(row, "address"))
        points += len(self._text(row, "family_card_number")) >= _NIK_DIGITS
        points += any(read_phones(self._text(row, "phone")))
        points += bool(self._text(row, "bpjs_status") or self._text(row, "unit"))
        return points >= least

    def _has_stray_nik(self, texts: list[str]) -> bool:
        """Tell whether sixteen digits stand in a row outside their column, so nobody is lost."""
        if self._signed or _FAMILY_LABEL.search(" ".join(texts)) or len(texts) < 2:
            return False
        return any(len(text) == LENGTH and text.isdigit() for text in texts)


def judge_words(row: RawRow) -> Judged:
    """Say what a row is that is no part of a list: words that may speak of a NIK."""
    texts = (cell for cell in row.cells if isinstance(cell, str))
    speaks = any(_is_nik(ReadNik(number)) for text in texts for number in numbers_within(text))
    return Judged(RowKind.FOOTNOTE if speaks else RowKind.OTHER)


def _is_head_of_recap(texts: list[str]) -> bool:
    """Tell whether a row names the columns of a summary: NO, PEKERJAAN, JUMLAH."""
    others = [text for text in texts if not _TOTAL.match(text)]
    return bool(others) and all(
        words_of(text)[0] and not any(char.isdigit() for char in text) for text in others
    )


def _is_count(text: str) -> bool:
    return text.isdecimal() and len(text) < _COUNTED_DIGITS


def _is_nik(nik: ReadNik) -> bool:
    try:
        Nik.parse(nik.text)
    except InvalidNik:
        return False
    return True


def _is_nik_like(nik: ReadNik) -> bool:
    if _EXPONENT.fullmatch(nik.text):
        return True
    return sum(char.isdigit() for char in nik.text) >= _NIK_DIGITS
