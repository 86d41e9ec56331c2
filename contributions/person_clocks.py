"""The clocks of people on a day, from their paid months and the rules of that day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.clocks import ClockRules, Clocks, DeathCover, clocks_on
from contributions.models import Bill, BillLine, ClockRule
from contributions.rates import ClockLimit
from contributions.selectors import clock_rules_on
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from workers.models import Worker

Kind = ClockRule.Kind
# Without any of these no clock can be read.
_CLOCKS = {
    Kind.FULL_DEATH_MONTHS,
    Kind.LAPSE_MONTHS,
    Kind.SCHOLARSHIP_MONTHS,
    Kind.RESTART_GAP_MONTHS,
    Kind.AGE_LIMIT,
}


@dataclass(frozen=True, slots=True)
class RulesOfDay:
    """The waiting times of a day as numbers, and where each is written."""

    rules: ClockRules
    limits: Mapping[str, ClockLimit]

    def basis(self, kind: str) -> str:
        return self.limits[kind].legal_basis


def rules_on(on: date) -> RulesOfDay | None:
    """Read the waiting times in force on a day; None while the office has not set them all."""
    return rules_of(clock_rules_on(on))


def rules_of(limits: Mapping[str, ClockLimit]) -> RulesOfDay | None:
    """Give the waiting times among limits that were read; None while one of them is missing."""
    if not limits.keys() >= _CLOCKS:
        return None
    return RulesOfDay(
        ClockRules(
            full_death=limits[Kind.FULL_DEATH_MONTHS].value,
            lapse=limits[Kind.LAPSE_MONTHS].value,
            restart_gap=limits[Kind.RESTART_GAP_MONTHS].value,
            scholarship=limits[Kind.SCHOLARSHIP_MONTHS].value,
            age_limit=limits[Kind.AGE_LIMIT].value,
        ),
        limits,
    )


def paid_months(worker_ids: Collection[int]) -> dict[int, list[date]]:
    """Give the paid months of people, of all periods, by worker id; one query."""
    months: dict[int, list[date]] = defaultdict(list)
    lines = BillLine.objects.filter(worker__among=worker_ids, bill__state=Bill.State.PAID)
    for worker, month in lines.order_by().values_list("worker", "month"):
        months[worker].append(month)
    return months


def clocks_of(workers: Iterable[Worker], on: date, of_day: RulesOfDay) -> dict[int, Clocks]:
    """Read the clocks of people on a day, by worker id; one query."""
    people = list(workers)
    paid = paid_months([worker.pk for worker in people])
    return {
        worker.pk: clocks_on(
            on, paid=paid[worker.pk], birth_date=worker.birth_date, rules=of_day.rules
        )
        for worker in people
    }


class Watch(models.TextChoices):
    """The lists of people whose clock needs somebody's eye; the values stand in addresses."""

    LAPSE = "terancam-nonaktif", _("Terancam nonaktif")
    NOT_FULL = "belum-penuh", _("Belum penuh JKM")
    AGE = "batas-usia", _("Akan melewati batas usia")

    @property
    def rule(self) -> str:
        """The rule behind the list."""
        return {
            Watch.LAPSE: Kind.LAPSE_MONTHS,
            Watch.NOT_FULL: Kind.FULL_DEATH_MONTHS,
            Watch.AGE: Kind.AGE_LIMIT,
        }[self]


@dataclass(frozen=True, slots=True)
class Watched:
    """One person on such a list."""

    enrollment: Enrollment
    clocks: Clocks


def watched(
    period: EnrollmentPeriod, *, user: User, on: date, of_day: RulesOfDay, until: date
) -> dict[Watch, list[Watched]]:
    """List the registered people of a period whose clocks need an eye, the most urgent first.

    Takes   until: the last day of the look ahead for the age limit.
    Costs   two queries; memory for the registered people in the user's scope.
    Source  docs/rules.md, M-5.
    """
    rows = list(_running(period, user, on))
    clocks = clocks_of((row.worker for row in rows), on, of_day)
    found: dict[Watch, list[Watched]] = {watch: [] for watch in Watch}
    for row in rows:
        one = Watched(row, clocks[row.worker_id])
        if one.clocks.unpaid_months or one.clocks.death == DeathCover.LAPSED:
            found[Watch.LAPSE].append(one)
        if one.clocks.death in {DeathCover.NONE, DeathCover.BURIAL_ONLY}:
            found[Watch.NOT_FULL].append(one)
        if on <= one.clocks.limit_age_on <= until:
            found[Watch.AGE].append(one)
    found[Watch.LAPSE].sort(key=lambda one: one.clocks.lapses_on or date.min)
    found[Watch.NOT_FULL].sort(key=lambda one: one.clocks.full_from or date.max, reverse=True)
    found[Watch.AGE].sort(key=lambda one: one.clocks.limit_age_on)
    return found


def _running(period: EnrollmentPeriod, user: User, on: date) -> QuerySet[Enrollment]:
    return (
        Enrollment.objects.in_scope(user)
        .filter(period=period, status=Status.REGISTERED, starts_on__lte=on, ended_on__isnull=True)
        .select_related("worker__village", "worker__occupation", "period")
        .order_by("worker__name_key", "pk")
    )
