"""Builds the one roster value from rows that were already filtered and scoped."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.text import clean_text
from reporting.kinds import AS_OF, Chosen, Line, Names, RosterKind
from reporting.papers import Paper
from reporting.rosters import Figure, Group, Roster, Row, Total
from workers import nik

# What the database gives is let go as soon as it is a row of the list, group by group.
_ROWS_AT_ONCE = 2_000


def build_roster(
    kind: RosterKind,
    *,
    rows: QuerySet[Any],
    caption: tuple[tuple[str, str], ...],
    on: date,
    chosen: Chosen = MappingProxyType({}),
    full_nik: bool = False,
    paper: Paper | None = None,
) -> Roster:
    """Read the rows once and give the list they make.

    Takes   rows: of the table that the kind lists, already filtered and in the reader's scope;
            caption: what was filtered, as pairs of name and value; chosen: the same as objects,
            for whoever signs or is named in the head; a day as of which is that of the list;
            full_nik: True only for those who may see it; a kind that never shows it stays masked;
            paper: another sheet than the kind's.
    Gives   a roster whose texts are in the current language.
    Costs   three queries, whatever the number of rows; one more where columns follow the rows.
    """
    full_nik = full_nik and kind.may_show_full_nik
    kind = kind.settled(rows)
    day = chosen.get(AS_OF, on)
    found = kind.rows(rows, day).iterator(_ROWS_AT_ONCE)
    groups = tuple(_groups(kind, found, day, full_nik))
    frame = kind.frame(on, chosen)
    return Roster(
        title=frame.title or str(kind.title),
        caption=caption,
        columns=kind.columns,
        groups=groups,
        total=_grand_total(kind, [group.total for group in groups]),
        on=day,
        paper=paper or kind.paper,
        frame=frame,
        row_height=kind.row_height,
    )


def build_totals(kind: RosterKind, rows: QuerySet[Any], on: date) -> tuple[list[Group], Total]:
    """Let the database count every group of a list without reading its rows; one query.

    Gives   groups without rows, in the order of the list, and the grand total.
    """
    kind = kind.settled(rows)
    paths = kind.grouping.paths
    counted = (
        rows.order_by(*kind.grouping.order).values_list(*paths).annotate(**kind.aggregates(on))
    )
    width = len(paths)
    groups = [_group(kind, row[:width], (), row[width:]) for row in counted]
    return groups, _grand_total(kind, [group.total for group in groups])


def build_whole(kind: RosterKind, rows: QuerySet[Any], on: date) -> tuple[list[Group], Total]:
    """Read all rows of a list, with the NIK masked; one query.

    Gives   groups with their rows, and the grand total.
    """
    groups = list(_groups(kind, kind.rows(rows, on), on, full_nik=False))
    return groups, _grand_total(kind, [group.total for group in groups])


def build_first_rows(
    kind: RosterKind,
    *,
    rows: QuerySet[Any],
    on: date,
    group_key: str,
    after: int,
    limit: int,
) -> tuple[Row, ...]:
    """Read the first rows of one group, with the NIK masked; one query.

    Takes   group_key: key of one of the groups; after: rows of the list before that group, so
            that the numbers are those of the whole list; limit: rows at most.
    """
    found = kind.rows(rows.filter(**{kind.grouping.paths[0]: group_key}), on)
    return tuple(_rows(kind, found[:limit], start=after, full_nik=False))


def _groups(kind: RosterKind, rows: Iterable[Any], on: date, full_nik: bool) -> Iterator[Group]:
    number = 0
    for names, members in groupby(rows, key=kind.names_of):
        found = list(members)
        lines = tuple(_rows(kind, found, start=number, full_nik=full_nik))
        yield _group(kind, names, lines, kind.figures(found, on))
        number += len(lines)


def _rows(kind: RosterKind, rows: Iterable[Any], *, start: int, full_nik: bool) -> Iterator[Row]:
    for place, row in enumerate(rows, 1):
        line = Line(start + place, place, row)
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
    key, names = names[0], tuple(_final(name, masked=False) for name in names)
    return Group(
        key=key,
        name=kind.grouping.name(names),
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
            Figure(str(measure.label), int(value), measure.kind, measure.column)
            for measure, value in zip(kind.measures, values, strict=True)
        ),
    )
