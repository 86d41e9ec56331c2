"""Answers about last period's people, and the one step that proposes all who stay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import insert_rows, update_rows
from common.http import ActionDenied
from common.turns import wait_turn
from enrollment.models import Enrollment, EnrollmentPeriod, RenewalAnswer
from enrollment.on_record import death_on_record
from enrollment.renewals import END_REASONS, Answer, answers_of, rehearse
from enrollment.services.endings import end_many, record_death_many
from enrollment.services.proposals import propose_many, require_open
from workers.models import OccupationCategory
from workers.services import update_workers_many


@dataclass(frozen=True, slots=True)
class Said:
    """What a kelurahan says of one person.

    Takes   fact_on: the day of a death, a move ...; within the old cover it ends it, too;
            occupation: the new work, with CHANGED_WORK only.
    """

    answer: Answer
    fact_on: date | None = None
    occupation: OccupationCategory | None = None
    note: str = ""


@dataclass(slots=True)
class Answered:
    """What became of many answers: how many were kept, whose cover ended, who was refused.

    ``not_ended`` are people whose answer was kept although their cover could not end on that day.
    """

    kept: int = 0
    ended: int = 0
    refused: list[tuple[Enrollment, str]] = field(default_factory=list)
    not_ended: list[tuple[Enrollment, str]] = field(default_factory=list)


@transaction.atomic
def answer_many(
    *,
    period: EnrollmentPeriod,
    said: Mapping[int, Said],
    known_on: date,
    by: User,
) -> Answered:
    """Keep what was said of people of an earlier period; a later answer takes an earlier's place.

    A death is the person's: it is noted, and ends whatever else they hold, also when it lies after
    the old cover.

    Takes   said: by old enrollment id, of people in the scope of ``by``; others are as if absent.
    Raises  ActionDenied when the role or the period does not allow answers.
    Costs   a fixed number of statements, and a few for each kind of end on each day.
    Source  docs/rules.md, E-26.
    """
    if not by.has_perm("enrollment.change_renewalanswer"):
        raise ActionDenied(_("Peran Anda tidak boleh mengisi perpanjangan."))
    if period.state == EnrollmentPeriod.State.CLOSED:
        raise ActionDenied(_("Periode %(period)s sudah ditutup.") % {"period": period})
    rows = Enrollment.objects.in_scope(by).filter(pk__in=list(said)).locked()
    found = Answered()
    keeping = []
    for row in rows:
        if sentence := _why_not(row, said[row.pk], known_on):
            found.refused.append((row, sentence))
        else:
            keeping.append(row)
    with acting(by, reason=gettext_noop("Jawaban perpanjangan")):
        _keep(period, {row.pk: said[row.pk] for row in keeping}, by)
    found.kept = len(keeping)
    found.ended, found.not_ended = _end(keeping, said, known_on, by)
    return found


def _why_not(row: Enrollment, said: Said, known_on: date) -> str | None:
    if said.answer == Answer.CHANGED_WORK and said.occupation is None:
        return _("Pilih pekerjaan barunya.")
    if said.answer == Answer.DIED and said.fact_on is None and row.worker.died_on is None:
        return _("Isi tanggal meninggalnya.")
    if said.fact_on and said.fact_on > known_on:
        return _("Tanggal kejadian belum tiba.")
    if (
        said.answer == Answer.DIED
        and said.fact_on
        and row.worker.died_on not in (None, said.fact_on)
    ):
        return death_on_record(row.worker)
    return None


def _keep(period: EnrollmentPeriod, said: Mapping[int, Said], by: User) -> None:
    known = answers_of(period, said)
    now = timezone.now()
    values = {
        pk: (*facts, now, by.pk)
        for pk, facts in ((pk, _facts(one)) for pk, one in said.items())
        # Saying the same again leaves whose answer it is.
        if pk not in known or _facts_kept(known[pk]) != facts
    }
    columns = ("answer", "fact_on", "occupation_id", "note", "answered_at", "answered_by_id")
    update_rows(
        RenewalAnswer,
        ("id", *columns),
        [(answer.pk, *values[pk]) for pk, answer in known.items() if pk in values],
    )
    insert_rows(
        RenewalAnswer,
        ("enrollment_id", *columns),
        [(pk, *given) for pk, given in values.items() if pk not in known],
        {"period_id": period.pk},
    )


_Facts = tuple[str, date | None, int | None, str]


def _facts(said: Said) -> _Facts:
    occupation = said.occupation.pk if said.occupation else None
    return said.answer.value, said.fact_on, occupation, said.note


def _facts_kept(answer: RenewalAnswer) -> _Facts:
    return answer.answer, answer.fact_on, answer.occupation_id, answer.note


def _end(
    rows: Sequence[Enrollment], said: Mapping[int, Said], known_on: date, by: User
) -> tuple[int, list[tuple[Enrollment, str]]]:
    """End the old covers within whose days a fact lies; say of the others why not."""
    groups: dict[tuple[Answer, date], list[int]] = defaultdict(list)
    died: dict[date, dict[int, Enrollment]] = defaultdict(dict)
    for row in rows:
        one = said[row.pk]
        day = one.fact_on
        if one.answer not in END_REASONS or not day:
            continue
        if row.ended_on is None and row.last_day >= day:
            groups[one.answer, day].append(row.pk)
        elif one.answer == Answer.DIED and row.worker.died_on is None:
            died[day][row.worker_id] = row
    ended = 0
    refused: list[tuple[Enrollment, str]] = []
    for day, people in died.items():
        why = record_death_many(worker_ids=list(people), on=day, known_on=known_on, by=by)
        refused += [(people[pk], sentence) for pk, sentence in why.items()]
    for (answer, day), ids in groups.items():
        outcome = end_many(
            enrollment_ids=ids, on=day, known_on=known_on, reason=END_REASONS[answer], by=by
        )
        ended += outcome.moved
        refused += outcome.refused
    return ended, refused


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many people were proposed for the new period."""

    proposed: int


@transaction.atomic
def open_renewal(
    *,
    source: EnrollmentPeriod,
    period: EnrollmentPeriod,
    by: User,
    on: date,
    expected: int | None = None,
) -> Renewed:
    """Propose everybody who stays, in one step; the others are left as the rehearsal lists them.

    Takes   expected: how many the person at the screen saw; another number is refused.
    Raises  ActionDenied when the role or the period does not allow it, or the answers changed.
    Costs   a fixed number of statements per 5,000 people.
    Source  docs/rules.md, E-26.
    """
    if not by.has_perm("enrollment.open_renewal"):
        raise ActionDenied(_("Peran Anda tidak boleh membuka perpanjangan."))
    require_open(period, by)
    # One renewal at a time: the second sees whom the first has proposed.
    wait_turn("enrollment.renewal", period.pk)
    found = rehearse(source, period, user=by, on=on)
    if not found.staying and len(found.done) == expected:
        raise ActionDenied(
            _("Orang-orang ini sudah diusulkan untuk %(period)s; tidak ada lagi yang menunggu.")
            % {"period": period}
        )
    if expected is not None and expected != len(found.staying):
        raise ActionDenied(
            _(
                "Jawaban baru saja berubah: sekarang %(now)d orang yang lanjut, bukan %(then)d."
                " Periksa lagi gladi perpanjangannya."
            )
            % {"now": len(found.staying), "then": expected}
        )
    with acting(by, reason=gettext_noop("Perpanjangan")):
        update_workers_many(
            changes={
                candidate.enrollment.worker_id: {"occupation_id": candidate.answer.occupation_id}
                for candidate in found.staying
                if candidate.answer and candidate.answer.occupation_id
            },
            by=by,
        )
        propose_many(
            proposals=[
                (candidate.enrollment.worker_id, found.first_day) for candidate in found.staying
            ],
            period=period,
            by=by,
        )
    return Renewed(len(found.staying))
