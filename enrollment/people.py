"""People with their place in one period: what the list of workers shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef

from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.standing import Standing, standing_of, standing_q
from enrollment.transitions import LIVE
from workers.models import Worker, WorkerQuerySet

# The address value for people who hold no place in the period.
WITHOUT = "tanpa"


@dataclass(frozen=True, slots=True)
class Line:
    """A person and the enrollment of the period that matters most; None when there is none."""

    worker: Worker
    enrollment: Enrollment | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people there are, by standing; ``people`` is capped when ``is_capped``."""

    people: int
    by_standing: dict[str, int]
    is_capped: bool = False


def people_standing(
    people: WorkerQuerySet, standing: str, *, period: EnrollmentPeriod | None, on: date
) -> WorkerQuerySet:
    """Keep the people who stand so in a period on a day.

    Takes   standing: a value of ``Standing``, ``WITHOUT``, or empty for everybody.
    Costs   no query by itself.
    """
    if not standing:
        return people
    places = Enrollment.objects.filter(worker=OuterRef("pk"), period=period)
    if standing == WITHOUT:
        return people.exclude(Exists(places))
    return people.filter(Exists(places.filter(standing_q(Standing(standing), on))))


def count_standings(
    people: WorkerQuerySet, *, period: EnrollmentPeriod | None, on: date, cap: int | None = None
) -> Counts:
    """Count people by how they stand in a period on a day.

    Takes   people: in the asker's scope; cap: stop counting at this many people, for a search
            whose matches nobody wants counted to the last one.
    Costs   two queries; one when capped.
    """
    chosen: Any = people.order_by().values("pk")
    if cap is None:
        found = people.count()
    else:
        # Few people: their ids lead the database to their places, not the other way round.
        chosen = list(people.order_by().values_list("pk", flat=True)[: cap + 1])
        found = len(chosen)
        if found > cap:
            return Counts(cap, {}, is_capped=True)
    # A person may hold an ended and a new place in one period, hence the distinct counts.
    totals = Enrollment.objects.filter(period=period, worker__in=chosen).aggregate(
        everyone=Count("worker", distinct=True),
        **{
            standing.name: Count("worker", distinct=True, filter=standing_q(standing, on))
            for standing in Standing
        },
    )
    by_standing = {standing.value: totals[standing.name] for standing in Standing}
    return Counts(found, {**by_standing, WITHOUT: found - totals["everyone"]})


def lines_of(
    workers: Iterable[Worker], *, period: EnrollmentPeriod | None, on: date
) -> list[Line]:
    """Set people beside their enrollments of a period; one query."""
    people = list(workers)
    places: dict[int, Enrollment] = {}
    rows = Enrollment.objects.filter(worker__in=people, period=period)
    for row in sorted(rows.select_related("period"), key=_weight):
        places[row.worker_id] = row
    return [
        Line(worker, row, standing_of(row, on) if row else None)
        for worker in people
        for row in [places.get(worker.pk)]
    ]


def _weight(row: Enrollment) -> tuple[bool, bool, int]:
    return row.status in LIVE, row.ended_on is None, row.pk
