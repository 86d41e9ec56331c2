"""Ten made-up people of whom the awkward lists are made, and what is expected of a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intake.shapes import Hints
from tests.intake.made_shapes import MadeSheet


@dataclass(frozen=True)
class Someone:
    """Somebody made up, whose NIK says the same as the other fields."""

    nik: str
    name: str
    birth: date
    sex: str  # L or P

    def born(self, form: str = "%d-%m-%Y") -> str:
        return self.birth.strftime(form)


SLAMET = Someone("3572020703800001", "Slamet Widodo", date(1980, 3, 7), "L")
SITI = Someone("3572024508850002", "Siti Aminah", date(1985, 8, 5), "P")
JOKO = Someone("3572011212900003", "Joko Purnomo", date(1990, 12, 12), "L")
WAGIMAN = Someone("3572011708650004", "Wagiman", date(1965, 8, 17), "L")
PARTINI = Someone("3572036105720005", "Partini", date(1972, 5, 21), "P")
BUDI = Someone("3572030911780006", "Budi Hartono", date(1978, 11, 9), "L")
ENDANG = Someone("3505225202810007", "Endang Rahayu", date(1981, 2, 12), "P")
KUSNO = Someone("3572011504700008", "Kusno", date(1970, 4, 15), "L")
YATINI = Someone("3572027006880009", "Yatini", date(1988, 6, 30), "P")
AGUS = Someone("3572020108830011", "Agus Setiawan", date(1983, 8, 1), "L")
EVERYONE = [SLAMET, SITI, JOKO, WAGIMAN, PARTINI, BUDI, ENDANG, KUSNO, YATINI, AGUS]


@dataclass
class Expected:
    """A row that is a person: the values it must give and exactly the problems it must have."""

    sheet: str
    row: int
    fields: dict[str, Any]
    codes: frozenset[str] = frozenset()


@dataclass
class Unseen:
    """An awkward list: the file, and everybody in it."""

    name: str
    sheets: list[MadeSheet]
    people: list[Expected]
    kind: str = "xlsx"
    file_name: str = "daftar"
    delimiter: str = ";"
    encoding: str = "utf-8"
    hints: Hints = field(default_factory=Hints)
    notes: Sequence[str] = ()  # what the remarks on the file must say


def expect(
    row: int, who: Someone | None, *codes: str, sheet: str = "Data", **fields: Any
) -> Expected:
    """Expect somebody in a row; fields as in lists/README.md, over what is known of them."""
    known: dict[str, Any] = {}
    if who is not None:
        known = {
            "nik": who.nik,
            "full_name": who.name,
            "birth_date": who.birth.isoformat(),
            "sex": who.sex,
        }
    return Expected(sheet, row, known | fields, frozenset(codes))


def sheet(
    rows: list[list[Any]], *merges: tuple[int, int, int, int], name: str = "Data"
) -> MadeSheet:
    """A sheet of rows counted from 1; merges are first and last row, first and last column."""
    return MadeSheet(name, rows, list(merges))


HEAD = ["NO", "NIK", "NAMA", "TGL LAHIR", "L/P", "RT", "RW", "KELURAHAN", "PEKERJAAN"]
HERE = {"rt": "001", "rw": "002", "village": "3572021004", "occupation": "pedicab_driver"}


def line(number: Any, who: Someone, *more: Any, **cells: Any) -> list[Any]:
    """A row under HEAD; cells by heading, with underscores for spaces and slashes."""
    plain = {
        "NO": number,
        "NIK": who.nik,
        "NAMA": who.name,
        "TGL_LAHIR": who.born(),
        "L_P": who.sex,
        "RT": "01",
        "RW": "02",
        "KELURAHAN": "Turi",
        "PEKERJAAN": "becak",
    }
    return [*(plain | cells).values(), *more]


def lines(*people: Someone, first: int = 1) -> list[list[Any]]:
    return [line(number, who) for number, who in enumerate(people, start=first)]
