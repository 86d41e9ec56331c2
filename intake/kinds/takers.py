"""Cells of results and of other units' lists; as the functions of ``intake.takers``."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from enrollment.transitions import ReturnReason
from intake.dates import DateOrder, find_date, month_of, settle
from intake.kinds.answers import read_answer
from intake.kinds.reading import read_number, read_segment
from intake.shapes import Cell
from workers.names import fold

if TYPE_CHECKING:
    from intake.person import Person

_MONTH = re.compile(r"(?:\D*\s)?([A-Za-z]{3,10})[\s\-/.,'’]*([12]\d{3})")
# Words for an end that nobody has set yet.
_OPEN_END = frozenset({"sekarang", "s d sekarang", "saat ini", "seterusnya", "aktif", "belum ada"})
_WORK_LIMIT = 80
# Days of cover may lie ahead, unlike days of birth.
_AHEAD = 40


def _take_number(person: "Person", cell: Cell, text: str, habit: Any) -> None:
    if not (number := read_number(text)):
        person.unreadable("kpj", text)
        return
    person.set("kpj", number)
    if number != text:
        person.repair("kpj", text, number)


def _take_segment(person: "Person", cell: Cell, text: str, habit: Any) -> None:
    if segment := read_segment(text):
        person.set("segment", segment)
    else:
        person.unreadable("segment", text)


def _take_reason(person: "Person", cell: Cell, text: str, habit: Any) -> None:
    known = {reason.value: reason for reason in ReturnReason}
    known |= {fold(str(reason.label)): reason for reason in ReturnReason}
    if reason := known.get(text) or known.get(fold(text)):
        person.set("reason_code", reason.value)
    else:
        person.unreadable("reason_code", text)


def _day(field: str, *, is_last: bool) -> Callable[["Person", Cell, str, Any], None]:
    def take(person: "Person", cell: Cell, text: str, order: DateOrder | None) -> None:
        if is_last and fold(text) in _OPEN_END:
            return
        if day := _read_day(cell, text, order or DateOrder(), person.on, is_last=is_last):
            person.set(field, day.isoformat())
        else:
            person.unreadable(field, text)

    return take


def _read_day(cell: Cell, text: str, order: DateOrder, on: date, *, is_last: bool) -> date | None:
    """Give a day of cover; a month alone means its first or its last day."""
    if written := find_date(cell):
        return settle(written, order, nik=None, on=on.replace(day=1, year=on.year + _AHEAD))
    if (found := _MONTH.fullmatch(text)) and (month := month_of(found.group(1))):
        year = int(found.group(2))
        return date(year, month, monthrange(year, month)[1] if is_last else 1)
    return None


def _take_answer(person: "Person", cell: Cell, text: str, habit: Any) -> None:
    if answer := read_answer(text):
        person.set("renewal_answer", answer.value)
    else:
        person.unreadable("renewal_answer", text)


def _take_new_work(person: "Person", cell: Cell, text: str, habit: Any) -> None:
    person.set("new_work", text[:_WORK_LIMIT])


TAKERS = {
    "renewal_answer": _take_answer,
    "new_work": _take_new_work,
    "fact_on": _day("fact_on", is_last=False),
    "kpj": _take_number,
    "segment": _take_segment,
    "reason_code": _take_reason,
    "starts_on": _day("starts_on", is_last=False),
    "ends_on": _day("ends_on", is_last=True),
}
