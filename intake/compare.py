"""Rows compared with each other and with the registry: the same person, perhaps the same."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from common.problems import Severity
from intake.codes import problem
from intake.facts import Facts
from intake.shapes import InterpretedRow
from workers.names import comparable

# Out of 100, how much two names share: under one NIK; a slip of one digit apart; with the same
# birth date only.
_ONE_NIK = 80
_SLIP_APART = 85
_SAME_BIRTH = 90
# Below this, titles and short forms cannot make up the difference.
_CLEARLY_OTHER = 45
# A birth date shared by more rows than this is a placeholder like 1 January.
_MOST_PER_KEY = 200


def mark_repeats(rows: Sequence[InterpretedRow]) -> set[int]:
    """Find rows with the NIK of an earlier row.

    Gives   the identities of the rows that repeat a person; they carry same_row_twice. Rows
            with another name under the same NIK are told apart as nik_other_name: the first as
            a warning, the later ones blocked.
    """
    repeats: set[int] = set()
    by_nik: dict[str, list[InterpretedRow]] = defaultdict(list)
    for row in rows:
        if len(row.values.get("nik", "")) == 16:
            by_nik[row.values["nik"]].append(row)
    for group in by_nik.values():
        first = group[0]
        for later in group[1:]:
            if is_same_name(_name(first), _name(later)):
                repeats.add(id(later))
                later.problems.append(problem("same_row_twice", place=place_of(first)))
                continue
            if all(known.code != "nik_other_name" for known in first.problems):
                _add_other_name(first, later, Severity.WARNING)
            _add_other_name(later, first, Severity.ERROR)
    return repeats


def mark_lookalikes(rows: Sequence[InterpretedRow], facts: Facts) -> None:
    """Add near_duplicate to rows that may be one person under two NIKs, here or on record."""
    by_birth: dict[str, list[InterpretedRow]] = defaultdict(list)
    by_digits: dict[str, list[InterpretedRow]] = defaultdict(list)
    for row in rows:
        if row.values.get("birth_date"):
            by_birth[row.values["birth_date"]].append(row)
        nik = row.values.get("nik", "")
        if len(nik) == 16:
            for key in _digit_keys(nik):
                by_digits[key].append(row)
    told: set[tuple[int, int]] = set()
    for group in [*by_birth.values(), *by_digits.values()]:
        if len(group) > _MOST_PER_KEY:
            continue
        for one, other in combinations(group, 2):
            if (id(one), id(other)) in told:
                continue
            if reason := _alike(one, other):
                told.add((id(one), id(other)))
                _add_lookalike(one, _name(other), place_of(other), reason)
                _add_lookalike(other, _name(one), place_of(one), reason)
    _compare_with_registry(by_birth, facts)


def is_same_name(first: str, second: str) -> bool:
    """Tell whether two names under one NIK may be spellings of the same name."""
    return not first or not second or _similar(first, second, _ONE_NIK)


def place_of(row: InterpretedRow) -> str:
    """Name a row for people: its sheet, if it has a name, and its number."""
    if row.sheet:
        return _("lembar %(sheet)s baris %(row)d") % {"sheet": row.sheet, "row": row.row}
    return _("baris %(row)d") % {"row": row.row}


def _digit_keys(nik: str) -> list[str]:
    """Give keys of which two NIKs one slip apart share one, and hardly any others do.

    Of four parts a slip changes one, or two neighbours; the pair of the first two parts is left
    out since a whole city shares it.
    """
    region, day, month_year, serial = nik[:4], nik[4:8], nik[8:12], nik[12:]
    return [
        f"a{day}{month_year}",
        f"b{day}{serial}",
        f"c{month_year}{serial}",
        f"d{region}{serial}",
    ]


def one_slip_apart(first: str, second: str) -> bool:
    """Tell whether two NIKs differ in one digit or in two neighbours swapped."""
    apart = [place for place in range(16) if first[place] != second[place]]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )


def _compare_with_registry(by_birth: dict[str, list[InterpretedRow]], facts: Facts) -> None:
    for person in facts.candidates:
        for row in by_birth.get(str(person.values.get("birth_date", "")), ()):
            nik = row.values.get("nik", "")
            if nik == person.nik or nik in facts.registry:
                continue
            name = str(person.values.get("full_name", ""))
            near = len(nik) == 16 and one_slip_apart(nik, person.nik)
            if _similar(_name(row), name, _SLIP_APART if near else _SAME_BIRTH):
                shown = _("seseorang di luar wilayah Anda") if person.hidden else name
                _add_lookalike(row, shown, _("sudah terdaftar"), _reason(near))


def _alike(one: InterpretedRow, other: InterpretedRow) -> str:
    """Say why two rows may be one person; empty when nothing suggests it."""
    first, second = one.values.get("nik", ""), other.values.get("nik", "")
    if first == second:
        return ""
    if len(first) == len(second) == 16 and one_slip_apart(first, second):
        return _reason(True) if _similar(_name(one), _name(other), _SLIP_APART) else ""
    if one.values.get("birth_date") == other.values.get("birth_date") and _similar(
        _name(one), _name(other), _SAME_BIRTH
    ):
        return _reason(False)
    return ""


def _reason(near: bool) -> str:
    return _("NIK berbeda satu angka") if near else _("nama dan tanggal lahir sama")


def _similar(first: str, second: str, least: int) -> bool:
    if first == second:
        return True
    if fuzz.ratio(first.lower(), second.lower()) < _CLEARLY_OTHER:
        return False
    return fuzz.ratio(comparable(first), comparable(second)) >= least


def _name(row: InterpretedRow) -> str:
    return str(row.values.get("full_name", ""))


def _add_other_name(row: InterpretedRow, other: InterpretedRow, severity: Severity) -> None:
    row.problems.append(
        problem("nik_other_name", severity=severity, name=_name(other), place=place_of(other))
    )


def _add_lookalike(row: InterpretedRow, name: str, place: str, reason: str) -> None:
    if all(known.code != "near_duplicate" for known in row.problems):
        row.problems.append(problem("near_duplicate", name=name, place=place, reason=reason))
