"""The end of a cover and the place behind it, wanted by several people in the same moment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from common.dates import long_date
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.actions import take_action
from enrollment.services.endings import end_enrollment, record_death
from enrollment.services.proposals import propose
from enrollment.services.reopening import reopen_enrollment
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action, EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from tests.racing import at_once
from workers.models import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("crowded")]

DAY, JULY = date(2025, 6, 14), date(2025, 7, 1)


def end(row: Enrollment, reason: EndReason, **values: Any) -> Enrollment:
    values.setdefault("by", make.admin())
    return end_enrollment(enrollment_id=row.pk, on=DAY, known_on=DAY, reason=reason, **values)


def ending(row: Enrollment, reason: EndReason) -> Callable[[], Any]:
    by = make.admin()
    return lambda: end(row, reason, by=by).end_reason


def refusals(answers: list[Any]) -> int:
    assert all(isinstance(answer, ActionDenied | str | Enrollment) for answer in answers), answers
    return sum(isinstance(answer, ActionDenied) for answer in answers)


def test_two_endings_of_one_cover_leave_one() -> None:
    row = make.enrollment(status=Status.REGISTERED)
    answers = at_once([ending(row, EndReason.MOVED), ending(row, EndReason.DIED)])
    assert refusals(answers) == 1
    row.refresh_from_db()
    row.worker.refresh_from_db()
    assert (row.worker.died_on is None) == (row.end_reason == EndReason.MOVED)


def test_two_newcomers_at_one_place_leave_one() -> None:
    period = make.period()
    quota = ceiling(period, 1)
    before = end(holder(period=period, status=Status.REGISTERED), EndReason.MOVED)
    by = make.clerk()

    def taking() -> Callable[[], Any]:
        worker = make.worker()
        return lambda: replace_enrollment(
            ended_id=before.pk, worker=worker, from_month=JULY, by=by
        )

    assert refusals(at_once([taking() for _number in range(4)])) == 3
    assert Enrollment.objects.live().filter(replaces=before).count() == 1
    assert used(quota) == 1


def test_a_place_goes_to_the_waiting_list_the_newcomer_or_back() -> None:
    period, admin = make.period(), make.admin()
    quota = ceiling(period, 1)
    before = end(holder(period=period, status=Status.REGISTERED), EndReason.MOVED)
    waiting = make.enrollment(period=period, status=Status.WAITLISTED)
    worker = make.worker()
    answers = at_once(
        [
            lambda: take_action(enrollment_id=waiting.pk, action=Action.PROMOTE, by=admin),
            lambda: replace_enrollment(
                ended_id=before.pk, worker=worker, from_month=JULY, by=admin
            ),
            lambda: reopen_enrollment(enrollment_id=before.pk, note="salah orang", by=admin),
        ]
    )
    assert refusals(answers) == 2
    assert used(quota) == 1
    assert Enrollment.objects.filter(place_village__isnull=False).count() == 1


def test_two_reports_of_one_death_leave_the_first_and_tell_the_second() -> None:
    row, by = make.enrollment(status=Status.REGISTERED), make.admin()

    def reporting(day: date) -> Callable[[], Any]:
        return lambda: record_death(worker_id=row.worker_id, on=day, known_on=DAY, by=by).died_on

    _one_is_told(at_once([reporting(DAY), reporting(date(2025, 6, 1))]), row.worker, by.full_name)


def test_two_reports_of_the_death_of_somebody_without_cover_leave_the_first() -> None:
    worker, by = make.worker(), make.admin()

    def reporting(day: date) -> Callable[[], Any]:
        return lambda: record_death(worker_id=worker.pk, on=day, known_on=DAY, by=by).died_on

    _one_is_told(at_once([reporting(DAY), reporting(date(2025, 6, 1))]), worker, by.full_name)


def test_a_death_told_of_the_person_and_of_a_cover_is_told_once() -> None:
    row, by = make.enrollment(status=Status.DECREED), make.admin()
    answers = at_once(
        [
            lambda: (
                record_death(
                    worker_id=row.worker_id, on=date(2025, 6, 1), known_on=DAY, by=by
                ).died_on
            ),
            lambda: end(row, EndReason.DIED, by=by).ended_on,
        ]
    )
    _one_is_told(answers, row.worker, by.full_name)
    row.refresh_from_db()
    assert row.ended_on == row.worker.died_on


def test_two_endings_on_two_days_leave_the_first_and_tell_the_second() -> None:
    row, by = make.enrollment(status=Status.REGISTERED), make.admin()

    def ending_on(day: date, reason: EndReason) -> Callable[[], Any]:
        return lambda: (
            end_enrollment(
                enrollment_id=row.pk, on=day, known_on=DAY, reason=reason, by=by, version=1
            ).ended_on
        )

    answers = at_once(
        [
            ending_on(DAY, EndReason.MOVED),
            ending_on(date(2025, 6, 1), EndReason.RESIGNED),
        ]
    )
    row.refresh_from_db()
    kept, told = sorted(answers, key=lambda answer: isinstance(answer, ActionDenied))
    assert kept == row.ended_on
    sentence = str(told)
    assert f"berakhir pada {long_date(row.ended_on)}" in sentence
    assert str(EndReason(row.end_reason).label) in sentence
    assert by.full_name in sentence


def test_one_newcomer_from_two_months_at_one_place_comes_in_one() -> None:
    before = end(make.enrollment(status=Status.REGISTERED), EndReason.MOVED)
    worker, by = make.worker(), make.clerk()

    def taking(month: date) -> Callable[[], Any]:
        return lambda: replace_enrollment(
            ended_id=before.pk, worker=worker, from_month=month, by=by
        )

    answers = at_once([taking(JULY), taking(date(2025, 9, 1))])
    kept = Enrollment.objects.get(replaces=before)
    assert refusals(answers) == 1
    told = next(str(answer) for answer in answers if isinstance(answer, ActionDenied))
    assert f"mulai {long_date(kept.starts_on)}" in told


def _one_is_told(answers: list[Any], worker: Worker, who: str) -> None:
    """Assert that one day was kept and that the other report names it, and who told it."""
    worker.refresh_from_db()
    kept, told = sorted(answers, key=lambda answer: isinstance(answer, ActionDenied))
    assert kept == worker.died_on
    assert isinstance(told, ActionDenied), told
    assert long_date(worker.died_on) in str(told)
    assert who in str(told)


def test_nobody_is_put_forward_in_the_moment_of_their_death() -> None:
    period, worker, by = make.period(), make.worker(), make.admin()
    answers = at_once(
        [
            lambda: propose(worker=worker, period=period, starts_on=period.starts_on, by=by),
            lambda: record_death(worker_id=worker.pk, on=DAY, known_on=DAY, by=by).died_on,
        ]
    )
    assert DAY in answers
    assert not Enrollment.objects.live().filter(worker=worker).exists()
