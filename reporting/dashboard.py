"""What the first page shows: true figures, each with the list it counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import villages_for
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.people import WITHOUT, count_standings
from enrollment.selectors import current_period
from enrollment.standing import Standing, standing_q
from places.models import Village
from reporting import charts
from reporting.duties import Duty, Reminder, duties_of, reminders_of
from workers.models import OccupationCategory, Worker

# The way of an enrollment, from the first step to the last.
WAY = (
    Standing.WAITING,
    Standing.RETURNED,
    Standing.VERIFIED,
    Standing.WAITLISTED,
    Standing.DECREED,
    Standing.UPCOMING,
    Standing.ACTIVE,
)
# Off the way: told below the bar where there are any.
ASIDE = (Standing.REJECTED, Standing.REFUSED, Standing.WITHDRAWN, Standing.EXPIRED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the list behind it."""

    label: Any
    count: int
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page, for one reader and one day."""

    period: EnrollmentPeriod | None
    figures: list[Figure]
    way: list[charts.Segment]
    aside: list[Figure]
    duties: list[Duty]
    reminders: list[Reminder]
    map: charts.TileMap
    by_village: list[charts.Bar]
    by_occupation: list[charts.Bar]

    @property
    def is_of_one_village(self) -> bool:
        """Tell whether a table by kelurahan would have one row."""
        return len(self.by_village) == 1


def build_dashboard(*, user: User, on: date) -> Dashboard:
    """Count what a member of staff may see, as it stands on a day in the period of that day.

    Costs   a fixed number of queries for each role.
    """
    period = current_period(on)
    counts = count_standings(Worker.objects.in_scope(user), period=period, on=on)
    by_village, by_occupation = _count_active(user, period, on)
    villages = {
        village.code: charts.Bar(
            village.name,
            by_village[village.code],
            _list(period, kelurahan=village.code, status=Standing.ACTIVE),
        )
        for village in villages_for(user)
    }
    return Dashboard(
        period=period,
        figures=_figures(counts.people, counts.by_standing, period),
        way=charts.segments(
            [
                (step.value, step.label, counts.by_standing[step], _list(period, status=step))
                for step in WAY
            ]
        ),
        aside=[
            Figure(step.label, counts.by_standing[step], _list(period, status=step))
            for step in ASIDE
            if counts.by_standing[step]
        ],
        duties=duties_of(user, period=period, on=on, counts=counts.by_standing),
        reminders=list(reminders_of(user, period)),
        map=charts.tile_map(Village.objects.all(), villages),
        by_village=charts.bars(villages.values()),
        by_occupation=charts.bars(
            charts.Bar(
                category.name,
                by_occupation[category.slug],
                _list(period, pekerjaan=category.slug, status=Standing.ACTIVE),
            )
            for category in OccupationCategory.objects.in_scope(user)
            if category.is_active or by_occupation[category.slug]
        ),
    )


def _figures(
    people: int, by_standing: Mapping[str, int], period: EnrollmentPeriod | None
) -> list[Figure]:
    chosen = (
        (Standing.ACTIVE.value, _("Aktif hari ini"), "shield-check"),
        (Standing.WAITING.value, _("Menunggu verifikasi"), "clock"),
        (WITHOUT, _("Belum diusulkan"), "user-plus"),
    )
    return [
        Figure(_("Pekerja tercatat"), people, _list(period), "users"),
        *[
            Figure(label, by_standing[status], _list(period, status=status), icon)
            for status, label, icon in chosen
        ],
    ]


def _count_active(
    user: User, period: EnrollmentPeriod | None, on: date
) -> tuple[Counter[str], Counter[str]]:
    """Count the people under cover by kelurahan code and by occupation slug; one query.

    Nobody is counted twice: the days of one person's enrollments do not overlap.
    """
    by_village: Counter[str] = Counter()
    by_occupation: Counter[str] = Counter()
    rows = (
        Enrollment.objects.in_scope(user)
        .filter(standing_q(Standing.ACTIVE, on), period=period)
        .order_by()
        .values_list("worker__village", "worker__occupation__slug")
        .annotate(Count("pk"))
    )
    for village, occupation, count in rows:
        by_village[village] += count
        by_occupation[occupation] += count
    return by_village, by_occupation


def _list(period: EnrollmentPeriod | None, **filters: str) -> str:
    """Give the address of the list of workers that shows exactly the people counted."""
    values = {name: str(value) for name, value in filters.items()}
    if period is not None:
        values["periode"] = period.code
    return f"{reverse('enrollment:worker_list')}?{urlencode(values)}"
