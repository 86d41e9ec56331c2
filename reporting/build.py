"""Builds the one roster value from rows that were already filtered and scoped."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import add
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.bulk import pieces
from common.collector import held_back
from common.text import clean_text, clean_texts
from reporting.kinds import AS_OF, Chosen, Line, Names, RosterKind
from reporting.papers import Paper
from reporting.rosters import Figure, Group, Roster, Row, Total
from reporting.shelves import Shelf
from workers import nik

# What the database gives is let go as soon as it is a row of the list.
_ROWS_AT_ONCE = 500


@held_back()
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
    Gives   a roster whose texts are in the current language; of a long list most rows lie in a
            file until they are wanted.
    Costs   three queries, whatever the number of rows; one more for each table that the kind
            shares between rows, and one where columns follow the rows.
    """
    full_nik = full_nik and kind.may_show_full_nik
    kind = kind.settled(rows)
    day = chosen.get(AS_OF, on)
    groups = tuple(_groups(kind, kind.rows(rows, day), day, full_nik))
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
    """Read all rows of a list, with the NIK masked; what ``RosterKind.read`` says.

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
    """Read the first rows of one group, with the NIK masked; what ``RosterKind.read`` says.

    Takes   group_key: key of one of the groups; after: rows of the list before that group, so
            that the numbers are those of the whole list; limit: rows at most.
    """
    found = kind.rows(rows.filter(**{kind.grouping.paths[0]: group_key}), on)
    writer = _Writer(kind, full_nik=False)
    return tuple(writer.rows([list(kind.read(found[:limit]))], before=after))


def _groups(
    kind: RosterKind, found: QuerySet[Any, Any], on: date, full_nik: bool
) -> Iterator[Group]:
    writer = _Writer(kind, full_nik=full_nik)
    shelf = Shelf()
    number = 0
    for names, members in groupby(kind.read(found), key=kind.names_of):
        tally = _Tally(kind, on)
        rows = shelf.keep(writer.rows(tally.counted(members), before=number))
        yield _group(kind, names, rows, tally.values)
        number += len(rows)


class _Tally:
    """Counts every measure over the rows that pass."""

    def __init__(self, kind: RosterKind, on: date) -> None:
        self._kind, self._on = kind, on
        self.values = [0] * len(kind.measures)

    def counted(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        """Gives   the rows in pieces."""
        for piece in pieces(rows, _ROWS_AT_ONCE):
            self.values = list(map(add, self.values, self._kind.figures(piece, self._on)))
            yield piece


class _Writer:
    """Writes the rows of a list as every renderer may show them: clean, masked where they must."""

    def __init__(self, kind: RosterKind, *, full_nik: bool) -> None:
        self._person_of = kind.person_of
        self._columns = [
            (column.value, _masked if column.sensitive and not full_nik else clean_texts)
            for column in kind.columns
        ]

    def rows(self, rows: Iterable[Sequence[Any]], *, before: int) -> Iterator[Row]:
        """Takes   rows: those of one group in pieces; before: rows of the list before them."""
        written = 0
        for piece in rows:
            lines = [
                Line(before + place, place, row, self._person_of(row))
                for place, row in enumerate(piece, written + 1)
            ]
            columns = [finish(list(map(read, lines))) for read, finish in self._columns]
            yield from zip(*columns, strict=True)
            written += len(piece)


def _masked(values: Sequence[Any]) -> list[Any]:
    return [nik.mask(value) if isinstance(value, str) else value for value in values]


def _group(kind: RosterKind, names: Names, rows: Sequence[Row], values: Iterable[int]) -> Group:
    key, names = names[0], tuple(map(clean_text, names))
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
