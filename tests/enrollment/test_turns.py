"""A place that is free goes to whoever stands first in the published order, at every door."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action, take_action_many
from enrollment.services.endings import end_enrollment
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action, EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, miscounts, used
from tests.racing import at_once

LATER = "giliran orang yang lebih dulu"


def person(period: EnrollmentPeriod, status: Status, decile: int | None, **values: Any) -> Any:
    """Somebody of a decile, proposed longer ago than whoever is made after them."""
    values.setdefault("proposed_at", timezone.now())
    village = make.village(values.pop("village", "Tlumpu"))
    worker = make.worker(dtsen_decile=decile, village=village)
    return make.enrollment(period=period, status=status, worker=worker, **values)


def step(row: Enrollment, action: Action = Action.VERIFY) -> Enrollment:
    return take_action(enrollment_id=row.pk, action=action, by=make.admin())


@pytest.mark.django_db
class TestVerifying:
    def test_nobody_overtakes_whoever_waits_before_them(self):
        period = make.period()
        quota = ceiling(period, 1)
        first = person(period, Status.WAITLISTED, 1)
        row = step(person(period, Status.PROPOSED, 2))
        assert row.status == Status.WAITLISTED
        assert LATER in row.reason_note
        assert used(quota) == 0
        assert step(first, Action.PROMOTE).status == Status.VERIFIED

    def test_whoever_comes_first_in_the_order_takes_the_place(self):
        period = make.period()
        quota = ceiling(period, 1)
        person(period, Status.WAITLISTED, 2)
        assert step(person(period, Status.PROPOSED, 1)).status == Status.VERIFIED
        assert used(quota) == 1

    def test_a_place_that_is_left_over_is_nobody_s_turn(self):
        period = make.period()
        ceiling(period, 3)
        for _number in range(2):
            person(period, Status.WAITLISTED, 1)
        rows = [person(period, Status.PROPOSED, 5) for _number in range(2)]
        assert [step(row).status for row in rows] == [Status.VERIFIED, Status.WAITLISTED]

    def test_who_waits_under_another_full_ceiling_keeps_nobody_out(self):
        period = make.period()
        ceiling(period, 1)
        ceiling(period, 0, village=make.village("Turi"))
        person(period, Status.WAITLISTED, 1, village="Turi")
        assert step(person(period, Status.PROPOSED, 9)).status == Status.VERIFIED

    def test_who_waits_in_another_period_keeps_nobody_out(self):
        period = make.period()
        ceiling(period, 1)
        person(make.period("lain"), Status.WAITLISTED, 1)
        assert step(person(period, Status.PROPOSED, 9)).status == Status.VERIFIED

    def test_without_a_ceiling_nobody_waits_for_anybody(self):
        period = make.period()
        person(period, Status.WAITLISTED, 1)
        assert step(person(period, Status.PROPOSED, 9)).status == Status.VERIFIED

    def test_many_are_put_among_those_who_wait(self):
        period = make.period()
        quota = ceiling(period, 3)
        person(period, Status.WAITLISTED, 2)
        rows = [person(period, Status.PROPOSED, decile) for decile in (4, 1, 3)]
        outcome = take_action_many(
            enrollment_ids=[row.pk for row in rows], action=Action.VERIFY, by=make.checker()
        )
        assert outcome.moved == 2
        assert [row.worker.dtsen_decile for row, _why in outcome.waitlisted] == [4]
        assert used(quota) == 2

    def test_thirty_who_wait_cost_as_many_queries_as_three(self):
        period = make.period()
        ceiling(period, 100)

        def cost(count: int) -> int:
            for _number in range(count):
                person(period, Status.WAITLISTED, 1)
            row = person(period, Status.PROPOSED, 2)
            admin = make.admin()
            with CaptureQueriesContext(connection) as queries:
                take_action(enrollment_id=row.pk, action=Action.VERIFY, by=admin)
            return len(queries)

        assert cost(3) == cost(30)


@pytest.mark.django_db
class TestLeavingTheList:
    @pytest.mark.parametrize("action", [Action.PROMOTE, Action.DECREE])
    def test_nobody_leaves_it_before_their_turn(self, action):
        period = make.period()
        quota = ceiling(period, 1)
        person(period, Status.WAITLISTED, 1)
        second = person(period, Status.WAITLISTED, 2)
        with pytest.raises(ActionDenied, match=LATER):
            step(second, action)
        assert used(quota) == 0

    def test_of_those_who_are_ticked_the_ones_in_turn_come_up(self):
        period = make.period()
        ceiling(period, 2)
        first, _second, third = (person(period, Status.WAITLISTED, n) for n in (1, 2, 3))
        outcome = take_action_many(
            enrollment_ids=[third.pk, first.pk], action=Action.PROMOTE, by=make.admin()
        )
        assert outcome.moved == 1
        assert [row.pk for row, _why in outcome.refused] == [third.pk]

    def test_a_place_that_is_taken_over_is_its_successor_s_turn(self):
        period = make.period()
        quota = ceiling(period, 1)
        ended = holder(period=period, status=Status.REGISTERED)
        day = ended.starts_on + timedelta(days=3)
        end_enrollment(
            enrollment_id=ended.pk, on=day, known_on=day, reason=EndReason.MOVED, by=make.admin()
        )
        person(period, Status.WAITLISTED, 1)
        chosen = person(period, Status.WAITLISTED, 2)
        month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        row = replace_enrollment(
            ended_id=ended.pk, worker=chosen.worker, from_month=month, by=make.admin()
        )
        assert (row.pk, row.status, used(quota)) == (chosen.pk, Status.VERIFIED, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("crowded")
class TestAtOnce:
    def test_places_that_are_somebody_s_turn_are_not_raced_for(self):
        period, checker = make.period(), make.checker()
        quota = ceiling(period, 10)
        for _number in range(4):
            person(period, Status.WAITLISTED, 1)
        rows = [person(period, Status.PROPOSED, 5) for _number in range(20)]

        def verifying(pk: int) -> Callable[[], str]:
            return lambda: take_action(enrollment_id=pk, action=Action.VERIFY, by=checker).status

        answers = at_once([verifying(row.pk) for row in rows])
        assert Counter(answers) == {Status.VERIFIED: 6, Status.WAITLISTED: 14}
        assert used(quota) == 6

    def test_promoting_while_others_are_verified_passes_no_ceiling_and_nobody(self):
        period, admin = make.period(), make.admin()
        quota = ceiling(period, 6)
        old = [person(period, Status.WAITLISTED, 1) for _number in range(4)]
        new = [person(period, Status.PROPOSED, 5) for _number in range(8)]

        def taking(pk: int, action: Action) -> Callable[[], str]:
            return lambda: take_action(enrollment_id=pk, action=action, by=admin).status

        answers = at_once(
            [
                *(taking(row.pk, Action.PROMOTE) for row in old),
                *(taking(row.pk, Action.VERIFY) for row in new),
            ]
        )
        assert {type(answer) for answer in answers} <= {str, ActionDenied}
        waiting = Enrollment.objects.filter(status=Status.WAITLISTED)
        left = {row.pk for row in waiting}
        # Whoever was told to wait for somebody's turn may come up once that one has.
        assert used(quota) <= 6
        assert not (left & {row.pk for row in old})
        assert used(quota) == 6
        assert miscounts(period) == {}
