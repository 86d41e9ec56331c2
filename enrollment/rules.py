"""Who may be covered: pure rules over facts and dated limits, no user, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.dates import age_on, long_date
from common.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in force on a day: its value, what breaking it does, where it is written."""

    kind: str
    value: int
    effect: Severity
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Days on which a person already holds a place, both ends included."""

    first_day: date
    last_day: date
    period_name: str

    def overlaps(self, first_day: date, last_day: date) -> bool:
        return self.first_day <= last_day and first_day <= self.last_day


@dataclass(frozen=True, slots=True)
class UnitCover:
    """Days on which another unit of the city covers a person, both ends included."""

    unit: str
    first_day: date
    last_day: date | None  # None while nobody has said when it ends

    def overlaps(self, first_day: date, last_day: date) -> bool:
        return self.first_day <= last_day and (self.last_day is None or first_day <= self.last_day)


@dataclass(frozen=True, slots=True)
class FieldVisit:
    """What an officer saw on the latest visit to a person."""

    checked_on: date
    works: bool
    able_to_work: bool
    has_statement: bool


Limits = Mapping[str, Limit]


def check_age(birth_date: date, on: date, limits: Limits) -> list[Problem]:
    """Compare the age on the first day of cover with the limits.

    Takes   on: the first day of cover; limits: those in force on that day, by kind.
    Gives   problems with the codes over_age and under_age.
    Source  docs/rules.md, E-1. The upper limit is strict: the birthday itself is too late.
    """
    problems = []
    age = age_on(birth_date, on)
    upper, lower = limits.get("max_age"), limits.get("min_age")
    if upper and age >= upper.value:
        problems.append(
            Problem(
                "over_age",
                "birth_date",
                _("Usia %(age)d tahun pada %(on)s; batasnya belum genap %(limit)d tahun.")
                % {"age": age, "on": long_date(on), "limit": upper.value},
                upper.effect,
                upper.legal_basis,
            )
        )
    if lower and age < lower.value:
        problems.append(
            Problem(
                "under_age",
                "birth_date",
                _("Usia baru %(age)d tahun pada %(on)s; paling rendah %(limit)d tahun.")
                % {"age": age, "on": long_date(on), "limit": lower.value},
                lower.effect,
                lower.legal_basis,
            )
        )
    return problems


def check_eligibility(
    *,
    birth_date: date,
    is_resident: bool,
    died_on: date | None,
    covers: Iterable[Cover],
    unit_covers: Iterable[UnitCover],
    first_day: date,
    last_day: date,
    limits: Limits,
) -> list[Problem]:
    """Give every reason why a person may not be covered from a day on, and what to look at.

    Takes   covers: the person's other live places; unit_covers: what other units of the city
            say; first_day, last_day: the wanted days, both included; limits: those in force on
            the first day, by kind.
    Gives   problems with the codes over_age, under_age, not_resident, already_covered,
            covered_elsewhere, deceased.
    Source  docs/rules.md, E-1, E-2 and E-12.
    """
    problems = check_age(birth_date, first_day, limits)
    resident, one_cover = limits.get("resident"), limits.get("one_cover")
    if resident and not is_resident:
        problems.append(
            Problem(
                "not_resident",
                "village",
                _("Bukan penduduk kota ini."),
                resident.effect,
                resident.legal_basis,
            )
        )
    if one_cover:
        problems += [
            Problem(
                "already_covered",
                "nik",
                _("Sudah punya kepesertaan %(period)s (%(first)s sampai %(last)s).")
                % {
                    "period": cover.period_name,
                    "first": long_date(cover.first_day),
                    "last": long_date(cover.last_day),
                },
                one_cover.effect,
                one_cover.legal_basis,
            )
            for cover in covers
            if cover.overlaps(first_day, last_day)
        ]
    problems += check_unit_covers(unit_covers, first_day, last_day, limits)
    if died_on is not None and died_on <= last_day:
        problems.append(
            Problem(
                "deceased",
                "full_name",
                _("Tercatat meninggal dunia pada %(day)s.") % {"day": long_date(died_on)},
            )
        )
    return problems


def check_field_visit(visit: FieldVisit | None, limits: Limits) -> list[Problem]:
    """Say what an officer's visit leaves open before somebody is verified.

    Takes   visit: the latest one, None when nobody was there yet.
    Gives   a problem with the code field_check, blocking or not as the limit says.
    Source  docs/rules.md, E-23.
    """
    limit = limits.get("field_check")
    if limit is None:
        return []
    sentence: str | Promise
    if visit is None:
        sentence = _("Belum diperiksa di lapangan.")
    elif missing := [
        str(words)
        for is_fine, words in (
            (visit.works, _("tidak bekerja")),
            (visit.able_to_work, _("tidak mampu bekerja")),
            (visit.has_statement, _("surat keterangan kerja belum ada")),
        )
        if not is_fine
    ]:
        sentence = _("Hasil pemeriksaan lapangan %(day)s: %(missing)s.") % {
            "day": long_date(visit.checked_on),
            "missing": ", ".join(missing),
        }
    else:
        return []
    return [Problem("field_check", "field_check", sentence, limit.effect, limit.legal_basis)]


def check_unit_covers(
    unit_covers: Iterable[UnitCover], first_day: date, last_day: date, limits: Limits
) -> list[Problem]:
    """Say which other units cover a person on some of the wanted days, each unit once.

    Gives   problems with the code covered_elsewhere; the sentence names the unit and nothing
            else of the other list, as its people may be out of the reader's sight.
    Source  docs/rules.md, E-12.
    """
    limit = limits.get("other_unit")
    if limit is None:
        return []
    touching: dict[str, UnitCover] = {}
    for cover in unit_covers:
        if cover.overlaps(first_day, last_day):
            touching.setdefault(cover.unit, cover)
    return [
        Problem("covered_elsewhere", "nik", _sentence(cover), limit.effect, limit.legal_basis)
        for cover in touching.values()
    ]


def _sentence(cover: UnitCover) -> str:
    if cover.last_day is None:
        return _("Sudah dilindungi unit lain (%(unit)s, mulai %(first)s).") % {
            "unit": cover.unit,
            "first": long_date(cover.first_day),
        }
    return _("Sudah dilindungi unit lain (%(unit)s, %(first)s sampai %(last)s).") % {
        "unit": cover.unit,
        "first": long_date(cover.first_day),
        "last": long_date(cover.last_day),
    }
