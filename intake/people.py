"""The rows of people of one list: cells turned into canonical values, ditto marks followed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.cleaning import ReadNik, is_ditto, mentions_death, show, words
from intake.columns import NOT_STORED
from intake.dates import DateOrder, WrittenDate, find_date, order_of
from intake.facts import Facts
from intake.rowkinds import Judged
from intake.shapes import Cell, ColumnReading, InterpretedRow, RawRow
from intake.takers import Person, Taker, taker_of
from workers.nik import InvalidNik, Nik

# A ditto mark here would make two people one.
_NO_DITTO = frozenset({"nik", "full_name"})
# Understood, but the registry has no place for it: kept with the remarks under its heading.
_KEPT_AS_NOTE = frozenset({None, "bank_account"})
# Some lists give these only where they change.
_GIVEN_ONCE = frozenset({"village", "occupation", "rt", "rw", "rt_rw", "unit", "program"})
_DAYS = frozenset({"birth_date", "birth_place_date", "starts_on", "ends_on"})


@dataclass(slots=True)
class _Column:
    index: int
    heading: str
    may_repeat: bool
    taker: Taker | None  # None for a column kept with the remarks
    habit: Any  # what the whole column taught about its cells
    field: str | None = None
    fills_down: bool = False  # given at the first of several people, blank below
    above: Cell = None  # the last cell that was no ditto mark


class PersonReader:
    """Reads the people of one section; the columns' habits are learnt from all rows first."""

    def __init__(
        self, columns: list[ColumnReading], people: list[tuple[RawRow, Judged]], facts: Facts
    ) -> None:
        self._on = facts.first_day
        self._columns = [
            _Column(
                column.index,
                column.heading,
                column.field not in _NO_DITTO,
                None if column.field in _KEPT_AS_NOTE else taker_of(column.field or ""),
                _habit(column, people),
                column.field,
                column.field in _GIVEN_ONCE and _is_given_once(column.index, people),
            )
            for column in columns
            if column.field not in NOT_STORED and (column.field or column.heading)
        ]

    def read(self, sheet: str, raw: RawRow, judged: Judged) -> InterpretedRow:
        """Read one person; what group rows and titles say is added by the caller."""
        shown = [show(cell) for cell in raw.cells]
        row = InterpretedRow(sheet, raw.number, "person", shown)
        read_nik = judged.nik or ReadNik("")
        row.values["nik"] = read_nik.text
        person = Person(row, read_nik, parse_nik(read_nik.text), self._on)
        width = len(shown)
        for column in self._columns:
            if column.index >= width and not column.fills_down:
                continue
            cell = raw.cells[column.index] if column.index < width else None
            is_blank = column.fills_down and not words(show(cell))
            repeats = is_blank or (column.may_repeat and is_ditto(cell))
            if repeats:
                cell = column.above
            text = words(show(cell) if repeats else shown[column.index])
            if not text:
                continue
            column.above = cell
            if column.taker is not None:
                column.taker(person, cell, text, column.habit)
            else:
                person.note(f"{column.heading}: {text}")
            if is_blank:
                row.sources[column.field or ""] = "above"
        _finish(person)
        return row

    def end_group(self) -> None:
        """Let no blank cell below take what stood above: a group row or a total came between."""
        for column in self._columns:
            if column.fills_down:
                column.above = None


def parse_nik(text: str) -> Nik | None:
    """Give the NIK of a text that is one, else None."""
    try:
        return Nik.parse(text)
    except InvalidNik:
        return None


def _finish(person: Person) -> None:
    """Fill from the NIK what the list leaves open, and look for words of death."""
    values, sources = person.row.values, person.row.sources
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
    return _usual_year(column.index, people) if column.field == "rt_rw" else None


def _order(index: int, people: list[tuple[RawRow, Judged]]) -> DateOrder:
    column: list[tuple[WrittenDate, Nik | None]] = []
    for raw, judged in people:
        written = find_date(raw.cells[index]) if index < len(raw.cells) else None
        if written is not None:
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
