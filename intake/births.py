"""Cells that say when and where a person was born, whole or in parts."""

from datetime import date
from typing import Any

from intake.cleaning import show
from intake.dates import DateOrder, find_date, read_date
from intake.person import Person
from intake.shapes import Cell

# The columns of a date that is written in three of them.
PARTS = ("birth_day", "birth_month", "birth_year")
_PLACE_LIMIT = 60
_DAY_FIRST = DateOrder()


def take_birth_date(person: Person, cell: Cell, text: str, order: DateOrder) -> None:
    """Read a cell of a date of birth; an unreadable one is told."""
    day = read_date(cell, order, nik=person.nik, on=person.on)
    if day is None:
        person.warn("birth_date_unreadable", text=text)
        return
    person.set("birth_date", day.isoformat())
    if isinstance(cell, date) and (day.day, day.month) != (cell.day, cell.month):
        person.repair("birth_date", text, day.isoformat())


def take_birth_place_date(person: Person, cell: Cell, text: str, order: DateOrder) -> None:
    """Read a cell of a place, a date or both."""
    written = find_date(cell)
    if written is None and not any(char.isdigit() for char in text):
        person.set_if_open("birth_place", text[:_PLACE_LIMIT])
        return
    if written is not None:
        person.set_if_open("birth_place", show(written.before)[:_PLACE_LIMIT])
    take_birth_date(person, cell, text, order)


def take_birth_part(name: str, person: Person, cell: Cell, text: str) -> None:
    """Keep a day, month or year until the others are there; a whole date is taken at once."""
    if find_date(cell) is not None:
        take_birth_date(person, cell, text, _DAY_FIRST)
    else:
        person.parts[name] = text


def join_birth_parts(person: Person) -> None:
    """Make one date of what stood in three columns.

    A year alone says less than the NIK, and is told only where the two disagree.
    """
    day, month, year = (person.parts.get(name, "") for name in PARTS)
    if "birth_date" in person.row.values or not (day or month or year):
        return
    if day and month and year:
        mark = "-" if month.isdecimal() else " "
        text = mark.join((day, month, year))
        take_birth_date(person, text, text, _DAY_FIRST)
        return
    if year and not day and not month and person.nik is not None:
        born = str(person.nik.birth_date(person.on).year)
        if year in {born, born[2:]}:
            return
    said: Any = filter(None, (day, month, year))
    person.warn("birth_date_unreadable", text=" ".join(said))


def part_of(name: str, birth_date: str | None) -> str:
    """Give the day, month or year of an ISO date as its column would say it."""
    if not birth_date:
        return ""
    day = date.fromisoformat(birth_date)
    return str({PARTS[0]: day.day, PARTS[1]: day.month, PARTS[2]: day.year}[name])
