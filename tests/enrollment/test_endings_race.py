"""The end of a cover and the place behind it, wanted by several people in the same moment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.actions import take_action
from enrollment.services.endings import end_enrollment
from enrollment.services.reopening import reopen_enrollment
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action, EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from tests.racing import at_once

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
