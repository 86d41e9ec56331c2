"""Renewal by exception: last period's people against the next period, before anything is written.

Nobody is renewed by silence and nobody is dropped by it: who has not been answered for is a list
of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.months import add_months, first_of, months_between
from common.problems import Problem, blocking
from enrollment import selectors
from enrollment.models import (
    Enrollment,
    EnrollmentPeriod,
    EnrollmentQuerySet,
    PresetColumn,
    RenewalAnswer,
)
from enrollment.rules import check_eligibility
from enrollment.submission_selectors import default_preset, rows_to_send
from enrollment.transitions import ENDABLE, LIVE, EndReason

Answer = RenewalAnswer.Answer

NOTHING_TO_RENEW = _(
    "Belum ada yang bisa diperpanjang. Buat periode baru yang berakhir sesudah periode sekarang."
)
STAYING = frozenset({Answer.STAYS, Answer.CHANGED_WORK})
# What an answer means for the old cover when the day of the fact lies within it.
END_REASONS: dict[Answer, EndReason] = {
    Answer.DIED: EndReason.DIED,
    Answer.MOVED: EndReason.MOVED,
    Answer.WAGE_EARNER: EndReason.WAGE_EARNER,
    Answer.STOPPED_WORKING: EndReason.STOPPED_WORKING,
    Answer.RESIGNED: EndReason.RESIGNED,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of the old period: what was answered, and what speaks against the new one.

    ``lacking`` names the columns of the file for BPJS that would stay empty.
    """

    enrollment: Enrollment
    answer: RenewalAnswer | None
    problems: list[Problem]
    lacking: list[str]


@dataclass(slots=True)
class Rehearsal:
    """What opening the new period would do, in lists of people; nothing is written.

    ``staying`` would be proposed; ``barred`` were said to stay but may not be covered;
    ``leaving`` were said to leave; nobody has answered for ``silent``; ``done`` hold a place in
    the new period already.
    """

    source: EnrollmentPeriod
    period: EnrollmentPeriod
    first_day: date
    staying: list[Candidate] = field(default_factory=list)
    barred: list[Candidate] = field(default_factory=list)
    leaving: list[Candidate] = field(default_factory=list)
    silent: list[Candidate] = field(default_factory=list)
    done: list[Candidate] = field(default_factory=list)

    @property
    def lacking_papers(self) -> list[Candidate]:
        """Those who would be proposed although BPJS will ask for something of them."""
        return [candidate for candidate in self.staying if candidate.lacking]

    @property
    def gap_months(self) -> list[date]:
        """The months between the old period and the first day in the new one."""
        return gap_months(self.source, self.first_day)


def gap_months(source: EnrollmentPeriod, first_day: date) -> list[date]:
    """Give the whole months after a period in which nobody is covered until a day."""
    first = add_months(first_of(source.ends_on), 1)
    return [month for month in months_between(first, first_day) if month < first_of(first_day)]


def renewable(source: EnrollmentPeriod) -> EnrollmentQuerySet:
    """Keep who a period covers to its end, or until it was closed."""
    return Enrollment.objects.filter(
        Q(ended_on__isnull=True) | Q(end_reason=EndReason.PERIOD_CLOSED),
        period=source,
        status__in=ENDABLE,
    )


def answerable(source: EnrollmentPeriod, period: EnrollmentPeriod) -> EnrollmentQuerySet:
    """Keep who could be renewed, and whose answer has ended the old cover before its time."""
    left = RenewalAnswer.objects.filter(period=period).exclude(answer__in=STAYING)
    return renewable(source) | Enrollment.objects.filter(
        period=source, status__in=ENDABLE, pk__in=left.order_by().values("enrollment")
    )


def answers_of(
    period: EnrollmentPeriod, enrollment_ids: Collection[int]
) -> dict[int, RenewalAnswer]:
    """Give the answers for a new period by old enrollment; one query."""
    rows = RenewalAnswer.objects.filter(period=period, enrollment__among=enrollment_ids)
    return {row.enrollment_id: row for row in rows.select_related("occupation")}


def sources_of(period: EnrollmentPeriod) -> list[EnrollmentPeriod]:
    """Give the periods a new one may continue: those that end before it does, newest first."""
    earlier = EnrollmentPeriod.objects.filter(ends_on__lt=period.ends_on).exclude(pk=period.pk)
    return list(earlier.exclude(state=EnrollmentPeriod.State.DRAFT).order_by("-ends_on", "code"))


def chosen_periods(
    period: EnrollmentPeriod | None, source: EnrollmentPeriod | None
) -> tuple[EnrollmentPeriod, EnrollmentPeriod] | None:
    """Give a new period and the one it continues; the usual ones where an address names none.

    Gives   None while there is no period that could be continued.
    """
    if period is None:
        ahead = EnrollmentPeriod.objects.exclude(state=EnrollmentPeriod.State.CLOSED)
        period = ahead.select_related("funding_source").order_by("-starts_on", "code").first()
    sources = sources_of(period) if period else []
    if period is None or not sources:
        return None
    return period, source if source in sources else sources[0]


def rehearse(
    source: EnrollmentPeriod, period: EnrollmentPeriod, *, user: User, on: date
) -> Rehearsal:
    """Say who of a period would go on into another one, who not, and why.

    Takes   user: whose people it is about.
    Costs   a fixed number of queries, whatever the number of people.
    Source  docs/rules.md, E-26.
    """
    first_day = selectors.first_day_of_cover(period, on)
    found = Rehearsal(source, period, first_day)
    for candidate, is_done in _candidates(
        answerable(source, period).in_scope(user), period, first_day
    ):
        answer = candidate.answer.answer if candidate.answer else None
        if is_done:
            found.done.append(candidate)
        elif answer is None:
            found.silent.append(candidate)
        elif answer not in STAYING:
            found.leaving.append(candidate)
        elif blocking(candidate.problems):
            found.barred.append(candidate)
        else:
            found.staying.append(candidate)
    return found


def _candidates(
    people: EnrollmentQuerySet, period: EnrollmentPeriod, first_day: date
) -> Iterator[tuple[Candidate, bool]]:
    """Go through people by kelurahan and name, each with whether the new period has them."""
    preset = default_preset()
    columns: list[PresetColumn] = list(preset.columns.all()) if preset else []
    sent = rows_to_send(people, columns)
    rows = [one.enrollment for one in sent]
    workers = [row.worker_id for row in rows]
    answers = answers_of(period, [row.pk for row in rows])
    covers = selectors.covers_of(workers, except_ids=[row.pk for row in rows])
    unit_covers = selectors.unit_covers_of([row.worker.nik for row in rows])
    limits = selectors.limits_on(first_day)
    placed = _placed(period, workers)
    for one in sent:
        row = one.enrollment
        problems = check_eligibility(
            birth_date=row.worker.birth_date,
            is_resident=selectors.is_resident(row.worker.village_id),
            died_on=row.worker.died_on,
            covers=covers[row.worker_id],
            unit_covers=unit_covers[row.worker.nik],
            first_day=first_day,
            last_day=period.ends_on,
            limits=limits,
        )
        candidate = Candidate(row, answers.get(row.pk), problems, one.absent)
        yield candidate, row.worker_id in placed


def _placed(period: EnrollmentPeriod, worker_ids: Collection[int]) -> set[int]:
    rows = Enrollment.objects.filter(
        period=period, worker__among=worker_ids, status__in=LIVE, ended_on__isnull=True
    )
    return set(rows.values_list("worker", flat=True))


def progress(
    source: EnrollmentPeriod, period: EnrollmentPeriod, user: User
) -> dict[str, list[int]]:
    """Count, by kelurahan code, how many people there are and how many were answered for.

    Costs   two queries.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = answerable(source, period).in_scope(user)
    for code in rows.values_list("worker__village", flat=True).order_by():
        counts[code][0] += 1
    answered = rows.filter(renewals__period=period)
    for code in answered.values_list("worker__village", flat=True).order_by():
        counts[code][1] += 1
    return dict(counts)
