"""Rows compared with each other and with the registry: the same person, perhaps the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from common.problems import Problem, Severity
from intake.codes import problem
from intake.facts import Facts
from intake.shapes import InterpretedRow
from workers.names import comparable
from workers.nik import LENGTH

# Out of 100, how much two names share: under one NIK; a slip of one digit apart; with the same
# birth date only.
_ONE_NIK = 80
_SLIP_APART = 85
_SAME_BIRTH = 90
# Below this, titles and short forms cannot make up the difference.
_CLEARLY_OTHER = 45
# More people than this born on one day are told apart by the words of their names first, as with
# a placeholder like 1 January; of more with one word each is held against the next by name.
_MOST_AT_ONCE = 150
_NEXT_BY_NAME = 20
# Of rows that share one NIK these many are held against those of a NIK one slip apart.
_MOST_PER_NIK = 5
_HALF = LENGTH // 2


Place = tuple[str, int]  # sheet and number of a row: what tells the rows of a list apart


class Sketch(NamedTuple):
    """What of a row is compared with other rows."""

    place: Place
    nik: str
    name: str
    plain_name: str  # as ``workers.names.comparable`` gives it
    birth_date: str


Pair = tuple[Sketch, Sketch]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rows of a list say of each other."""

    problems: dict[Place, list[Problem]] = field(default_factory=dict)
    # Rows that repeat the person of an earlier row.
    repeats: set[Place] = field(default_factory=set)

    def add(self, place: Place, found: Problem) -> None:
        self.problems.setdefault(place, []).append(found)

    def has(self, place: Place, code: str) -> bool:
        return any(found.code == code for found in self.problems.get(place, ()))


def sketch_of(row: InterpretedRow) -> Sketch:
    """Give what of a row is compared with others."""
    values = row.values
    name = values.get("full_name") or ""
    nik, birth_date = values.get("nik") or "", values.get("birth_date") or ""
    return Sketch((row.sheet, row.row), nik, name, comparable(name), birth_date)


def compare_rows(sketches: Iterable[Sketch]) -> Findings:
    """Hold the people of one list against each other.

    Takes   sketches: of all rows that count, in their order.
    Gives   same_row_twice and nik_other_name for rows with one NIK: rows with another name under
            it are told apart, the first as a warning, the later ones blocked; near_duplicate for
            rows that may be one person under two NIKs.
    Costs   time and memory in proportion to the rows, a crowd born on one day included.
    """
    findings = Findings()
    people = [one for one in sketches if one.name]
    _tell_repeats(people, findings)
    by_nik: dict[str, list[Sketch]] = defaultdict(list)
    by_birth: dict[str, list[Sketch]] = defaultdict(list)
    for one in people:
        if one.place in findings.repeats:
            continue
        if len(one.nik) == LENGTH:
            by_nik[one.nik].append(one)
        if one.birth_date:
            by_birth[one.birth_date].append(one)
    _tell_alike(_one_slip_apart(by_nik), _SLIP_APART, findings)
    for born in by_birth.values():
        if len(born) > 1:
            _tell_alike(_pairs(born), _SAME_BIRTH, findings)
    return findings


def find_on_record(rows: Iterable[InterpretedRow], facts: Facts) -> dict[Place, Problem]:
    """Find people of the registry who may be somebody of a list under another NIK.

    Gives   near_duplicate, once for each row that looks like somebody.
    """
    found: dict[Place, Problem] = {}
    days = {person.birth_date for person in facts.candidates}
    by_birth: dict[str, list[Sketch]] = defaultdict(list)
    for row in rows:
        if row.values.get("birth_date") in days and row.values.get("nik") not in facts.registry:
            by_birth[row.values["birth_date"]].append(sketch_of(row))
    for person in facts.candidates:
        plain_name = comparable(person.full_name)
        for one in by_birth.get(person.birth_date, ()):
            alike = fuzz.ratio(one.plain_name, plain_name, score_cutoff=_SLIP_APART)
            if (
                not alike
                or one.nik == person.nik
                or one.place in found
                or not _may_be_one(one.name, person.full_name)
            ):
                continue
            near = one_slip_apart(one.nik, person.nik)
            if near or alike >= _SAME_BIRTH:
                hidden = _("seseorang di luar wilayah Anda")
                twin = hidden if person.hidden else person.full_name
                found[one.place] = _near_duplicate(twin, _("sudah terdaftar"), near=near)
    return found


def is_same_name(first: str, second: str) -> bool:
    """Tell whether two names under one NIK may be spellings of the same name."""
    return not first or not second or _similar(first, second, _ONE_NIK)


def one_slip_apart(first: str, second: str) -> bool:
    """Tell whether two NIKs differ in one digit or in two neighbours swapped."""
    return len(first) == len(second) == LENGTH and OSA.distance(first, second, score_cutoff=1) == 1


def place_of(row: InterpretedRow) -> str:
    """Name a row for people: its sheet, if it has a name, and its number."""
    return _name(row.sheet, row.row)


def _name(sheet: str, row: int) -> str:
    if sheet:
        return _("lembar %(sheet)s baris %(row)d") % {"sheet": sheet, "row": row}
    return _("baris %(row)d") % {"row": row}


def _tell_repeats(rows: Iterable[Sketch], findings: Findings) -> None:
    by_nik: dict[str, list[Sketch]] = defaultdict(list)
    for row in rows:
        if len(row.nik) == LENGTH:
            by_nik[row.nik].append(row)
    for first, *others in by_nik.values():
        for later in others:
            if is_same_name(first.name, later.name):
                findings.repeats.add(later.place)
                findings.add(later.place, problem("same_row_twice", place=_name(*first.place)))
                continue
            if not findings.has(first.place, "nik_other_name"):
                findings.add(first.place, _other_name(later, Severity.WARNING))
            findings.add(later.place, _other_name(first, Severity.ERROR))


def _one_slip_apart(by_nik: Mapping[str, Sequence[Sketch]]) -> Iterator[Pair]:
    """Give the pairs of rows whose NIKs are one slip apart.

    A slip is in one half of the number, while the other half is the same, or swaps the two digits
    in the middle. Of halves there are far fewer than of numbers: people of one town share theirs.
    """
    by_left: dict[str, dict[str, Sequence[Sketch]]] = defaultdict(dict)
    by_right: dict[str, dict[str, Sequence[Sketch]]] = defaultdict(dict)
    for nik, rows in by_nik.items():
        left, right = nik[:_HALF], nik[_HALF:]
        by_left[left][right] = by_right[right][left] = rows[:_MOST_PER_NIK]
    for halves in (by_left, by_right):
        for first, second in _slips_among(halves):
            ours, theirs = halves[first], halves[second]
            for same in filter(theirs.__contains__, ours):
                for one in ours[same]:
                    for other in theirs[same]:
                        yield one, other
    for nik, twin in _swapped(by_nik, _HALF - 1):
        yield from product(by_nik[nik][:_MOST_PER_NIK], by_nik[twin][:_MOST_PER_NIK])


def _slips_among(halves: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of halves that differ in one digit or by two neighbours swapped.

    Two that differ in one digit are equal without it.
    """
    for place in range(_HALF):
        first_with: dict[str, str] = {}
        groups: dict[str, list[str]] = {}
        for half in halves:
            first = first_with.setdefault(half[:place] + half[place + 1 :], half)
            if first is not half:
                groups.setdefault(first, [first]).append(half)
        for group in groups.values():
            yield from combinations(group, 2)
    for place in range(_HALF - 1):
        yield from _swapped(halves, place)


def _swapped(texts: Collection[str], place: int) -> Iterator[tuple[str, str]]:
    """Give the pairs of texts that are equal but for two neighbours swapped, at one place."""
    after = place + 1
    for text in texts:
        if text[place] < text[after]:
            twin = f"{text[:place]}{text[after]}{text[place]}{text[after + 1 :]}"
            if twin in texts:
                yield text, twin


def _pairs(group: Sequence[Sketch]) -> Iterator[Pair]:
    """Give the pairs of people born on one day whose names may be alike."""
    if len(group) <= _MOST_AT_ONCE:
        yield from combinations(group, 2)
        return
    by_word: dict[str, list[Sketch]] = defaultdict(list)
    for one in group:
        for word in set(one.plain_name.split()):
            by_word[word].append(one)
    for crowd in (*by_word.values(), group):
        if len(crowd) <= _MOST_AT_ONCE:
            yield from combinations(crowd, 2)
            continue
        in_order = sorted(crowd, key=attrgetter("plain_name", "place"))
        for at, one in enumerate(in_order):
            for other in in_order[at + 1 : at + 1 + _NEXT_BY_NAME]:
                yield one, other


def _tell_alike(pairs: Iterable[Pair], least: int, findings: Findings) -> None:
    """Tell rows of each other whose names are alike, once each."""
    for one, other in pairs:
        if (
            not fuzz.ratio(one.plain_name, other.plain_name, score_cutoff=least)
            or one.nik == other.nik
            or not _may_be_one(one.name, other.name)
        ):
            continue
        for row, twin in ((one, other), (other, one)):
            if not findings.has(row.place, "near_duplicate"):
                place, near = _name(*twin.place), least == _SLIP_APART
                findings.add(row.place, _near_duplicate(twin.name, place, near=near))


def _similar(first: str, second: str, least: int) -> bool:
    if first == second:
        return True
    return _may_be_one(first, second) and (
        fuzz.ratio(_plain(first), _plain(second), score_cutoff=least) > 0
    )


def _may_be_one(first: str, second: str) -> bool:
    return fuzz.ratio(first.lower(), second.lower(), score_cutoff=_CLEARLY_OTHER) > 0


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> str:
    return comparable(name)


def _other_name(other: Sketch, severity: Severity) -> Problem:
    return problem("nik_other_name", severity=severity, name=other.name, place=_name(*other.place))


def _near_duplicate(name: str, place: str, *, near: bool) -> Problem:
    reason = _("NIK berbeda satu angka") if near else _("nama dan tanggal lahir sama")
    return problem("near_duplicate", name=name, place=place, reason=reason)
