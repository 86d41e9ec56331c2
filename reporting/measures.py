"""Figures of totals, each counted alike by Python and by the database."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from common.dates import age_on
from reporting.columns import Column, Kind
from reporting.kinds import Line, Measure, measure_key
from workers.models import Sex

# The first year of age of every band of a recap; the last one is open.
_BANDS = (0, 25, 35, 45, 55)


def _of_sex(sex: Sex, label: str | Promise, path: str = "") -> Measure:
    """Takes path: how the rows lead to the person, such as ``worker__``."""
    field = f"{path}sex"

    def of(row: Any, on: date) -> int:
        return (row.worker if path else row).sex == sex

    return Measure(label, of, lambda on: Count("pk", filter=Q(**{field: sex})))


def _money(label: str | Promise, column: str, *parts: str) -> Measure:
    """Give the sum of amounts, under the column that shows them."""
    whole = sum((F(part) for part in parts[1:]), start=F(parts[0]))
    return Measure(
        label,
        lambda row, on: sum(getattr(row, part) for part in parts),
        lambda on: Sum(whole),
        Kind.RUPIAH,
        column,
    )


def _aged(first: int, last: int | None) -> Measure:
    """Count the people between two ages, both included."""

    def of(row: Any, on: date) -> int:
        age = age_on(row.worker.birth_date, on)
        return first <= age and (last is None or age <= last)

    def aggregate(on: date) -> Count:
        born = Q(worker__birth_date__lte=years_before(on, first))
        if last is not None:
            born &= Q(worker__birth_date__gt=years_before(on, last + 1))
        return Count("pk", filter=born)

    words = f"{first}+" if last is None else f"{first}–{last}" if first else f"< {last + 1}"
    return Measure(format_lazy(_("usia {ages}"), ages=words), of, aggregate)


def years_before(day: date, years: int) -> date:
    """Give the last birthday with which somebody is so many years old on a day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def below(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Put every figure of a recap below the column that shows it."""
    return tuple(
        replace(measure, column=measure_key(place)) for place, measure in enumerate(measures)
    )


def columns_of(measures: tuple[Measure, ...]) -> tuple[Column, ...]:
    """Give the columns of a recap that show its figures."""
    return tuple(_column(measure_key(place), found) for place, found in enumerate(measures))


def _column(key: str, measure: Measure) -> Column:
    def value(line: Line) -> int:
        figure: int = line.row[key]
        return figure

    width = 16 if measure.kind == Kind.RUPIAH else 12
    heading = capfirst(measure.label)  # type: ignore[type-var]  # stubs know no Promise
    return Column(key, heading, value, measure.kind, width)


PEOPLE = Measure(_("peserta"), lambda row, on: 1, lambda on: Count("pk"))
MEN = _of_sex(Sex.MALE, _("laki-laki"), "worker__")
WOMEN = _of_sex(Sex.FEMALE, _("perempuan"), "worker__")
COPIED_MEN = _of_sex(Sex.MALE, _("laki-laki"))
COPIED_WOMEN = _of_sex(Sex.FEMALE, _("perempuan"))
AGES = tuple(
    _aged(first, following - 1 if following else None)
    for first, following in zip(_BANDS, (*_BANDS[1:], None), strict=True)
)
JKK = _money(_("JKK"), "jkk", "jkk")
JKM = _money(_("JKM"), "jkm", "jkm")
AMOUNT = _money(_("iuran"), "amount", "jkk", "jkm")
CHECKED = Measure(_("diperiksa"), lambda row, on: 1, lambda on: Count("pk"))
PASSED = Measure(
    _("memenuhi"),
    lambda row, on: row.passed,
    lambda on: Count("pk", filter=Q(works=True, able_to_work=True, has_statement=True)),
)
