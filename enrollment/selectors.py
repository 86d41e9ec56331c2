"""Facts about periods, limits and places, each read in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from accounts.models import User
from common.problems import Problem, Severity, blocking
from enrollment.models import (
    EligibilityLimit,
    Enrollment,
    EnrollmentPeriod,
    FieldCheck,
    OtherCover,
)
from enrollment.rules import (
    Cover,
    FieldVisit,
    Limit,
    Limits,
    UnitCover,
    check_eligibility,
    check_field_visit,
)
from enrollment.transitions import LIVE, Status
from workers.models import Worker
from workers.nik import tidy


def limits_on(on: date) -> Limits:
    """Give the eligibility limits in force on a day, by kind; one query."""
    return limits_on_days({on})[on]


def limits_on_days(days: Collection[date]) -> dict[date, Limits]:
    """Give the eligibility limits in force on each of some days, by kind; one query."""
    rows = list(EligibilityLimit.objects.order_by("valid_from"))
    return {
        day: {
            row.kind: Limit(row.kind, row.value, Severity(row.effect), row.legal_basis)
            for row in rows
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        }
        for day in days
    }


def current_period(on: date) -> EnrollmentPeriod | None:
    """Give the period a screen starts with.

    That is the open one around the day, else the next open one, else the latest of all.
    """
    opened = EnrollmentPeriod.objects.open()
    return (
        opened.around(on).first()
        or opened.order_by("starts_on").filter(starts_on__gt=on).first()
        or EnrollmentPeriod.objects.exclude(state=EnrollmentPeriod.State.DRAFT).first()
    )


def first_day_of_cover(period: EnrollmentPeriod, on: date) -> date:
    """Give the day on which somebody proposed now would start: the first of next month, in it.

    Before the period starts that is its first day.
    """
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return min(max(period.starts_on, following), period.ends_on)


def covers_of(
    worker_ids: Collection[int], *, except_ids: Collection[int] = ()
) -> dict[int, list[Cover]]:
    """Give the days on which people hold live places, by worker id; one query."""
    covers: dict[int, list[Cover]] = defaultdict(list)
    rows = (
        Enrollment.objects.live()
        .filter(worker__among=worker_ids)
        .exclude(pk__in=except_ids)
        .select_related("period")
    )
    for row in rows:
        covers[row.worker_id].append(Cover(row.starts_on, row.last_day, row.period.name))
    return covers


def unit_covers_of(niks: Collection[str]) -> dict[str, list[UnitCover]]:
    """Give the days on which other units cover people, by NIK, the latest first; one query.

    Not bound to anybody's scope: that a unit covers a person counts for whoever proposes them.
    """
    covers: dict[str, list[UnitCover]] = defaultdict(list)
    rows = OtherCover.objects.filter(nik__among=niks).order_by("-starts_on", "unit")
    for nik, unit, first, last in rows.values_list("nik", "unit", "starts_on", "ends_on"):
        covers[nik].append(UnitCover(unit, first, last))
    return covers


def field_checks_of(enrollment_ids: Collection[int]) -> dict[int, FieldCheck]:
    """Give the latest field check of enrollments, by enrollment id; one query."""
    rows = FieldCheck.objects.filter(enrollment__among=enrollment_ids)
    return {row.enrollment_id: row for row in rows.order_by("checked_on", "pk")}


def field_problems_of(rows: Sequence[Enrollment]) -> dict[int, list[Problem]]:
    """Give what the field check leaves open before each row is verified, by id; two queries."""
    checks = field_checks_of([row.pk for row in rows])
    limits = limits_on_days({row.starts_on for row in rows})
    return {
        row.pk: check_field_visit(visit_of(checks.get(row.pk)), limits[row.starts_on])
        for row in rows
    }


def visit_of(check: FieldCheck | None) -> FieldVisit | None:
    """Give a field check as a fact of the rules."""
    if check is None:
        return None
    return FieldVisit(check.checked_on, check.works, check.able_to_work, check.has_statement)


def is_resident(village_code: str) -> bool:
    """Tell whether a kelurahan belongs to the city this registry serves."""
    return village_code.startswith(settings.CITY_CODE)


def check_person(
    *, nik: str, birth_date: date, village_code: str, first_day: date, last_day: date
) -> list[Problem]:
    """Check somebody who is not on record yet; two queries.

    Takes   village_code: empty while nobody has chosen a kelurahan.
    """
    return check_eligibility(
        birth_date=birth_date,
        is_resident=not village_code or is_resident(village_code),
        died_on=None,
        covers=(),
        unit_covers=unit_covers_of([nik])[nik],
        first_day=first_day,
        last_day=last_day,
        limits=limits_on(first_day),
    )


def check_worker(
    worker: Worker, *, first_day: date, last_day: date, except_ids: Collection[int] = ()
) -> list[Problem]:
    """Check one known person for some days of cover; three queries."""
    return check_eligibility(
        birth_date=worker.birth_date,
        is_resident=is_resident(worker.village_id),
        died_on=worker.died_on,
        covers=covers_of([worker.pk], except_ids=except_ids)[worker.pk],
        unit_covers=unit_covers_of([worker.nik])[worker.nik],
        first_day=first_day,
        last_day=last_day,
        limits=limits_on(first_day),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """A period for which somebody could be proposed now, with what speaks against it."""

    period: EnrollmentPeriod
    first_day: date
    problems: list[Problem]

    @property
    def is_free(self) -> bool:
        return not blocking(self.problems)


def openings_for(worker: Worker, on: date) -> list[Opening]:
    """Check a person against every open period in which they hold no place yet.

    Costs   three queries and one for each open period.
    """
    covers = covers_of([worker.pk])[worker.pk]
    unit_covers = unit_covers_of([worker.nik])[worker.nik]
    openings = []
    held = Enrollment.objects.live().filter(worker=worker, ended_on__isnull=True)
    periods = EnrollmentPeriod.objects.open().filter(ends_on__gte=on)
    for period in periods.exclude(pk__in=held.values("period")):
        first_day = first_day_of_cover(period, on)
        problems = check_eligibility(
            birth_date=worker.birth_date,
            is_resident=is_resident(worker.village_id),
            died_on=worker.died_on,
            covers=covers,
            unit_covers=unit_covers,
            first_day=first_day,
            last_day=period.ends_on,
            limits=limits_on(first_day),
        )
        openings.append(Opening(period, first_day, problems))
    return openings


def periods_with_counts(user: User) -> list[EnrollmentPeriod]:
    """List all periods with ``places``, ``waiting`` and ``registered`` counts of a user's scope.

    Costs   two queries, whatever the number of periods.
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Enrollment.objects.in_scope(user).order_by()
    for period_id, status, count in rows.values_list("period", "status").annotate(Count("pk")):
        if status in LIVE:
            counts[period_id][status] = count
    periods: list[Any] = list(EnrollmentPeriod.objects.select_related("funding_source", "agency"))
    for period in periods:
        found = counts[period.pk]
        period.places = found.total()
        period.waiting = found[Status.PROPOSED]
        period.registered = found[Status.REGISTERED]
    return periods


def was_used(form_token: str, nik: str) -> bool:
    """Tell whether a rendered form has already led to an enrollment of the person typed into it.

    Takes   nik: as typed.
    """
    try:
        token = UUID(form_token)
    except ValueError:
        return False
    return Enrollment.objects.filter(form_token=token, worker__nik=tidy(nik)).exists()
