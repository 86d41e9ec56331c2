"""Recaps across two things: what they count in columns is known when their rows are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from reporting.columns import Column, Kind
from reporting.kinds import Line, Measure, Recap, measure_key
from workers.models import OccupationCategory

# So many columns have room for headings that lie; the headings of more run upwards.
_MOST_LYING = 10
_LONGEST_HEADING = 40
_WIDTH = 8.0
_TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Recap):
    """A recap with a column for every part of its figure that somebody is counted in.

    ``columns`` are those before the figures; ``measures`` is the one figure, whose sum ends each
    row; ``across`` reads its parts from the rows, each with the key of a column of its own.
    """

    across: Callable[[QuerySet[Any]], Iterable[Measure]]

    def settled(self, found: QuerySet[Any]) -> Recap:
        """Give the recap with the columns that these rows need; one query."""
        (whole,) = self.measures
        measures = (replace(whole, column=_TOTAL), *self.across(found))
        total, *parts = [_column(place, measure) for place, measure in enumerate(measures)]
        is_turned = len(parts) > _MOST_LYING
        kept = {field.name: getattr(self, field.name) for field in fields(Recap)}
        columns = (
            *self.columns,
            *(replace(part, turned=is_turned) for part in parts),
            replace(total, heading=_("Jumlah")),
        )
        return Recap(**kept | {"columns": columns, "measures": measures})


def occupations_of(found: QuerySet[Any]) -> list[Measure]:
    """Count the people of each occupation that somebody among them has; one query."""
    present = OccupationCategory.objects.filter(
        pk__in=found.order_by().values("worker__occupation")
    )
    return [_of(occupation) for occupation in present.order_by("position", "slug")]


def _of(occupation: OccupationCategory) -> Measure:
    def of(row: Any, on: date) -> int:
        return row.worker.occupation_id == occupation.pk

    return Measure(
        clean_text(occupation.name),
        of,
        lambda on: Count("pk", filter=Q(worker__occupation=occupation.pk)),
        column=f"occupation_{occupation.slug}",
    )


def _column(place: int, measure: Measure) -> Column:
    key = measure_key(place)

    def value(line: Line) -> int:
        figure: int = line.row[key]
        return figure

    heading = Truncator(str(measure.label)).chars(_LONGEST_HEADING)
    return Column(measure.column, heading, value, Kind.NUMBER, _WIDTH)
