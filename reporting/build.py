"""Builds the one roster value from enrollments that were already filtered and scoped."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from common.text import clean_text
from enrollment.models import Enrollment, EnrollmentQuerySet
from places.models import Village
from reporting.kinds import Line, Names, RosterKind
from reporting.rosters import Figure, Group, Roster, Row, Total
from reporting.selectors import letterhead_on, signatures_on
from workers import nik


def build_roster(
    kind: RosterKind,
    *,
    enrollments: EnrollmentQuerySet,
    caption: tuple[tuple[str, str], ...],
    on: date,
    village: Village | None = None,
    full_nik: bool = False,
) -> Roster:
    """Read the enrollments once and give the list they make.

    Takes   enrollments: already filtered and in the reader's scope; caption: what was filtered,
            as pairs of name and value; village: whose head signs too; full_nik: True only for
            those who may see it; a kind that never shows it stays masked.
    Gives   a roster whose texts are in the current language.
    Costs   three queries, whatever the number of rows.
    """
    full_nik = full_nik and kind.may_show_full_nik
    rows = enrollments.select_related(*kind.related).order_by(*kind.order)
    groups = tuple(_groups(kind, rows, full_nik))
    return Roster(
        title=str(kind.title),
        caption=caption,
        columns=kind.columns,
        groups=groups,
        total=_grand_total(kind, [group.total for group in groups]),
        on=on,
        paper=kind.paper,
        letterhead=letterhead_on(on),
        signatures=signatures_on(on, village, kind.signers),
        row_height=kind.row_height,
    )


def build_totals(kind: RosterKind, enrollments: EnrollmentQuerySet) -> tuple[list[Group], Total]:
    """Let the database count every group of a list without reading its rows; one query.

    Gives   groups without rows, in the order of the list, and the grand total.
    """
    aggregates = {f"measure{n}": measure.aggregate for n, measure in enumerate(kind.measures)}
    counted = (
        enrollments.order_by(*kind.grouping.order)
        .values_list(*kind.grouping.paths)
        .annotate(**aggregates)
    )
    width = len(kind.grouping.paths)
    groups = [_group(kind, row[:width], (), row[width:]) for row in counted]
    return groups, _grand_total(kind, [group.total for group in groups])


def build_first_rows(
    kind: RosterKind,
    *,
    enrollments: EnrollmentQuerySet,
    group_key: str,
    after: int,
    limit: int,
) -> tuple[Row, ...]:
    """Read the first rows of one group, with the NIK masked; one query.

    Takes   group_key: key of one of the groups; after: rows of the list before that group, so
            that the numbers are those of the whole list; limit: rows at most.
    """
    rows = (
        enrollments.filter(**{kind.grouping.paths[0]: group_key})
        .select_related(*kind.related)
        .order_by(*kind.order)[:limit]
    )
    return tuple(_rows(kind, rows, start=after, full_nik=False))


def _groups(kind: RosterKind, rows: Iterable[Enrollment], full_nik: bool) -> Iterator[Group]:
    number = 0
    for names, members in groupby(rows, key=kind.grouping.names_of):
        enrollments = list(members)
        values = [sum(map(measure.of, enrollments)) for measure in kind.measures]
        lines = tuple(_rows(kind, enrollments, start=number, full_nik=full_nik))
        yield _group(kind, names, lines, values)
        number += len(lines)


def _rows(
    kind: RosterKind, enrollments: Iterable[Enrollment], *, start: int, full_nik: bool
) -> Iterator[Row]:
    for place, enrollment in enumerate(enrollments, 1):
        line = Line(start + place, place, enrollment)
        yield tuple(
            _final(column.value(line), masked=column.sensitive and not full_nik)
            for column in kind.columns
        )


def _final(value: Any, *, masked: bool) -> Any:
    """Give a value as every renderer may show it: clean, and masked where it must be."""
    if not isinstance(value, str):
        return value
    return nik.mask(value) if masked else clean_text(value)


def _group(kind: RosterKind, names: Names, rows: tuple[Row, ...], values: Iterable[int]) -> Group:
    return Group(
        key=names[0],
        name=names[-1],
        title=kind.grouping.title(names),
        rows=rows,
        total=_total(kind, kind.grouping.total_label(names), values),
    )


def _grand_total(kind: RosterKind, totals: list[Total]) -> Total:
    values = [
        sum(total.figures[place].value for total in totals) for place in range(len(kind.measures))
    ]
    return _total(kind, _("Jumlah seluruhnya"), values)


def _total(kind: RosterKind, label: str, values: Iterable[int]) -> Total:
    return Total(
        label,
        tuple(
            Figure(str(measure.label), int(value))
            for measure, value in zip(kind.measures, values, strict=True)
        ),
    )
