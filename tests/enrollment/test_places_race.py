"""Many people at the last places in the same moment: what comes of it is one of the orders."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from time import sleep

import pytest
from django.db import transaction

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.services.actions import take_action, take_action_many
from enrollment.services.quotas import Change, save_quotas
from enrollment.transitions import Action, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, miscounts, used
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("crowded")]


def proposals(period: EnrollmentPeriod, count: int) -> list[int]:
    clerk = make.clerk()
    return [make.enrollment(period=period, proposed_by=clerk).pk for _number in range(count)]


def verify(pk: int, checker: User) -> Callable[[], str]:
    return lambda: take_action(enrollment_id=pk, action=Action.VERIFY, by=checker).status


def test_forty_people_at_once_take_the_last_ten_places() -> None:
    period, checker = make.period(), make.checker()
    quotas = [ceiling(period, 10), ceiling(period, 40, village=make.village())]
    answers = at_once([verify(pk, checker) for pk in proposals(period, 40)])
    assert Counter(answers) == {Status.VERIFIED: 10, Status.WAITLISTED: 30}
    assert [used(quota) for quota in quotas] == [10, 10]
    assert Enrollment.objects.filter(place_village__isnull=False).count() == 10


def test_many_at_once_in_bulk_and_one_by_one_never_pass_the_ceiling() -> None:
    period, checker = make.period(), make.checker()
    quota = ceiling(period, 10, village=make.village())
    pks = proposals(period, 30)

    def verify_many() -> int:
        return take_action_many(enrollment_ids=pks, action=Action.VERIFY, by=checker).moved

    answers = at_once([verify_many, verify_many, *(verify(pk, checker) for pk in pks[::5])])
    assert {type(answer) for answer in answers} <= {int, str, ActionDenied}
    assert Enrollment.objects.filter(status=Status.VERIFIED).count() == 10
    assert Enrollment.objects.filter(status=Status.WAITLISTED).count() == 20
    assert used(quota) == 10


def test_a_ceiling_that_is_made_meanwhile_counts_who_is_there() -> None:
    period, checker, admin = make.period(), make.checker(), make.admin()
    village = make.village()
    key = (village.pk, None, None)

    def make_ceiling() -> int:
        return save_quotas(
            period=period, changes={key: Change(None, 5)}, reason="Pembagian", by=admin
        )

    answers = at_once([make_ceiling, *(verify(pk, checker) for pk in proposals(period, 12))])
    refused = not isinstance(answers[0], int)
    assert miscounts(period) == {}
    verified = Enrollment.objects.filter(status=Status.VERIFIED).count()
    assert verified == (12 if refused else 5)
    assert Quota.objects.count() == (0 if refused else 1)


def test_places_taken_and_given_back_at_once_are_counted_right() -> None:
    period, admin, clerk = make.period(), make.admin(), make.clerk()
    quotas = [ceiling(period, 6), ceiling(period, 4, village=make.village())]
    pks = [make.enrollment(period=period, proposed_by=clerk).pk for _number in range(8)]
    chance = Random(4)  # noqa: S311  the order of steps in a test
    actions = [Action.VERIFY, Action.WAIT, Action.PROMOTE, Action.REFUSE]

    def wander(pk: int, steps: list[Action]) -> None:
        for action in steps:
            try:
                take_action(
                    enrollment_id=pk, action=action, by=admin, reason_code=ReturnReason.OTHER
                )
            except ActionDenied:
                continue

    walks = [(pk, chance.choices(actions, [4, 3, 3, 1], k=8)) for pk in pks]
    answers = at_once([partial(wander, *walk) for walk in walks])
    assert answers == [None] * 8
    assert miscounts(period) == {}
    assert used(quotas[0]) == used(quotas[1]) <= 4


def test_a_period_closed_while_a_step_waits_is_seen() -> None:
    period, checker = make.period(), make.checker()
    (pk,) = proposals(period, 1)

    def close() -> None:
        with transaction.atomic(), acting("tests"):
            Enrollment.objects.select_for_update().get(pk=pk)
            is_locked.set()
            sleep(0.5)  # long enough for the other to stand at the locked row
            period.state = EnrollmentPeriod.State.CLOSED
            period.save()

    def step() -> str:
        is_locked.wait(10)
        return verify(pk, checker)()

    is_locked = threading.Event()
    _closed, answer = at_once([close, step])
    assert isinstance(answer, ActionDenied)
    assert "tidak sedang dibuka" in str(answer)
