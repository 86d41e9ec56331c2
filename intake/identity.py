"""Cells that say who a person is: the name and the NIK, each perhaps with something beside it."""

import re

from intake import cleaning
from intake.dates import DateOrder
from intake.person import Person, Taker
from intake.shapes import Cell

# What people put between a name and what stands with it in a cell.
_BETWEEN = " /\\|,;:-–()"
_ADDRESS_STARTS = re.compile(
    r"\s+(?=(?:jl|jln|jalan|dsn|dusun|gg|gang|lingk|perum|rt|kel)\b)|\s*/\s*", re.IGNORECASE
)
_NUMBER_LENGTH = 16
# A label between the two: Parman / NIK. 3572...
_LABEL = re.compile(r"\b(?:no(?:mor)?\b\.?\s*)?(?:nik|e-?ktp|ktp)\W*$", re.IGNORECASE)


def take_nik(person: Person, cell: Cell, text: str, with_name: bool) -> None:
    """Take the NIK that the row was judged by, and what stands beside it in the cell.

    Takes   with_name: whether the heading promises the name beside it.
    """
    found = person.read_nik
    if cell == found.text:
        return
    person.set("nik", found.text)
    if found.rounding_suspect:
        person.warn("nik_rounding_suspect")
    if person.nik is not None and (shown := cleaning.show(cell)) != found.text:
        person.repair("nik", shown, found.text)
    if not found.aside:
        return
    if with_name and "full_name" not in person.row.values:
        beside = _LABEL.sub("", found.aside).strip(_BETWEEN)
        take_full_name(person, beside, beside, None)
    elif len(found.aside) == _NUMBER_LENGTH and found.aside.isdigit():
        person.set_if_open("family_card_number", found.aside)
    else:
        person.note(found.aside)


def take_full_name(person: Person, cell: Cell, text: str, rest_taker: Taker | None) -> None:
    """Read a name.

    Takes   rest_taker: for what the heading promises behind the name, an address or a birth.
    """
    if not rest_taker and cell == text and cleaning.is_plain_name(text):
        person.set("full_name", text)
        return
    if rest_taker:
        text, rest = _name_and_rest(cell)
        if rest:
            # An address there ends in RT and RW, a date is written day first.
            rest_taker(person, rest, cleaning.words(rest), DateOrder())
    name = cleaning.read_name(text)
    person.set("full_name", name.text)
    if name.text != (shown := cleaning.show(cell)):
        person.repair("full_name", shown, name.text)
    if name.deceased:
        person.warn("deceased")
    if name.aside:
        person.note(name.aside)


def _name_and_rest(cell: Cell) -> tuple[str, str]:
    """Divide a cell of NAMA / ALAMAT or NAMA / TTL at its line break, or before an address."""
    whole = str(cell).strip()
    lines = [cleaning.show(line).strip(_BETWEEN) for line in whole.splitlines()]
    if len(lines) < 2:
        lines = [part.strip(_BETWEEN) for part in _ADDRESS_STARTS.split(whole, maxsplit=1)]
    return lines[0], ", ".join(filter(None, lines[1:]))
