"""Steps along the table, one row or many: what each asks for and what it writes."""

from datetime import date

import pytest

from common.http import ActionDenied, StaleVersion
from enrollment.policies import PERMISSIONS, allowed_actions, why_not
from enrollment.services.actions import take_action, take_action_many
from enrollment.transitions import TRANSITIONS, Action, Status
from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db


def test_each_action_leads_to_one_status_only():
    for action in Action:
        targets = {steps[action] for steps in TRANSITIONS.values() if action in steps}
        assert len(targets) == 1, action


def test_every_status_has_its_line_in_the_table():
    assert set(TRANSITIONS) == set(Status)
    assert set(PERMISSIONS) == set(Action)


class TestOneStep:
    def test_verifying_notes_who_and_when(self):
        checker = make.checker()
        row = take_action(enrollment_id=make.enrollment().pk, action=Action.VERIFY, by=checker)
        assert row.verified_by == checker
        assert row.verified_at is not None

    def test_nobody_verifies_their_own_proposal(self):
        admin = make.admin()
        row = make.enrollment(proposed_by=admin)
        assert Action.VERIFY not in allowed_actions(row, admin)
        with pytest.raises(ActionDenied, match="Anda sendiri yang mengusulkan"):
            take_action(enrollment_id=row.pk, action=Action.VERIFY, by=admin)

    def test_proposing_again_makes_the_new_proposer_the_one_who_may_not_verify(self):
        admin = make.admin()
        row = make.enrollment(status=Status.RETURNED)
        row = take_action(enrollment_id=row.pk, action=Action.PROPOSE, by=admin)
        assert (row.proposed_by, row.reason_code) == (admin, "")
        assert why_not(row, Action.VERIFY, admin)

    @pytest.mark.parametrize("action", [Action.RETURN, Action.REFUSE])
    def test_saying_no_needs_a_reason(self, action):
        row = make.enrollment()
        with pytest.raises(ActionDenied, match="alasan"):
            take_action(enrollment_id=row.pk, action=action, by=make.checker())

    def test_a_stale_page_is_refused(self):
        row = make.enrollment()
        with pytest.raises(StaleVersion):
            take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker(), version=99)

    def test_a_row_of_another_village_is_absent(self):
        row = make.enrollment()
        clerk = make.clerk(villages=[make.village("Turi")])
        with pytest.raises(type(row).DoesNotExist):
            take_action(enrollment_id=row.pk, action=Action.WITHDRAW, by=clerk)

    def test_nothing_moves_in_a_closed_period(self):
        row = make.enrollment(period=make.period(state="closed"))
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())

    def test_somebody_who_has_become_ineligible_is_not_verified(self):
        worker = make.worker(birth_date=date(1950, 1, 1))
        row = make.enrollment(worker=worker)
        with pytest.raises(ActionDenied, match="belum genap 65 tahun"):
            take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())


class TestRegistration:
    def test_it_writes_the_member_number_on_the_person(self):
        row = make.enrollment(status=Status.DECREED)
        row = take_action(
            enrollment_id=row.pk,
            action=Action.REGISTER,
            by=make.admin(),
            member_number="12345678901",
        )
        assert Worker.objects.get(pk=row.worker_id).member_number == "12345678901"
        assert row.registered_at is not None

    @pytest.mark.parametrize("number", ["", "123", "1234567890A"])
    def test_it_needs_eleven_digits(self, number):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(ActionDenied, match="KPJ"):
            take_action(
                enrollment_id=row.pk,
                action=Action.REGISTER,
                by=make.admin(),
                member_number=number,
            )


class TestManySteps:
    def test_good_rows_move_and_the_others_stay_with_their_reason(self):
        admin = make.admin()
        good, own = make.enrollment(), make.enrollment(proposed_by=admin)
        outcome = take_action_many(
            enrollment_ids=[good.pk, own.pk], action=Action.VERIFY, by=admin
        )
        assert outcome.moved == 1
        assert [(row, "sendiri" in why) for row, why in outcome.refused] == [(own, True)]
        good.refresh_from_db()
        assert good.status == Status.VERIFIED

    def test_rows_outside_the_scope_are_not_touched(self):
        row = make.enrollment(status=Status.RETURNED)
        clerk = make.clerk(villages=[make.village("Turi")])
        outcome = take_action_many(enrollment_ids=[row.pk], action=Action.WITHDRAW, by=clerk)
        assert outcome.moved == 0

    @pytest.mark.parametrize("action", [Action.VERIFY, Action.REGISTER])
    def test_the_number_of_statements_does_not_grow(self, action, django_assert_max_num_queries):
        admin, period, proposer = make.admin(), make.period(), make.clerk()
        status = Status.PROPOSED if action == Action.VERIFY else Status.DECREED

        def statements(count: int) -> int:
            rows = [
                make.enrollment(period=period, proposed_by=proposer, status=status)
                for _number in range(count)
            ]
            numbers = {row.worker_id: f"{row.worker_id:011}" for row in rows}
            with django_assert_max_num_queries(40) as captured:
                outcome = take_action_many(
                    enrollment_ids=[row.pk for row in rows],
                    action=action,
                    by=admin,
                    member_numbers=numbers,
                )
            assert outcome.moved == count
            return len(captured)

        assert statements(3) == statements(30)
