"""What a kind of roster is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import NamedTuple

from django.db.models.aggregates import Aggregate
from django.utils.functional import Promise

from enrollment.models import Enrollment
from reporting.columns import Column
from reporting.papers import F4_LANDSCAPE, Paper

Names = tuple[str, ...]
# What a list shows unless somebody asks for another status; the value stands in addresses.
REGISTERED = "terdaftar"


class Line(NamedTuple):
    """What a column reads its value from: one enrollment and its place in the list."""

    number: int
    number_in_group: int
    enrollment: Enrollment


class Signers(Enum):
    """Who signs below a list."""

    OFFICE = auto()  # the office, and the head of the kelurahan whose list it is
    HANDOVER = auto()  # whoever hands something over, before the head of the kelurahan


@dataclass(frozen=True, slots=True)
class Grouping:
    """How a list falls into groups; ``paths`` leads to the group's key and then to its names.

    ``order`` sorts the groups; rows of one group stand together under it.
    """

    paths: tuple[str, ...]
    order: tuple[str, ...]
    title: Callable[[Names], str]
    total_label: Callable[[Names], str]

    def names_of(self, enrollment: Enrollment) -> Names:
        """Read the key and the names of the group an enrollment belongs to."""
        return attrgetter(*(path.replace("__", ".") for path in self.paths))(enrollment)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of every total, counted the same by Python and by the database."""

    label: str | Promise
    of: Callable[[Enrollment], int]
    aggregate: Aggregate


@dataclass(frozen=True, slots=True)
class RosterKind:
    """A kind of list: what it shows, of whom, in which order and on what paper.

    ``order_by`` sorts the rows of a group; ``row_height`` is the least height of a person's row
    on paper, in millimetres, where people write into it.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    audience: str | Promise
    file_stem: str
    columns: tuple[Column, ...]
    grouping: Grouping
    order_by: tuple[str, ...]
    measures: tuple[Measure, ...]
    related: tuple[str, ...]
    paper: Paper = F4_LANDSCAPE
    formats: tuple[str, ...] = ("pdf", "xlsx")
    usual_status: str = REGISTERED
    may_show_full_nik: bool = True
    row_height: int = 0
    signers: Signers = Signers.OFFICE

    @property
    def offers_full_nik(self) -> bool:
        """Tell whether somebody who may see full NIKs can ask for them in this list."""
        return self.may_show_full_nik and any(column.sensitive for column in self.columns)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of the whole list: its groups, then the rows of each."""
        return (*self.grouping.order, *self.order_by)
