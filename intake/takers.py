"""From one cell to the values of a person: one function per kind of column."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake import areas, cleaning, phones
from intake.births import PARTS, take_birth_date, take_birth_part, take_birth_place_date
from intake.identity import take_full_name, take_nik
from intake.kinds import LABELS
from intake.kinds.takers import TAKERS as OF_OTHER_KINDS
from intake.person import Person, Taker
from intake.sexes import read_sex
from intake.shapes import Cell

_LIMITS = {
    "birth_place": 60,
    "address": 200,
    "domicile_address": 200,
    "occupation_text": 80,
    "bpjs_reason": 300,
    "program": 100,
}
_TEXT_LIMIT = 150
# What stands in a column to tick for what is not so.
_NO = frozenset({"", "tidak", "tdk", "t", "n", "no", "false"})
# Nobody is asked about these: tidak ada, tdk punya HP, belum ada.
_NO_PHONE = re.compile(
    r"(?:tidak|tdk|belum|blm|gak|nggak)\s*(?:ada|punya|memiliki)?\s*(?:hp|no\.? ?hp|wa)?\.?",
    re.IGNORECASE,
)
# Answers to "DTKS (ya/tidak)", which say nothing of the decile.
_YES_OR_NO = frozenset({"ya", "tidak", "y", "t", "iya"})


@dataclass(frozen=True, slots=True)
class ToldByText:
    """A field that a text tells by itself, whoever the person: read once, known ever after."""

    target: str  # the key in values
    read: Callable[[str], str | int | None]  # None or "" for what is left to the field's taker
    source: str = ""  # the field of which the column is then the source


def told_by_text(field: str) -> ToldByText | None:
    """Give how a field is read from texts alone; None when every cell needs its taker."""
    return _TOLD_BY_TEXT.get(field) or (None if field in _TAKERS else _text_of(field))


def taker_of(field: str) -> Taker:
    """Give the function that reads the cells of a field, or those whose text did not tell."""
    return _TAKERS.get(field) or _unreadable(field)


def _text_of(field: str, *, source: str = "") -> ToldByText:
    limit = _LIMITS.get(field, _TEXT_LIMIT)
    return ToldByText(field, lambda text: text[:limit], source)


def _unreadable(field: str) -> Taker:
    def take(person: Person, cell: Cell, text: str, habit: Any) -> None:
        person.unreadable(field, text)

    return take


def _part(name: str) -> Taker:
    def take(person: Person, cell: Cell, text: str, habit: Any) -> None:
        take_birth_part(name, person, cell, text)

    return take


def _take_sex(person: Person, cell: Cell, text: str, habit: Any) -> None:
    person.warn("sex_unreadable", text=text)


def _tick(sex: str) -> Taker:
    def take(person: Person, cell: Cell, text: str, habit: Any) -> None:
        person.parts[sex] = text

    return take


def join_ticks(person: Person) -> None:
    """Settle the sex by its two columns: a cross beside another mark, or a no, is none."""
    marks = {sex: text for sex in "MF" if (text := person.parts.get(sex, "")).lower() not in _NO}
    if len(marks) > 1 and len(crossed := [sex for sex in marks if marks[sex] in "xX"]) == 1:
        del marks[crossed[0]]
    if len(marks) > 1:
        person.warn("sex_unreadable", text="L + P")
    elif marks:
        person.set("sex", *marks)


def _take_mark(person: Person, cell: Cell, text: str, occupation: str) -> None:
    if text == "Tidak":
        return
    if "occupation_text" in person.row.values:
        said = person.row.values["occupation_text"]
        person.unreadable("occupation", f"{said} + {occupation}")
    else:
        person.set("occupation_text", occupation)
        person.row.sources["occupation"] = "column"


def _take_address(person: Person, cell: Cell, text: str, has_areas: bool) -> None:
    found = areas.read_address(text, has_areas=bool(has_areas))
    person.set_if_open("rt", found.rt)
    person.set_if_open("rw", found.rw)
    if found.rest:
        before = person.row.values.get("address")
        whole = f"{before}, {found.rest}" if before else found.rest
        person.set("address", whole[: _LIMITS["address"]])


def _area(field: str) -> Taker:
    def take(person: Person, cell: Cell, text: str, in_roman: bool) -> None:
        if cleaning.read_area(text) is not None and not in_roman:
            return
        if pair := areas.read_pair(text) or areas.read_pair(f"{field} {text}"):
            said = {"rt": pair.rt, "rw": pair.rw}
            person.row.values.update({name: area for name, area in said.items() if area})
        else:
            person.unreadable(field, text)

    return take


@dataclass(frozen=True, slots=True)
class PairHabit:
    """What a column RT/RW taught: the year of its dates, what its heading says of its cells."""

    usual_year: int
    with_village: bool = False
    rw_first: bool = False


def _take_rt_rw(person: Person, cell: Cell, text: str, habit: PairHabit) -> None:
    if isinstance(cell, date):
        rt, rw = cleaning.area_pair_of_date(cell, habit.usual_year)
        person.repair("rt", text, rt)
        person.repair("rw", text, rw)
    elif pair := areas.read_pair(text):
        rt, rw = pair.rt, pair.rw
    elif pair := areas.read_dated_pair(text):
        rt, rw = pair.rt, pair.rw
        person.repair("rt", text, rt)
        person.repair("rw", text, rw)
    elif single := cleaning.read_area(text):
        rt, rw = single, ""
    elif pair := areas.begin_pair(text):
        rt, rw = pair.rt, pair.rw
        _take_beside_areas(person, pair.rest, habit)
    else:
        person.unreadable("rt_rw", text)
        return
    if habit.rw_first and not any(char.isalpha() for char in text):
        rt, rw = rw, rt
    person.row.values.update({name: area for name, area in (("rt", rt), ("rw", rw)) if area})


def _take_beside_areas(person: Person, text: str, habit: PairHabit) -> None:
    if habit.with_village:
        person.set("village_text", text)
        person.row.sources["village"] = "column"
    else:
        person.note(text)


def _take_phone(person: Person, cell: Cell, text: str, habit: Any) -> None:
    """Take the first of several numbers; a single one was told by the text."""
    if first := _first_phone(text):
        person.set("phone", first)
        person.repair("phone", text, first)
        person.note(f"{LABELS['phone']}: {text}")
    elif not _NO_PHONE.fullmatch(text):
        person.unreadable("phone", text)


def _first_phone(text: str) -> str:
    return next(filter(None, phones.read_phones(text)), "")


def _keep_phone(person: Person, cell: Cell, text: str, habit: Any) -> None:
    person.parts["phone_other"] = text


def take_other_phone(person: Person) -> None:
    """Use the number of a second column where the first gave none; else it is a remark."""
    text = person.parts.get("phone_other", "")
    if text and "phone" not in person.row.values and (number := _first_phone(text)):
        person.set("phone", number)
    elif text:
        person.note(f"{LABELS['phone_other']}: {text}")


def _take_family_card(person: Person, cell: Cell, text: str, habit: Any) -> None:
    digits = cleaning.read_digits(cell, 16)
    if not digits or digits == person.read_nik.text:
        person.unreadable("family_card_number", text)
        return
    person.set("family_card_number", digits)
    if not isinstance(cell, str) and digits.endswith("0"):
        person.warn("family_card_rounding_suspect")


def _take_decile(person: Person, cell: Cell, text: str, habit: Any) -> None:
    if text.lower() not in _YES_OR_NO:
        person.unreadable("dtsen_decile", text)


def _take_note(person: Person, cell: Cell, text: str, habit: Any) -> None:
    person.note(text)


def _only_phone(text: str) -> str | None:
    if phones.is_plain_mobile(text):
        return f"+62{text[1:]}"
    numbers = phones.read_phones(text)
    return numbers[0] if len(numbers) == 1 else None


_TOLD_BY_TEXT = {
    "sex": ToldByText("sex", read_sex),
    "rt": ToldByText("rt", cleaning.read_area),
    "rw": ToldByText("rw", cleaning.read_area),
    # The words of the list; checks find what they mean, again whenever asked.
    "village": _text_of("village_text", source="village"),
    "occupation": _text_of("occupation_text", source="occupation"),
    "phone": ToldByText("phone", _only_phone),
    "member_number": ToldByText("member_number", lambda text: cleaning.read_digits(text, 11)),
    "income": ToldByText("income", cleaning.read_income),
    "dtsen_decile": ToldByText("dtsen_decile", cleaning.read_decile),
    "marital_status": ToldByText("marital_status", cleaning.read_marital),
}

_TAKERS: dict[str, Taker] = {
    "nik": take_nik,
    "full_name": take_full_name,
    "birth_date": take_birth_date,
    "birth_place_date": take_birth_place_date,
    **{name: _part(name) for name in PARTS},
    "sex": _take_sex,
    "sex_male": _tick("M"),
    "sex_female": _tick("F"),
    "occupation_mark": _take_mark,
    "address": _take_address,
    "rt": _area("rt"),
    "rw": _area("rw"),
    "rt_rw": _take_rt_rw,
    "phone": _take_phone,
    "phone_other": _keep_phone,
    "family_card_number": _take_family_card,
    "dtsen_decile": _take_decile,
    "note": _take_note,
    **OF_OTHER_KINDS,
}
