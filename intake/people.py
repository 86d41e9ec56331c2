"""The rows of people of one list: cells turned into canonical values, ditto marks followed."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intake.births import join_birth_parts
from intake.cleaning import ReadNik, is_ditto, mentions_death, show, show_row, words
from intake.columns import NOT_STORED
from intake.dates import DateOrder, WrittenDate, find_date, order_of
from intake.facts import Facts
from intake.heading_words import words_of
from intake.headings import field_beside_name, rw_first
from intake.parts import label_of
from intake.person import Person, Taker
from intake.rowkinds import Judged
from intake.shapes import Cell, ColumnReading, InterpretedRow, RawRow
from intake.takers import (
    PairHabit,
    ToldByText,
    join_ticks,
    take_other_phone,
    taker_of,
    told_by_text,
)
from workers.nik import InvalidNik, Nik

# A ditto mark here would make two people one.
_NO_DITTO = frozenset({"nik", "full_name"})
# Understood, but the registry has no place for it: kept with the remarks under its heading.
_KEPT_AS_NOTE = frozenset({None, "bank_account"})
# Some lists give these only where they change.
_GIVEN_ONCE = frozenset({"village", "occupation", "rt", "rw", "rt_rw", "unit", "program"})
# Columns in which a cross is a mark; elsewhere it stands for nothing.
_MARKED = frozenset({"sex_male", "sex_female", "occupation_mark"})
_CROSSES = frozenset({"x", "X"})
_AREAS = frozenset({"rt", "rw"})
_ROWS_ASKED = 300
_ROMAN = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
# ALAMAT (RT/RW): 3/1 at the end is no number of a house.
SAYS_VILLAGE = re.compile(r"\b(?:kel|kelurahan|desa)\b", re.IGNORECASE)
_SAYS_RT = re.compile(r"\bR\.?T\b", re.IGNORECASE)
_DAYS = frozenset({"birth_date", "birth_place_date", "starts_on", "ends_on"})


# Texts of a column whose meaning is kept; more of them are hardly the same twice.
_MOST_KNOWN = 2000
_MONTHS = 12


@dataclass(slots=True)
class _Column:
    index: int
    heading: str
    may_repeat: bool
    taker: Taker | None  # None for a column kept with the remarks
    told: ToldByText | None  # for a column in which a text always means the same
    habit: Any  # what the whole column taught about its cells
    name: str = ""  # the field it holds
    has_crosses: bool = False  # a cross says something: a mark, or ten among Roman numbers
    fills_down: bool = False  # given at the first of several people, blank below
    above: Cell = None  # the last cell that was no ditto mark
    known: dict[str, Any] = field(default_factory=dict)  # texts met before and their values


class PersonReader:
    """Reads the people of one section; the columns' habits are learnt from all rows first."""

    def __init__(
        self, columns: list[ColumnReading], people: list[tuple[RawRow, Judged]], facts: Facts
    ) -> None:
        self._on, self._niks = facts.first_day, facts.niks
        self._columns = [
            _column(column, people)
            for column in columns
            if column.field not in NOT_STORED and (column.field or column.heading)
        ]
        # What the loop over all cells of a list needs, at hand.
        self._plan = [
            (
                column,
                column.index,
                column.known,
                column.told.target if column.told else "",
                column.told.source if column.told else "",
            )
            for column in self._columns
        ]

    def read(self, sheet: str, raw: RawRow, judged: Judged) -> InterpretedRow:
        """Read one person; what group rows and titles say is added by the caller."""
        cells = raw.cells
        shown = show_row(cells)
        row = InterpretedRow(sheet, raw.number, "person", shown)
        values = row.values
        read_nik = judged.nik or ReadNik("")
        values["nik"] = read_nik.text
        nik = parse_nik(read_nik.text)
        if nik is not None:
            self._niks[nik.digits] = nik
        person = Person(row, read_nik, nik, self._on)
        width = len(cells)
        for column, index, known, target, source in self._plan:
            if index < width and (cell := cells[index]) is not None:
                text = shown[index]
                value = known.get(cell if type(cell) is str else text)
                if value is None:
                    _take(column, person, cell, text)
                    continue
                column.above = cell
                values[target] = value
                if source:
                    row.sources[source] = "column"
            elif column.fills_down:
                _take(column, person, None, "")
        _finish(person)
        return row

    def end_group(self) -> None:
        """Let no blank cell below take what stood above: a group row or a total came between."""
        for column in self._columns:
            if column.fills_down:
                column.above = None


def _column(column: ColumnReading, people: list[tuple[RawRow, Judged]]) -> _Column:
    is_kept = column.field in _KEPT_AS_NOTE
    field, habit = column.field or "", _habit(column, people)
    in_roman = field in _AREAS and habit
    return _Column(
        column.index,
        column.heading,
        column.field not in _NO_DITTO,
        None if is_kept else taker_of(field),
        None if is_kept else told_by_text(field),
        habit,
        field,
        field in _MARKED or in_roman,
        field in _GIVEN_ONCE and not in_roman and _is_given_once(column.index, people),
    )


def _take(column: _Column, person: Person, cell: Cell, shown: str) -> None:
    """Read one cell, or the one above it where it is blank or a ditto mark."""
    text = words(shown) or (shown if column.has_crosses and shown in _CROSSES else "")
    is_blank = column.fills_down and not text
    repeats = is_blank or (column.may_repeat and is_ditto(cell))
    if repeats:
        cell = column.above
        text = words(show(cell))
    if not text:
        return
    column.above = cell
    if column.told is not None and (value := column.told.read(text)) not in {None, ""}:
        if not repeats and len(column.known) < _MOST_KNOWN:
            column.known[cell if type(cell) is str else shown] = value
        person.set(column.told.target, value)
        if column.told.source:
            person.row.sources[column.told.source] = "column"
    elif column.taker is not None:
        column.taker(person, cell, text, column.habit)
    else:
        person.note(f"{column.heading}: {text}")
    if is_blank:
        person.row.sources[column.name] = "above"


def parse_nik(text: str) -> Nik | None:
    """Give the NIK of a text that is one, else None."""
    try:
        return Nik.parse(text)
    except InvalidNik:
        return None


def _finish(person: Person) -> None:
    """Fill from the NIK what the list leaves open, and look for words of death."""
    values, sources = person.row.values, person.row.sources
    if person.parts:
        join_birth_parts(person)
        take_other_phone(person)
        join_ticks(person)
    if person.nik is not None:
        if "birth_date" not in values:
            values["birth_date"] = person.nik.birth_date(person.on).isoformat()
            sources["birth_date"] = "nik"
        if "sex" not in values:
            values["sex"], sources["sex"] = person.nik.sex, "nik"
    if "note" in values and mentions_death(values["note"]):
        person.warn("deceased")


def _habit(column: ColumnReading, people: list[tuple[RawRow, Judged]]) -> Any:
    """Learn from a whole column what single cells leave open."""
    if column.field in _DAYS:
        return _order(column.index, people)
    if column.field == "nik":
        return "NAMA" in words_of(column.heading)[0]  # NAMA / NIK: the name is in the same cell
    if column.field == "full_name":
        beside = field_beside_name(column.heading)
        return taker_of(beside) if beside else None
    if column.field in _AREAS:
        return _counts_in_roman(column.index, people)
    if column.field == "occupation_mark":
        return label_of(column.heading)
    if column.field == "address":
        return bool(_SAYS_RT.search(column.heading))
    if column.field == "rt_rw":
        with_village = bool(SAYS_VILLAGE.search(column.heading))
        year = _usual_year(column.index, people)
        return PairHabit(year, with_village, rw_first(column.heading))
    return None


def _order(index: int, people: list[tuple[RawRow, Judged]]) -> DateOrder:
    column: list[tuple[WrittenDate, Nik | None]] = []
    for raw, judged in people:
        cell = raw.cells[index] if index < len(raw.cells) else None
        if isinstance(cell, date) and (cell.day > _MONTHS or cell.day == cell.month):
            continue  # no doubt, and no sign of how others are meant
        if written := find_date(cell):
            text = judged.nik.text if judged.nik and not written.fixed else ""
            column.append((written, parse_nik(text) if text else None))
    return order_of(column)


def _usual_year(index: int, people: list[tuple[RawRow, Judged]]) -> int:
    years = Counter(
        cell.year
        for raw, _judged in people
        if index < len(raw.cells) and isinstance(cell := raw.cells[index], date)
    )
    return years.most_common(1)[0][0] if years else 0


def _counts_in_roman(index: int, people: list[tuple[RawRow, Judged]]) -> bool:
    """Tell whether a column has Roman numbers, of which X is one."""
    first = (raw.cells for raw, _judged in people[:_ROWS_ASKED])
    texts = (show(cells[index]) for cells in first if index < len(cells))
    return any(text not in _CROSSES and _ROMAN.fullmatch(text) for text in texts)


def _is_given_once(index: int, people: list[tuple[RawRow, Judged]]) -> bool:
    """Tell whether a column is filled at the first of several people and blank at the others.

    A value in two rows running shows another habit, in which a blank is something forgotten.
    """
    filled = 0
    before = ""
    for number, (raw, _judged) in enumerate(people):
        text = words(show(raw.cells[index])) if index < len(raw.cells) else ""
        if (not text and not number) or (text and text == before):
            return False
        filled += bool(text)
        before = text
    return 0 < 2 * filled <= len(people)
