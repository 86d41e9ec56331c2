"""What a column holds, told by its cells alone."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from intake.areas import read_pair, take_from
from intake.cleaning import show
from intake.dates import find_date
from intake.facts import Facts
from intake.heading_words import words_of
from intake.headings import is_of_leader, is_of_relative
from intake.kinds import PEOPLE, kind_of
from intake.kinds.reading import KPJ_LENGTH, read_number, read_segment
from intake.numbers import (
    ENOUGH,
    cell_of,
    is_card,
    is_nik,
    is_of_woman,
    is_proved,
    is_valid_nik,
    rank_niks,
    share,
)
from intake.phones import read_phones
from intake.sexes import read_sex
from intake.shapes import Cell, ColumnReading, RawRow

SURE = 0.9
_MOST_AREA = 99
# With one of these columns there, the other is not looked for.
_INSTEAD = {
    "birth_date": {"birth_place_date", "birth_year"},
    "birth_place_date": {"birth_date", "birth_year"},
    "birth_place": {"birth_place_date"},
    "sex": {"sex_male", "sex_female"},
    "rt_rw": {"rt", "rw"},
    "occupation": {"occupation_mark"},
}
# A heading of no other known words, such as TGL LHRN, may stand above such cells.
_ABOUT = {
    "family_card_number": {"NO", "KARTU", "KELUARGA"},
    "birth_date": {"TGL", "BLN", "TH"},
    "birth_place_date": {"TGL", "BLN", "TH", "TEMPAT", "KOTA"},
    "sex": {"JENIS", "L", "P"},
    "phone": {"NO"},
    "village": {"LOKASI", "TINGGAL", "TEMPAT", "DOMISILI"},
    "occupation": {"JENIS", "STATUS"},
}
_STREETS = ("jl", "jalan", "dsn", "dusun", "ds.", "gg", "gang", "lingk", "perum")
# Years since the programme began; a date this young in a list of workers is no birth date.
_YOUNG_YEARS = 6

Samples = dict[int, list[Cell]]


def recognise(
    columns: list[ColumnReading], samples: Samples, rows: list[RawRow], facts: Facts
) -> None:
    """Give a field to columns without a known heading, the surest kinds first.

    A heading that names something else is believed, unless the cells are NIKs.
    """
    taken = {column.field for column in columns if column.field}

    def free() -> list[ColumnReading]:
        return [column for column in columns if not column.field and not column.why]

    for field, test in content_tests(facts).items():
        if field in taken or _INSTEAD.get(field, set()) & taken:
            continue
        fitting = [
            column
            for column in free()
            if (least := _least_share(column, field))
            and share(samples.get(column.index, []), test) >= least
            and (not column.heading or is_proved(field, column.index, columns, rows, facts))
        ]
        if fitting:
            ranks = [_rank(field, samples[column.index], test) for column in fitting]
            best = fitting[ranks.index(max(ranks))]
            best.field, best.why = field, "content"
            taken.add(field)
    unnamed = [column for column in free() if not column.heading]
    for column in unnamed:
        if "row_no" not in taken and _counts_up(samples.get(column.index, [])):
            column.field, column.why = "row_no", "content"
            taken.add("row_no")
    unnamed = [column for column in unnamed if not column.field]
    if facts.kind != PEOPLE:
        return
    if not taken & {"sex", "sex_male", "sex_female"}:
        _recognise_ticks(unnamed, columns, rows)
    if not taken & {"rt", "rw", "rt_rw"}:
        _recognise_areas(unnamed, samples)


def _least_share(column: ColumnReading, field: str) -> float:
    """Give the share of cells that must fit, 0 where the heading is believed instead."""
    if not column.heading:
        return ENOUGH
    if is_of_relative(column.heading) or is_of_leader(column.heading):
        return 0
    if field == "nik":
        return ENOUGH
    # A heading that says little else may be a bad slip of the pen: PEERJAN, TGL LHRN.
    is_open = field in _ABOUT and words_of(column.heading)[0] <= _ABOUT[field]
    return SURE if is_open else 0


def content_tests(facts: Facts) -> dict[str, Callable[[Cell], object]]:
    """Give the test of a cell by field, the surest first."""
    year = facts.first_day.year
    fields = kind_of(facts.kind).fields
    tests: dict[str, Callable[[Cell], object]] = {
        "nik": is_nik,
        "family_card_number": is_card,
        "rt_rw": lambda cell: _is_area_pair(cell, year),
        "birth_date": lambda cell: _is_birth(cell, year, with_place=False),
        "birth_place_date": lambda cell: _is_birth(cell, year, with_place=True),
        "sex": lambda cell: isinstance(cell, str) and read_sex(cell),
        "phone": lambda cell: any(number.startswith("+628") for number in read_phones(show(cell))),
        "village": lambda cell: (
            facts.villages.match(show(cell)) and not facts.villages.is_city(show(cell))
        ),
        "occupation": lambda cell: facts.occupations.match(show(cell)).slug,
        "address": _is_address,
        "full_name": _is_words,
        "birth_place": _is_words,
        "segment": lambda cell: read_segment(show(cell)),
        "kpj": lambda cell: len(read_number(show(cell))) == KPJ_LENGTH,
    }
    return {field: test for field, test in tests.items() if field in fields}


def _is_birth(cell: Cell, year: int, *, with_place: bool) -> bool:
    written = find_date(cell)
    if written is None or bool(written.before) != with_place:
        return False
    return written.year < 100 or year - 110 < written.year <= year - _YOUNG_YEARS


def _is_area_pair(cell: Cell, year: int) -> bool:
    if isinstance(cell, date):
        return cell.year > year - _YOUNG_YEARS
    return isinstance(cell, str) and read_pair(cell) is not None


def _is_address(cell: Cell) -> bool:
    text = show(cell).lower()
    areas = take_from(text)
    return bool(areas.rt or areas.rw) or text.startswith(_STREETS)


def _is_words(cell: Cell) -> bool:
    text = show(cell)
    letters = sum(char.isalpha() for char in text)
    return letters >= 3 and not any(char.isdigit() for char in text) and len(text.split()) <= 6


def _name_rank(cells: list[Cell]) -> float:
    """Rank names of people over places: they differ from row to row and have more words."""
    texts = [show(cell) for cell in cells]
    words = sum(len(text.split()) for text in texts) / len(texts)
    return len(set(texts)) / len(texts) + words / 10


def _rank(field: str, cells: list[Cell], test: Callable[[Cell], object]) -> float:
    if field == "nik":
        return rank_niks(cells)
    return _name_rank(cells) if field == "full_name" else share(cells, test)


def _recognise_ticks(
    unnamed: list[ColumnReading], columns: list[ColumnReading], rows: list[RawRow]
) -> None:
    """Recognise two columns of which each row ticks one; the NIKs tell which is which."""
    nik_index = next((column.index for column in columns if column.field == "nik"), None)
    if nik_index is None:
        return
    for left, right in pairwise(unnamed):
        if right.index != left.index + 1:
            continue
        one_ticked = agree = people = 0
        for row in rows:
            if not is_valid_nik(cell_of(row, nik_index)):
                continue
            people += 1
            marks = [show(cell_of(row, column.index)) for column in (left, right)]
            if sum(bool(mark) for mark in marks) == 1 and max(map(len, marks)) <= 2:
                one_ticked += 1
                agree += bool(marks[0]) != is_of_woman(cell_of(row, nik_index))
        if people and one_ticked >= SURE * people:
            order = (
                ("sex_male", "sex_female") if 2 * agree >= people else ("sex_female", "sex_male")
            )
            for column, field in zip((left, right), order, strict=True):
                column.field, column.why = field, "content"
            return


def _recognise_areas(unnamed: list[ColumnReading], samples: Samples) -> None:
    """Recognise two neighbouring columns of small numbers that do not count up as RT and RW."""
    for left, right in pairwise(unnamed):
        if left.field or right.index != left.index + 1:
            continue
        if all(_is_area_column(samples.get(column.index, [])) for column in (left, right)):
            left.field, left.why = "rt", "content"
            right.field, right.why = "rw", "content"
            return


def _is_area_column(cells: list[Cell]) -> bool:
    numbers = [int(text) for cell in cells if (text := show(cell)).isdecimal() and len(text) <= 3]
    if not cells or len(numbers) < SURE * len(cells) or max(numbers) > _MOST_AREA:
        return False
    return not _counts_up(cells)


def _counts_up(cells: list[Cell]) -> bool:
    """Tell whether the cells of a column mostly number the rows."""
    numbers = [int(text) for cell in cells if (text := show(cell).strip(" .)")).isdecimal()]
    counting = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= 3 and counting >= ENOUGH * (len(cells) - 1)
