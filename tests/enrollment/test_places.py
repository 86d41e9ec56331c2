"""A place is taken with the step that decides it, and given back with the step that ends it."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Agency
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.actions import take_action, take_action_many
from enrollment.transitions import Action, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, miscounts, used
from workers.models import OccupationCategory, Worker

pytestmark = pytest.mark.django_db

NO: dict[str, Any] = {"reason_code": ReturnReason.NOT_WORKING}


def step(row: Enrollment, action: Action, **values: Any) -> Enrollment:
    return take_action(enrollment_id=row.pk, action=action, by=make.admin(), **values)


def looked_after(slug: str) -> OccupationCategory:
    """Give an occupation that an office looks after."""
    work = make.occupation(slug)
    work.agency = Agency.objects.get(code="dishub")
    with acting("tests"):
        work.save()
    return work


def move(worker: Worker, **values: Any) -> None:
    with acting("tests"):
        Worker.objects.filter(pk=worker.pk).update(**values)


def proposed(period: Any, count: int) -> list[Enrollment]:
    clerk = make.clerk()
    return [make.enrollment(period=period, proposed_by=clerk) for _number in range(count)]


class TestTaking:
    def test_verifying_takes_a_place_under_every_ceiling_that_matches(self):
        period, village = make.period(), make.village()
        work = looked_after("parking_attendant")
        worker = make.worker(occupation=work)
        matching = [
            ceiling(period, 5),
            ceiling(period, 5, village=village),
            ceiling(period, 5, occupation=work),
            ceiling(period, 5, village=village, occupation=work),
            ceiling(period, 5, agency=work.agency),
        ]
        others = [
            ceiling(period, 5, village=make.village("Turi")),
            ceiling(period, 5, occupation=make.occupation("mosque_caretaker")),
            ceiling(make.period(starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31)), 5),
        ]
        row = step(make.enrollment(period=period, worker=worker), Action.VERIFY)
        assert row.spot == (village.pk, work.pk, work.agency_id)
        assert [used(quota) for quota in matching] == [1, 1, 1, 1, 1]
        assert [used(quota) for quota in others] == [0, 0, 0]

    def test_a_period_without_ceilings_has_room_for_everybody(self):
        row = step(make.enrollment(), Action.VERIFY)
        assert row.status == Status.VERIFIED
        assert row.spot is not None

    def test_whoever_finds_no_place_goes_on_to_the_waiting_list_and_reads_which_ceiling(self):
        period = make.period()
        ceiling(period, 9)
        quota = ceiling(period, 1, village=make.village())
        first, second = proposed(period, 2)
        step(first, Action.VERIFY)
        checker = make.checker()
        second = take_action(enrollment_id=second.pk, action=Action.VERIFY, by=checker)
        assert (second.status, second.spot) == (Status.WAITLISTED, None)
        assert second.verified_by == checker
        assert second.reason_code == ReturnReason.QUOTA_FULL
        assert second.reason_note == "Kuota Tlumpu penuh: 1 dari 1 tempat sudah terpakai."
        assert used(quota) == 1

    def test_both_steps_to_the_waiting_list_are_in_the_trail(self):
        period = make.period()
        ceiling(period, 0)
        row = make.enrollment(period=period)
        step(row, Action.VERIFY)
        events = AuditEvent.objects.filter(
            table="enrollment_enrollment", row=str(row.pk), kind=AuditEvent.Kind.UPDATE
        ).order_by("pk")
        assert [event.reason for event in events] == ["Verifikasi", "Jadikan cadangan"]

    def test_the_widest_full_ceiling_is_named(self):
        period = make.period()
        ceiling(period, 0)
        ceiling(period, 0, village=make.village())
        row = step(make.enrollment(period=period), Action.VERIFY)
        assert row.reason_note.startswith(f"Kuota {period.name} penuh")

    def test_many_take_places_by_decile_then_date(self):
        period = make.period()
        ceiling(period, 2)
        rows = proposed(period, 4)
        deciles = [None, 4, 1, 4]
        for row, decile in zip(rows, deciles, strict=True):
            move(row.worker, dtsen_decile=decile)
        outcome = take_action_many(
            enrollment_ids=[row.pk for row in rows], action=Action.VERIFY, by=make.checker()
        )
        assert (outcome.moved, outcome.refused) == (2, [])
        assert [row.pk for row, _why in outcome.waitlisted] == [rows[3].pk, rows[0].pk]
        assert {"Kuota" in why for _row, why in outcome.waitlisted} == {True}

    def test_rows_of_several_periods_take_places_of_their_own(self):
        one = make.period()
        two = make.period(starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
        quotas = [ceiling(one, 1), ceiling(two, 1)]
        rows = [*proposed(one, 2), *proposed(two, 1)]
        outcome = take_action_many(
            enrollment_ids=[row.pk for row in rows], action=Action.VERIFY, by=make.checker()
        )
        assert (outcome.moved, len(outcome.waitlisted)) == (2, 1)
        assert [used(quota) for quota in quotas] == [1, 1]


class TestWaiting:
    def test_a_verified_row_that_waits_gives_its_place_back(self):
        period = make.period()
        quota = ceiling(period, 1)
        row = step(make.enrollment(period=period), Action.VERIFY)
        row = step(row, Action.WAIT)
        assert (row.spot, used(quota)) == (None, 0)

    def test_promotion_takes_a_place(self):
        period = make.period()
        quota = ceiling(period, 1)
        row = step(make.enrollment(period=period, status=Status.WAITLISTED), Action.PROMOTE)
        assert row.status == Status.VERIFIED
        assert row.spot is not None
        assert used(quota) == 1

    @pytest.mark.parametrize("action", [Action.PROMOTE, Action.DECREE])
    def test_nobody_leaves_the_waiting_list_while_it_is_full(self, action):
        period = make.period()
        quota = ceiling(period, 0)
        row = make.enrollment(period=period, status=Status.WAITLISTED)
        with pytest.raises(ActionDenied, match="penuh"):
            step(row, action)
        row.refresh_from_db()
        assert (row.status, row.version, used(quota)) == (Status.WAITLISTED, 1, 0)

    def test_a_decree_takes_a_place_for_the_waitlisted_and_none_for_the_verified(self):
        period = make.period()
        quota = ceiling(period, 2)
        verified = step(make.enrollment(period=period), Action.VERIFY)
        waiting = make.enrollment(period=period, status=Status.WAITLISTED)
        outcome = take_action_many(
            enrollment_ids=[verified.pk, waiting.pk], action=Action.DECREE, by=make.admin()
        )
        assert outcome.moved == 2
        assert used(quota) == 2


class TestGivingBack:
    def test_a_refused_holder_frees_the_place_for_the_next(self):
        period = make.period()
        quota = ceiling(period, 1)
        row = step(make.enrollment(period=period), Action.VERIFY)
        row = step(row, Action.REFUSE, **NO)
        assert (row.spot, used(quota)) == (None, 0)
        assert step(make.enrollment(period=period), Action.VERIFY).status == Status.VERIFIED

    def test_a_rejection_by_bpjs_keeps_the_place_until_it_is_refused(self):
        period = make.period()
        quota = ceiling(period, 1)
        row = step(make.enrollment(period=period), Action.VERIFY)
        row = step(row, Action.DECREE)
        row = step(row, Action.BPJS_REJECT, **NO)
        assert used(quota) == 1
        step(row, Action.REFUSE, **NO)
        assert used(quota) == 0

    def test_a_place_counts_where_it_was_taken_after_the_person_has_moved(self):
        period = make.period()
        here = ceiling(period, 1, village=make.village())
        there = ceiling(period, 1, village=make.village("Turi"))
        row = step(make.enrollment(period=period), Action.VERIFY)
        move(row.worker, village=make.village("Turi"))
        assert miscounts(period) == {}
        step(row, Action.REFUSE, **NO)
        assert (used(here), used(there)) == (0, 0)


class TestStatements:
    @pytest.mark.parametrize("action", [Action.VERIFY, Action.PROMOTE, Action.WAIT])
    def test_their_number_does_not_grow_with_the_rows(self, action, django_assert_max_num_queries):
        admin, proposer = make.admin(), make.clerk()
        before = {
            Action.VERIFY: Status.PROPOSED,
            Action.PROMOTE: Status.WAITLISTED,
            Action.WAIT: Status.PROPOSED,
        }[action]

        def statements(count: int) -> int:
            period = make.period()
            ceiling(period, count - 1 if action == Action.VERIFY else count)
            rows = [
                make.enrollment(period=period, proposed_by=proposer, status=before)
                for _number in range(count)
            ]
            ids = [row.pk for row in rows]
            if action == Action.WAIT:
                take_action_many(enrollment_ids=ids, action=Action.VERIFY, by=admin)
            with django_assert_max_num_queries(40) as captured:
                outcome = take_action_many(enrollment_ids=ids, action=action, by=admin)
            assert outcome.moved + len(outcome.waitlisted) == count
            return len(captured)

        assert statements(3) == statements(30)


def test_a_thousand_people_and_more_take_a_step_together() -> None:
    """SQLite reads no condition of a thousand parts: a look-up must not be one."""
    period, checker, proposer = make.period(), make.checker(), make.clerk()
    quota = ceiling(period, 1000)
    with acting("tests"):
        people = Worker.objects.bulk_create(
            Worker(
                nik=f"{number:016}",
                full_name=f"Orang {number}",
                name_key=f"orang {number}",
                birth_date=date(1980, 5, 17),
                sex="M",
                village=make.village(),
                occupation=make.occupation(),
            )
            for number in range(1100)
        )
        rows = Enrollment.objects.bulk_create(
            Enrollment(
                worker=person,
                period=period,
                starts_on=period.starts_on,
                proposed_at=timezone.now(),
                proposed_by=proposer,
            )
            for person in people
        )
    outcome = take_action_many(
        enrollment_ids=[row.pk for row in rows], action=Action.VERIFY, by=checker
    )
    assert (outcome.moved, len(outcome.waitlisted)) == (1000, 100)
    assert used(quota) == 1000
