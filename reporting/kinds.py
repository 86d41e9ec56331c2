"""What a kind of roster is made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Aggregate, QuerySet
from django.utils.functional import Promise

from reporting.columns import Column, Kind
from reporting.papers import F4_LANDSCAPE, Paper
from reporting.pictures import Picture
from reporting.rosters import Frame
from reporting.sharing import Shared, sharing

if TYPE_CHECKING:
    from accounts.models import User
    from reporting.filters.base import RosterFilter

Names = tuple[str, ...]
# What somebody chose in the filters of a list, by the words of its address.
Chosen = Mapping[str, Any]
# What a source adds to it when the list holds a part of a paper only.
EXCERPT = "petikan"
# The forms that lists leave in; the last is a workbook with a sheet for every group.
PDF, WORKBOOK, SHEETS_APART = "pdf", "xlsx", "xlsx-terpisah"
EVERY_FORM = (PDF, WORKBOOK, SHEETS_APART)
# The day as of which it shows the registry, if that was chosen; rows, ages and standing follow it.
AS_OF = "per"


class Line(NamedTuple):
    """What a column reads its value from: one row of the list's table and its place in the list.

    ``row`` is a row of the model that the kind lists; in a recap it holds the figures by key.
    ``person`` is the worker whom the row tells of, where the source leads to one.
    """

    number: int
    number_in_group: int
    row: Any
    person: Any = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """How a list falls into groups; ``paths`` leads to the group's key and then to its names.

    ``order`` sorts the groups; rows of one group stand together under it. ``name`` is the short
    form of the title.
    """

    paths: tuple[str, ...]
    order: tuple[str, ...]
    title: Callable[[Names], str]
    total_label: Callable[[Names], str]
    name: Callable[[Names], str] = lambda names: names[-1]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of every total, counted the same by Python and by the database.

    Both are told the day that the list is made for. ``column`` is the key of the column whose
    sum it is, if any: there the figure stands below it.
    """

    label: str | Promise
    of: Callable[[Any, date], int]
    aggregate: Callable[[date], Aggregate]
    kind: Kind = Kind.NUMBER
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterKind:
    """A kind of list: what it shows, of whom, in which order and on what paper.

    ``source`` says which table the rows come from and how an address narrows them, ``usual`` what
    is meant where the address says nothing. ``order_by`` sorts the rows of a group; ``frame``
    gives what stands around the table; ``row_height`` is the least height of a row on paper, in
    millimetres, where people write into it. Prints of an ``official`` kind get a number. A list
    that is ``shown_whole`` stands on the screen with all of its groups, ``pictures`` beside it.

    ``related`` is read with each row, ``shared`` once for all of them. What no column, group or
    measure needs may stay ``unread``; it is left out of long lists for the time it would take.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    audience: str | Promise
    file_stem: str
    source: "type[RosterFilter]"
    columns: tuple[Column, ...]
    grouping: Grouping
    order_by: Sequence[Any]
    measures: tuple[Measure, ...]
    frame: Callable[[date, Chosen], Frame]
    related: tuple[str, ...] = ()
    shared: Shared = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    usual: Mapping[str, str] = field(default_factory=dict)
    paper: Paper = F4_LANDSCAPE
    formats: tuple[str, ...] = (PDF, WORKBOOK)
    may_show_full_nik: bool = True
    row_height: int = 0
    official: bool = False
    shown_whole: bool = False
    pictures: tuple[Picture, ...] = ()

    @property
    def offers_full_nik(self) -> bool:
        """Tell whether somebody who may see full NIKs can ask for them in this list."""
        return self.may_show_full_nik and any(column.sensitive for column in self.columns)

    @property
    def order(self) -> tuple[Any, ...]:
        """The order of the whole list: its groups, then the rows of each."""
        return (*self.grouping.order, *self.order_by)

    def is_open_to(self, user: "User") -> bool:
        """Tell whether somebody who may print lists may see this one."""
        return user.has_perm(self.source.permission)

    def filters(self, values: Mapping[str, Any], *, user: "User", on: date) -> "RosterFilter":
        """Read what an address, a job or a command asks of this list."""
        return self.source(values, user=user, on=on, usual=self.usual)

    def settled(self, found: QuerySet[Any]) -> "RosterKind":
        """Give the kind with the columns that some rows need: its own, unless they follow them."""
        return self

    def rows(self, found: QuerySet[Any], on: date) -> QuerySet[Any, Any]:
        """Give the rows of the list, in its order, from what the filters found."""
        return found.select_related(*self.related).defer(*self.unread).order_by(*self.order)

    def read(self, rows: QuerySet[Any, Any]) -> Iterator[Any]:
        """Go through what ``rows`` gave; one query, and one for each shared table."""
        return sharing(rows, self.shared)

    @property
    def person_of(self) -> Callable[[Any], Any]:
        """What leads from a row to the person it tells of, or to None."""
        path = self.source.person
        return attrgetter(path.replace("__", ".")) if path else _nobody

    def names_of(self, row: Any) -> Names:
        """Read the key and the names of the group a row belongs to."""
        return _attributes(self.grouping.paths)(row)

    def figures(self, rows: Sequence[Any], on: date) -> list[int]:
        """Count every measure over some rows."""
        return [sum(map(measure.of, rows, repeat(on))) for measure in self.measures]

    def aggregates(self, on: date) -> dict[str, Aggregate]:
        """Give every measure for the database to count, by key."""
        return {
            measure_key(place): measure.aggregate(on)
            for place, measure in enumerate(self.measures)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap(RosterKind):
    """A list of figures: a row counts everybody who has the same values of ``by``."""

    by: tuple[str, ...]

    def rows(self, found: QuerySet[Any], on: date) -> QuerySet[Any, Any]:
        kept = dict.fromkeys((*self.grouping.paths, *self.by))
        return found.order_by(*self.order).values(*kept).annotate(**self.aggregates(on))

    @property
    def person_of(self) -> Callable[[Any], Any]:
        return _nobody

    def names_of(self, row: Mapping[str, Any]) -> Names:
        return tuple(row[path] for path in self.grouping.paths)

    def figures(self, rows: Sequence[Mapping[str, Any]], on: date) -> list[int]:
        return [
            sum(row[measure_key(place)] for row in rows) for place in range(len(self.measures))
        ]


def measure_key(place: int) -> str:
    """Give the name under which the database gives a kind's measure."""
    return f"measure{place}"


def _nobody(row: Any) -> None:
    """A row of figures, or of what was copied, leads to no person."""


@cache
def _attributes(paths: tuple[str, ...]) -> Callable[[Any], Names]:
    read: Callable[[Any], Any] = attrgetter(*(path.replace("__", ".") for path in paths))
    return read if len(paths) > 1 else lambda row: (read(row),)
