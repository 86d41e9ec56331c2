"""Who may be called up, who was, and whose card still waits; a fixed number of queries each."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When

from accounts.models import User
from ceremonies.choosing import Candidate
from ceremonies.models import Ceremony, Recipient, RecipientQuerySet
from enrollment.models import DecreeLine, Enrollment, EnrollmentPeriod, EnrollmentQuerySet
from enrollment.transitions import Status


def in_force_q(on: date) -> Q:
    """Give the filter for registered, living people whose cover holds on a day."""
    return Q(status=Status.REGISTERED, starts_on__lte=on, worker__died_on__isnull=True) & (
        Q(ended_on__gte=on) | Q(ended_on__isnull=True, period__ends_on__gte=on)
    )


def covered_by(ceremony: Ceremony) -> Q:
    """Give the filter for everybody whom a ceremony is held for, covered on its day."""
    covered = in_force_q(ceremony.held_on) & Q(period=ceremony.period_id)
    if ceremony.decree_id:
        named = DecreeLine.objects.filter(decree=ceremony.decree_id)
        covered &= Q(pk__in=named.exclude(change=DecreeLine.Change.REMOVED).values("enrollment"))
    return covered


def nearest_ceremony(on: date) -> Ceremony | None:
    """Give the next ceremony from a day on, or else the last one before it; one query."""
    to_come = Case(When(held_on__gte=on, then=F("held_on")))
    return Ceremony.objects.order_by(to_come.asc(nulls_last=True), "-held_on", "-pk").first()


def candidates_for(ceremony: Ceremony, user: User) -> list[Candidate]:
    """List who may be called up at a ceremony, with how often they were before; two queries."""
    people = Enrollment.objects.in_scope(user).filter(covered_by(ceremony))
    rows = people.order_by("pk").values_list(
        "pk", "worker__occupation", "worker__village", "worker__sex", "worker"
    )
    before = _appearances(ceremony)
    return [
        Candidate(pk, occupation, village, sex, before[worker])
        for pk, occupation, village, sex, worker in rows
    ]


def as_candidates(recipients: Iterable[Recipient]) -> list[Candidate]:
    """Give recipients, read with their workers, as the choosing sees them."""
    return [
        Candidate(
            row.pk,
            row.enrollment.worker.occupation_id,
            row.enrollment.worker.village_id,
            row.enrollment.worker.sex,
        )
        for row in recipients
    ]


def recipients_of(ceremony: Ceremony, user: User) -> RecipientQuerySet:
    """List the people of a ceremony whom a user may see, in the order of calling."""
    return (
        Recipient.objects.in_scope(user)
        .filter(ceremony=ceremony)
        .select_related("enrollment__worker__village", "enrollment__worker__occupation")
        .order_by("part", "position", "pk")
    )


def ceremonies_with_counts() -> "QuerySet[Ceremony]":
    """List all ceremonies with ``called`` and ``arrived`` counts, the latest first."""
    called = Q(recipients__part=Recipient.Part.CALLED)
    return Ceremony.objects.select_related("period", "organiser").annotate(
        called=Count("recipients", filter=called),
        arrived=Count("recipients", filter=called & Q(recipients__arrived_at__isnull=False)),
    )


def card_owners(period: EnrollmentPeriod, user: User) -> EnrollmentQuerySet:
    """List the people of a period to whom a card belongs, as far as a user may see them."""
    return Enrollment.objects.in_scope(user).filter(
        period=period, status=Status.REGISTERED, ended_on__isnull=True
    )


def _appearances(ceremony: Ceremony) -> Counter[int]:
    """Count by worker how often somebody was called up at other ceremonies until that day."""
    rows = Recipient.objects.filter(
        part=Recipient.Part.CALLED, ceremony__held_on__lte=ceremony.held_on
    ).exclude(ceremony=ceremony)
    return Counter(rows.order_by().values_list("enrollment__worker", flat=True))
