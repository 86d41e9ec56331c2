"""Cover that ends before its period does, one row or many through the same code."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.dates import long_date
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentQuerySet
from enrollment.on_record import death_on_record, end_on_record
from enrollment.services.actions import Outcome, require_version, without_stale
from enrollment.services.places import release_places
from enrollment.transitions import (
    DEATHS,
    ENDABLE,
    LIVE,
    TRANSITIONS,
    Action,
    EndReason,
    ReturnReason,
    Status,
)
from workers.models import Worker


@dataclass(frozen=True, slots=True)
class Event:
    """What ends a cover: the last day of it, the day the office heard of it, why."""

    on: date
    known_on: date
    reason: EndReason

    @property
    def is_death(self) -> bool:
        return self.reason in DEATHS


@transaction.atomic
def end_enrollment(
    *,
    enrollment_id: int,
    on: date,
    known_on: date,
    reason: EndReason,
    by: User,
    version: int | None = None,
) -> Enrollment:
    """End a cover on a day, its last one; a death ends whatever else the person holds, too.

    Takes   on: the day of the fact, within the enrollment's own days; a death before the first
            day leaves that day alone; known_on: the day on which the office heard of it;
            version: the one the person at the screen saw.
    Gives   the saved row.
    Raises  StaleVersion; ActionDenied when the cover cannot end so; Enrollment.DoesNotExist
            outside the scope of ``by``.
    Source  docs/rules.md, E-9 and E-20.
    """
    event = Event(on, known_on, EndReason(reason))
    _require_role(by)
    rows = _locked(by, [enrollment_id], event)
    named = [row for row in rows if row.pk == enrollment_id]
    if not named:
        raise Enrollment.DoesNotExist
    # Who was quicker is told by name; "changed meanwhile" would send the second one searching.
    if ended := end_on_record(named[0], by):
        raise ActionDenied(ended)
    require_version(named[0], version)
    outcome = _end(rows, {enrollment_id}, event, by)
    for _row, sentence in outcome.refused:
        raise ActionDenied(sentence)
    named[0].refresh_from_db()
    return named[0]


@transaction.atomic
def end_many(
    *,
    enrollment_ids: Collection[int],
    on: date,
    known_on: date,
    reason: EndReason,
    by: User,
    versions: Mapping[int, int] | None = None,
) -> Outcome:
    """End many covers on the same day for the same reason; the others stay, each with why.

    Takes   versions: those the person at the screen saw, by enrollment id.
    Costs   a fixed number of statements, whatever the number of rows.
    Source  docs/rules.md, E-9 and E-20.
    """
    event = Event(on, known_on, EndReason(reason))
    _require_role(by)
    rows, stale = without_stale(_locked(by, enrollment_ids, event), versions or {})
    outcome = _end(rows, set(enrollment_ids), event, by)
    return replace(outcome, refused=[*stale, *outcome.refused])


@transaction.atomic
def record_death(
    *, worker_id: int, on: date, known_on: date, reason: EndReason = EndReason.DIED, by: User
) -> Worker:
    """Note that a person has died, whatever they hold; all of it ends.

    Raises  ActionDenied when a death is on record already, or the days cannot be right;
            Worker.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, E-20.
    """
    event = Event(on, known_on, EndReason(reason))
    _require_role(by)
    if not Worker.objects.in_scope(by).filter(pk=worker_id).exists():
        raise Worker.DoesNotExist
    people, rows = _lock(Enrollment.objects.filter(worker=worker_id), [worker_id])
    worker = people[worker_id]
    if sentence := death_on_record(worker, by) or _why_not_died(worker, event):
        raise ActionDenied(sentence)
    with acting(by, reason=event.reason.label):
        _close(rows, event)
        _bury([worker], event)
    worker.refresh_from_db()
    return worker


@transaction.atomic
def record_death_many(
    *, worker_ids: Collection[int], on: date, known_on: date, by: User
) -> dict[int, str]:
    """Note that people died on the same day; the others stay, each with why, by worker id.

    Costs   a fixed number of statements, whatever the number of people.
    Source  docs/rules.md, E-20.
    """
    event = Event(on, known_on, EndReason.DIED)
    _require_role(by)
    ids = list(Worker.objects.in_scope(by).filter(pk__in=worker_ids).values_list("pk", flat=True))
    people, rows = _lock(Enrollment.objects.filter(worker__in=ids), ids)
    refused = {
        pk: sentence
        for pk, worker in people.items()
        if (sentence := death_on_record(worker) or _why_not_died(worker, event))
    }
    with acting(by, reason=event.reason.label):
        _close([row for row in rows if row.worker_id not in refused], event)
        _bury((worker for pk, worker in people.items() if pk not in refused), event)
    return refused


def _locked(by: User, ids: Collection[int], event: Event) -> list[Enrollment]:
    """Lock the named rows, and with a death all rows of their people and the people themselves."""
    rows = Enrollment.objects.in_scope(by)
    if not event.is_death:
        return rows.filter(pk__in=ids).locked()
    named = Enrollment.objects.filter(pk__in=ids).order_by().values("worker")
    people, found = _lock(rows.filter(worker__in=named))
    for row in found:
        row.worker = people[row.worker_id]
    return found


def _lock(
    rows: EnrollmentQuerySet, ids: Collection[int] | None = None
) -> tuple[dict[int, Worker], list[Enrollment]]:
    """Lock rows and, after them, their people; the second report of a death then reads the first.

    Somebody without any row is kept apart by the lock on the person alone, so whoever was put
    forward until then is among the rows, which are read once more.

    Takes   ids: of the people, where they are known; else those of the rows.
    """
    before = rows.locked()
    keys = {row.worker_id for row in before} if ids is None else ids
    people = Worker.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    return {worker.pk: worker for worker in people}, rows.locked()


def _require_role(by: User) -> None:
    if not by.has_perm("enrollment.end_enrollment"):
        raise ActionDenied(_("Peran Anda tidak boleh mengakhiri perlindungan."))


def _end(
    rows: Sequence[Enrollment],
    named: Collection[int],
    event: Event,
    by: User,
) -> Outcome:
    refused, ending = [], []
    for row in rows:
        if row.pk not in named:
            continue
        if sentence := _why_not_end(row, event):
            refused.append((row, sentence))
        else:
            ending.append(row)
    with acting(by, reason=event.reason.label):
        if event.is_death:
            people = {row.worker_id: row.worker for row in ending}
            _close([row for row in rows if row.worker_id in people], event)
            _bury(people.values(), event)
        else:
            _close(ending, event)
    return Outcome(len(ending), refused)


def _why_not_end(row: Enrollment, event: Event) -> str | None:
    status = Status(row.status)
    if row.ended_on is not None:
        return end_on_record(row)
    if event.is_death:
        if status not in LIVE:
            return _("Usulan ini sudah ditolak atau dibatalkan.")
        if status in ENDABLE and row.last_day < event.on:
            return _("Perlindungan ini sudah selesai pada %(day)s, sebelum hari itu.") % {
                "day": long_date(row.last_day)
            }
        return _why_not_died(row.worker, event)
    if status not in ENDABLE:
        return _("Perlindungan ini belum ditetapkan; usulan dibatalkan atau ditolak saja.")
    if not row.starts_on <= event.on <= row.period.ends_on:
        return _("Tanggal berakhir harus di dalam masa perlindungan: %(first)s – %(last)s.") % {
            "first": long_date(row.starts_on),
            "last": long_date(row.period.ends_on),
        }
    return None


def _why_not_died(worker: Worker, event: Event) -> str | None:
    if worker.died_on not in (None, event.on):
        return death_on_record(worker)
    if event.on < worker.birth_date:
        return _("Tanggal meninggal mendahului tanggal lahir.")
    if event.known_on < event.on:
        return _("Tanggal diketahui mendahului tanggal meninggalnya.")
    return None


def _close(rows: Sequence[Enrollment], event: Event) -> None:
    """End the covers among the rows; say no to proposals of somebody who has died.

    A cover that was over before the day stays as it is.
    """
    ending: list[Enrollment] = []
    closing: dict[Action, list[Enrollment]] = defaultdict(list)
    for row in rows:
        if row.ended_on is not None or row.status not in LIVE:
            continue
        if row.status not in ENDABLE:
            closing[_step_out(Status(row.status))].append(row)
        elif row.last_day >= event.on:
            ending.append(row)
    release_places([*ending, *(row for group in closing.values() for row in group)])
    _update(
        ending,
        ended_on=Greatest(F("starts_on"), event.on),
        end_known_on=event.known_on,
        end_reason=event.reason,
    )
    for action, group in closing.items():
        target = TRANSITIONS[Status(group[0].status)][action]
        _update(group, status=target, reason_code=ReturnReason.DECEASED, reason_note="")


def _step_out(status: Status) -> Action:
    """Give the step by which a row that no decree names leaves the programme."""
    return Action.WITHDRAW if Action.WITHDRAW in TRANSITIONS[status] else Action.REFUSE


def _update(rows: Sequence[Enrollment], **changes: Any) -> None:
    if rows:
        Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(
            version=F("version") + 1, **changes
        )


def _bury(people: Iterable[Worker], event: Event) -> None:
    Worker.objects.filter(pk__in=[worker.pk for worker in people], died_on__isnull=True).update(
        died_on=event.on, version=F("version") + 1, updated_at=timezone.now()
    )
