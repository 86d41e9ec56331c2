"""The steps of the year and what waits in each, within somebody's scope."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from enrollment.models import Decree, Enrollment, EnrollmentPeriod, Quota, RenewalAnswer
from enrollment.renewals import sources_of
from enrollment.transitions import LIVE


@dataclass(frozen=True, slots=True)
class Year:
    """Numbers of one period: people by status, ended covers, places, papers, answers."""

    people: Counter[str]
    ended: int
    quota: int | None
    used: int
    drafts: int
    signed: int
    answers: int
    can_renew: bool

    @property
    def wanted(self) -> int:
        """Count everybody who holds a place or wants one."""
        return sum(number for status, number in self.people.items() if status in LIVE)


def year_of(period: EnrollmentPeriod, user: User) -> Year:
    """Count a period: people in a user's scope, places and papers of the whole city.

    Costs   six queries, one more where the period has no ceiling, whatever the number of people.
    """
    people: Counter[str] = Counter()
    ended = 0
    rows = Enrollment.objects.in_scope(user).filter(period=period).order_by()
    for status, number, over in rows.values_list("status").annotate(
        number=Count("pk"), over=Count("pk", filter=Q(ended_on__isnull=False))
    ):
        people[status] = number - over
        ended += over
    whole = Quota.objects.filter(period=period, village=None, occupation=None, agency=None).first()
    papers = Decree.objects.filter(period=period).aggregate(
        drafts=Count("pk", filter=Q(state=Decree.State.DRAFT)),
        signed=Count("pk", filter=Q(state=Decree.State.SIGNED)),
    )
    return Year(
        people=people,
        ended=ended,
        quota=whole.total if whole else period.quota,
        used=whole.used if whole else _holders(period),
        answers=RenewalAnswer.objects.in_scope(user).filter(enrollment__period=period).count(),
        can_renew=_can_renew(),
        **papers,
    )


def _holders(period: EnrollmentPeriod) -> int:
    return Enrollment.objects.filter(period=period, place_village__isnull=False).count()


def _can_renew() -> bool:
    """Tell whether the newest period that is not closed continues another one."""
    periods = EnrollmentPeriod.objects.exclude(state=EnrollmentPeriod.State.CLOSED)
    newest = periods.order_by("-starts_on", "code").first()
    return newest is not None and bool(sources_of(newest))
