"""People made up for a list, and the cells in which its layout writes them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.intake.made_words import (
    CITIES,
    FEMALE,
    LAST,
    LAST_FEMALE,
    LONG_MONTHS,
    MALE,
    OCCUPATIONS,
    SHORT_MONTHS,
    SLIPPED_MONTHS,
    SPACED,
    STREETS,
)

Style = dict[str, Any]


@dataclass
class Person:
    """Somebody made up."""

    nik: str
    name: str
    birth: date
    sex: str
    rt: int
    rw: int
    village: str
    slug: str
    phone: str
    place: str
    street: str


class People:
    """Makes people of whom no two have one NIK."""

    def __init__(self, random: Random, style: Style) -> None:
        self._random, self._style = random, style
        self._used: set[str] = set()

    def make(self, village: str, slug: str = "") -> Person:
        random = self._random
        sex = random.choice("MF")
        birth = date(1962, 1, 1) + timedelta(days=random.randrange(365 * 44))
        while True:
            nik = self.nik(birth, sex)
            if nik not in self._used:
                break
        self._used.add(nik)
        first = random.choice((MALE if sex == "M" else FEMALE).split())
        last = random.choice((LAST if sex == "M" else LAST_FEMALE).split())
        name = f"{first} {last} {random.choice(STREETS)}"
        return Person(
            nik,
            name.upper() if self._style["upper"] else name,
            birth,
            sex,
            random.randint(1, 9),
            random.randint(1, 12),
            village,
            slug or random.choice(sorted(OCCUPATIONS)),
            f"08{random.choice([12, 13, 52, 57, 78, 95])}{random.randint(0, 99999999):08}",
            random.choice(CITIES),
            f"Jl. {random.choice(STREETS)} No. {random.randint(1, 120)}",
        )

    def nik(self, birth: date, sex: str) -> str:
        prefix = self._random.choice(["357201", "357202", "357203", "350522", "317402"])
        day = birth.day + (40 if sex == "F" else 0)
        serial = self._random.randint(1, 9999)
        if self._style["nik"] == "number" and serial % 10 == 0:
            serial += 1
        return f"{prefix}{day:02}{birth:%m%y}{serial:04}"


class Cells:
    """Writes what a column says of a person as the layout of a list has it."""

    def __init__(self, random: Random, style: Style) -> None:
        self._random, self._style = random, style

    def of(self, name: str, person: Person, count: int) -> Any:
        random, style = self._random, self._style
        if name == "nik":
            return self._nik(person.nik)
        if name == "ttl":
            written = self._date(person.birth, text_only=True)
            return f"{person.place}{random.choice([', ', ',', ' / '])}{written}"
        if name == "job":
            return random.choice(OCCUPATIONS[person.slug])
        if name == "village":
            spelt = [person.village, person.village.upper(), f"Kel. {person.village}"]
            return random.choice([*spelt, SPACED.get(person.village, person.village)])
        if name == "address":
            area = f" RT {person.rt:02}/RW {person.rw:02}" if style["area"] == "in_address" else ""
            return person.street + area
        return {
            "no": count,
            "name": person.name,
            "place": person.place,
            "date": self._date(person.birth) if name == "date" else None,
            "sex": self.sex(person.sex),
            "male": style["tick"] if person.sex == "M" else None,
            "female": style["tick"] if person.sex == "F" else None,
            "rt": person.rt if style["area"] == "number" else f"{person.rt:03}",
            "rw": person.rw if style["area"] == "number" else f"{person.rw:03}",
            "rtrw": self._pair(person),
            "phone": self._phone(person.phone),
            "extra": random.choice(["L", "XL", "-"]),
        }[name]

    def _nik(self, nik: str) -> Any:
        return {
            "text": nik,
            "apostrophe": f"'{nik}",
            "spaces": f"{nik[:6]} {nik[6:12]} {nik[12:]}",
            "dots": f"{nik[:6]}.{nik[6:12]}.{nik[12:]}",
            "letter_o": nik[:12] + nik[12:].replace("0", "O"),
            "number": int(nik),
        }[self._style["nik"]]

    def _date(self, day: date, *, text_only: bool = False) -> Any:
        style = self._style["date"]
        if text_only and style in {"cell", "swapped", "serial"}:
            style = "slash"
        if style == "cell":
            return day
        if style == "swapped":  # a spreadsheet that reads the month first
            if day.day <= 12:
                return date(day.year, day.day, day.month)
            return f"{day:%d/%m/%Y}"
        return {
            "slash": f"{day:%d/%m/%Y}",
            "dash2": f"{day:%d-%m-%y}",
            "long": f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}",
            "short": f"{day.day}-{SHORT_MONTHS[day.month - 1]}-{day:%y}",
            "us": f"{day:%m/%d/%Y}",
            "iso": day.isoformat(),
            "dots": f"{day.day}.{day.month}.{day.year}",
            "slips": f"{day.day} {SLIPPED_MONTHS[day.month - 1]} {day.year}",
            "serial": (day - date(1899, 12, 30)).days,
        }[style]

    def sex(self, sex: str) -> str | None:
        male = sex == "M"
        return {
            "LP": "L" if male else "P",
            "words": "Laki-laki" if male else "Perempuan",
            "mixed": self._random.choice(
                ["Lk", "L", "LAKI - LAKI"] if male else ["Pr", "P", "Wanita"]
            ),
            "lower": "l" if male else "p",
            "signs": "♂" if male else "♀",
        }.get(self._style["sex"])

    def _pair(self, person: Person) -> Any:
        if self._style["area"] == "as_date":
            return date(2025, person.rw, person.rt)
        return self._random.choice(
            [
                f"{person.rt:03}/{person.rw:03}",
                f"{person.rt}/{person.rw}",
                f"RT.{person.rt:02}/RW.{person.rw:02}",
            ]
        )

    def _phone(self, phone: str) -> str:
        return self._random.choice(
            [
                phone,
                f"+62{phone[1:]}",
                f"{phone[:4]}-{phone[4:8]}-{phone[8:]}",
                f"{phone[:4]} {phone[4:]}",
            ]
        )
