"""Whom a decree could name: the verified, and of the waiting list as many as find a place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from accounts.models import Agency, User
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod
from enrollment.places import PUBLISHED_ORDER, turns
from enrollment.transitions import Status
from places.models import Village
from workers.models import OccupationCategory, Worker
from workers.search import search

# Who may still be named by a decree.
NAMEABLE = frozenset({Status.VERIFIED, Status.WAITLISTED})


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody asks for; what is empty narrows nothing."""

    period: EnrollmentPeriod
    village: Village | None = None
    occupation: OccupationCategory | None = None
    agency: Agency | None = None
    text: str = ""
    with_waiting: bool = False


@dataclass(slots=True)
class Candidates:
    """Who fits a choice: those to be named, and how many stay out and why."""

    ids: list[int] = field(default_factory=list)
    from_waiting: int = 0
    without_place: int = 0
    in_drafts: int = 0
    villages: Counter[str] = field(default_factory=Counter)
    occupations: Counter[str] = field(default_factory=Counter)

    @property
    def by_village(self) -> list[tuple[str, int]]:
        return self.villages.most_common()

    @property
    def by_occupation(self) -> list[tuple[str, int]]:
        return self.occupations.most_common()


def candidates(choice: Choice, user: User) -> Candidates:
    """Find whom a choice means, of those who wait the ones whose turn it is; three queries.

    Whether a place is left is counted here only for show: signing takes the places one by one.
    """
    waiting = turns(choice.period) if choice.with_waiting else {}
    found = Candidates()
    for pk, status, village, occupation, is_drafted in _rows(choice, user):
        if is_drafted:
            found.in_drafts += 1
            continue
        if status == Status.WAITLISTED:
            # Who came to the list between the two reads is left for the next draft.
            if pk not in waiting or waiting[pk].full:
                found.without_place += 1
                continue
            found.from_waiting += 1
        found.ids.append(pk)
        found.villages[village] += 1
        found.occupations[occupation] += 1
    return found


def _rows(choice: Choice, user: User) -> Iterator[tuple[int, str, str, str, bool]]:
    statuses = NAMEABLE if choice.with_waiting else {Status.VERIFIED}
    narrowed = {
        "worker__village": choice.village,
        "worker__occupation": choice.occupation,
        "worker__occupation__agency": choice.agency,
    }
    rows = Enrollment.objects.in_scope(user).filter(
        Q(**{path: value for path, value in narrowed.items() if value is not None}),
        period=choice.period,
        status__in=statuses,
    )
    if choice.text.strip():
        rows = rows.filter(worker__in=search(Worker.objects.all(), choice.text))
    drafted = DecreeLine.objects.filter(
        enrollment=OuterRef("pk"), decree__state=Decree.State.DRAFT
    )
    yield from (
        rows.order_by(*PUBLISHED_ORDER)
        .annotate(is_drafted=Exists(drafted))
        .values_list(
            "pk",
            "status",
            "worker__village__name",
            "worker__occupation__name",
            "is_drafted",
        )
    )
