"""The national identity number (NIK): sixteen digits that tell region, birth date and sex.

Form: two digits of province, regency and district each, then day (plus 40 for women), month and
year of birth by two digits each, then a serial that starts at 0001. There is no check digit. The
region is where the number was first issued, not where its owner lives.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from stdnum import numdb

from common.problems import Problem, Severity

LENGTH = 16
PATTERN = r"^[0-9]{16}$"
# Marks that people put between the digits and that carry no meaning.
_SEPARATORS = re.compile(r"[\s.,'’`\"\-_/\u00a0\u200b]+")
# Digits as wide as the signs of Chinese, which some keyboards of telephones write.
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
# What a spreadsheet shows of a number too long for its column: 3.57202E+15
_EXPONENT = re.compile(r"[0-9]([.,]?[0-9]+)?[Ee]\+?[0-9]+")
# Provinces younger than the library's list of regions.
_NEW_PROVINCES = {
    "93": "Papua Selatan",
    "94": "Papua Tengah",
    "95": "Papua Pegunungan",
    "96": "Papua Barat Daya",
}
# The youngest age at which a two-digit year is read as this century's.
_YOUNGEST = 10


class InvalidNik(ValueError):
    """A text that cannot be a NIK, with the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def mask(digits: str) -> str:
    """Hide the part of a NIK that tells birth date and sex: ``3572********0003``."""
    if len(digits) <= 8:
        return "*" * len(digits)
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"


def tidy(text: object) -> str:
    """Drop separators around and between the digits, read wide digits and the letter O as zero.

    The repair involves no guess: a NIK has no letters, so an O among its digits is a zero.
    """
    text = str(text or "")
    if len(text) == LENGTH and text.isascii() and text.isdigit():
        return text
    bare = _SEPARATORS.sub("", text.translate(_WIDE))
    if any(char.isdigit() for char in bare) and re.fullmatch(r"[0-9Oo]+", bare):
        return bare.replace("O", "0").replace("o", "0")
    return bare


@dataclass(frozen=True, slots=True)
class Nik:
    """Sixteen digits whose birth date exists; make one with ``Nik.parse``."""

    digits: str

    @classmethod
    def parse(cls, text: object) -> "Nik":
        """Read a NIK from typed text.

        Takes   text: may hold spaces, dots, dashes and apostrophes between the digits.
        Gives   the value object.
        Raises  InvalidNik whose problem has the code nik_missing, nik_lost, nik_length,
                nik_letters, nik_placeholder, nik_region, nik_date or nik_serial.
        """
        digits = tidy(text)
        problem = _first_problem(digits)
        if problem is not None:
            raise InvalidNik(problem)
        return cls(digits)

    def __str__(self) -> str:
        return self.digits

    @property
    def sex(self) -> str:
        """``M`` or ``F``: women's day of birth is written plus 40."""
        return "F" if int(self.digits[6:8]) > 40 else "M"

    @property
    def birth_digits(self) -> tuple[int, int, int]:
        """Day, month and two-digit year of birth."""
        day = int(self.digits[6:8])
        return (
            day - 40 if day > 40 else day,
            int(self.digits[8:10]),
            int(self.digits[10:12]),
        )

    @property
    def region_code(self) -> str:
        """Four digits of the regency or city that issued the number."""
        return self.digits[:4]

    @property
    def region_name(self) -> str:
        """Name of the issuing regency or city, as far as it is known; else of its province."""
        province, regency = _region_names(self.region_code)
        return regency or province

    def birth_date(self, on: date) -> date:
        """Give the date of birth, its century settled by age.

        Takes   on: the day on which the owner is alive and at least ten years old.
        Gives   the only date of that kind, at most 109 years before.
        """
        day, month, year = self.birth_digits
        century = on.year - on.year % 100
        latest = on.year - _YOUNGEST
        full_year = century + year if century + year <= latest else century - 100 + year
        if not _exists(full_year, month, day):  # 29 February of a year like 1900
            full_year -= 100
        return date(full_year, month, day)

    def agrees_with(self, birth_date: date) -> bool:
        """Tell whether a date of birth shows the same day, month and two-digit year."""
        return self.birth_digits == (
            birth_date.day,
            birth_date.month,
            birth_date.year % 100,
        )


def check_against(nik: Nik, *, birth_date: date | None, sex: str) -> list[Problem]:
    """Compare a NIK with the typed birth date and sex; old errors stay on cards, so only warn."""
    problems = []
    if birth_date is not None and not nik.agrees_with(birth_date):
        problems.append(
            Problem(
                "nik_date_mismatch",
                "birth_date",
                _("Tanggal lahir tidak sama dengan angka di NIK. Cocokkan dengan KTP."),
                Severity.WARNING,
            )
        )
    if sex and sex != nik.sex:
        problems.append(
            Problem(
                "nik_sex_mismatch",
                "sex",
                _("Jenis kelamin tidak sama dengan angka di NIK. Cocokkan dengan KTP."),
                Severity.WARNING,
            )
        )
    return problems


def _first_problem(digits: str) -> Problem | None:
    if not digits:
        return _problem(
            "nik_missing", gettext_noop("NIK belum diisi. Ketik 16 angka seperti pada KTP.")
        )
    if not (digits.isascii() and digits.isdigit()):
        if _EXPONENT.fullmatch(digits):
            return _problem(
                "nik_lost",
                gettext_noop(
                    "Angka NIK hilang karena kolomnya bukan teks. Ketik ulang 16 angka dari KTP."
                ),
            )
        return _problem(
            "nik_letters", gettext_noop("NIK hanya boleh berisi angka. Periksa lagi KTP-nya.")
        )
    if len(digits) > 3 and digits == digits[0] * len(digits):
        return _problem(
            "nik_placeholder",
            gettext_noop("Ini bukan NIK sungguhan. Ketik 16 angka seperti pada KTP."),
        )
    if len(digits) != LENGTH:
        return Problem(
            "nik_length",
            "nik",
            _("NIK harus 16 angka, yang tertulis %(count)d angka. Periksa lagi KTP-nya.")
            % {"count": len(digits)},
        )
    if not _region_names(digits[:4])[0] or "00" in (digits[2:4], digits[4:6]):
        return _problem(
            "nik_region",
            gettext_noop("Enam angka pertama NIK bukan kode daerah. Periksa lagi KTP-nya."),
        )
    day, month = int(digits[6:8]), int(digits[8:10])
    day = day - 40 if day > 40 else day
    # 2000 was a leap year, so a 29 February is possible for some century of every even year.
    if not _exists(2000 + int(digits[10:12]), month, day):
        return _problem(
            "nik_date",
            gettext_noop(
                "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada. Periksa lagi KTP-nya."
            ),
        )
    if digits[12:] == "0000":
        return _problem(
            "nik_serial",
            gettext_noop("Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi KTP-nya."),
        )
    return None


def _problem(code: str, message: str) -> Problem:
    return Problem(code, "nik", _(message))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _region_names(code: str) -> tuple[str, str]:
    """Names of province and regency for four digits; empty where the list does not know them."""
    parts = [info for _digits, info in numdb.get("id/loc").info(code) if info]
    province = parts[0].get("name_id", "") if parts else _NEW_PROVINCES.get(code[:2], "")
    name = parts[1].get("name_id", "").title() if len(parts) > 1 else ""
    # From 71 on the last two digits are those of cities: 3505 is a regency, 3572 a city.
    regency = f"{'Kota' if code[2:] >= '71' else 'Kabupaten'} {name}" if name else ""
    return province, regency
