"""Several people at different pages of the year at once: one order or another, no accident."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from common.http import ActionDenied
from contributions.services.bills import draft_bill
from enrollment.models import ColumnPreset, Enrollment, SubmissionLine
from enrollment.renewals import Answer
from enrollment.services.actions import take_action
from enrollment.services.endings import end_enrollment, end_many
from enrollment.services.proposals import propose
from enrollment.services.renewals import Said, answer_many, open_renewal
from enrollment.services.submissions import submit, withdraw_submission
from enrollment.transitions import Action, EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("crowded")]

APRIL, DAY, ON = date(2025, 4, 1), date(2025, 6, 14), date(2025, 12, 10)


def without_accidents(answers: list[Any]) -> list[Any]:
    """Give the answers, each of which is a result or a refusal with a sentence."""
    accidents = [
        answer
        for answer in answers
        if isinstance(answer, Exception) and not isinstance(answer, ActionDenied)
    ]
    assert accidents == []
    return answers


def registered(period: Any) -> Enrollment:
    worker = make.worker(member_number=make.member_number())
    return holder(period=period, status=Status.REGISTERED, worker=worker)


@pytest.mark.parametrize("_again", range(3))
def test_a_file_for_bpjs_while_covers_end(_again: int) -> None:
    period, admin = make.period(), make.admin()
    quota = ceiling(period, 100)
    rows = [holder(period=period, status=Status.DECREED) for _each in range(12)]
    preset = ColumnPreset.objects.get()
    without_accidents(
        at_once(
            [
                lambda: submit(period_id=period.pk, preset=preset, by=admin),
                lambda: end_many(
                    enrollment_ids=[row.pk for row in rows[4:]],
                    on=DAY,
                    known_on=DAY,
                    reason=EndReason.MOVED,
                    by=admin,
                ),
                lambda: end_enrollment(
                    enrollment_id=rows[0].pk, on=DAY, known_on=DAY, reason=EndReason.DIED, by=admin
                ),
            ]
        )
    )
    assert used(quota) == 3
    # The three who go on are in the file whatever came first.
    sent = set(SubmissionLine.objects.values_list("enrollment", flat=True))
    assert {row.pk for row in rows[1:4]} <= sent


@pytest.mark.parametrize("_again", range(3))
def test_a_file_is_taken_back_while_its_people_end(_again: int) -> None:
    period, admin = make.period(), make.admin()
    quota = ceiling(period, 100)
    rows = [holder(period=period, status=Status.DECREED) for _each in range(8)]
    sent = submit(period_id=period.pk, preset=ColumnPreset.objects.get(), by=admin)
    without_accidents(
        at_once(
            [
                lambda: withdraw_submission(submission_id=sent.pk, by=admin),
                lambda: end_many(
                    enrollment_ids=[row.pk for row in rows],
                    on=DAY,
                    known_on=DAY,
                    reason=EndReason.MOVED,
                    by=admin,
                ),
            ]
        )
    )
    assert used(quota) == 0
    assert not SubmissionLine.objects.exists()


@pytest.mark.parametrize("_again", range(3))
def test_bills_of_two_months_while_covers_end(_again: int) -> None:
    period, admin = make.period(), make.admin()
    rows = [registered(period) for _each in range(20)][::-1]
    without_accidents(
        at_once(
            [
                *(
                    lambda month=date(2025, number, 1): draft_bill(
                        period_id=period.pk, month=month, by=admin
                    )
                    for number in (4, 7)
                ),
                lambda: end_many(
                    enrollment_ids=[row.pk for row in rows],
                    on=DAY,
                    known_on=DAY,
                    reason=EndReason.MOVED,
                    by=admin,
                ),
            ]
        )
    )
    april = draft_bill(period_id=period.pk, month=APRIL, by=admin)
    assert april.lines.count() == 20


def test_a_renewal_opened_twice_while_answers_come_in_proposes_everybody_once() -> None:
    old = make.period("2025", starts_on=APRIL, ends_on=date(2025, 12, 31))
    new = make.period("2026", starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31))
    admin, rows = make.admin(), [registered(old) for _each in range(8)]
    stays = Said(Answer.STAYS)
    answer_many(
        period=new, said=dict.fromkeys([row.pk for row in rows[:4]], stays), known_on=ON, by=admin
    )
    late = [row.pk for row in rows[4:]]
    answers = without_accidents(
        at_once(
            [
                lambda: open_renewal(source=old, period=new, by=admin, on=ON).proposed,
                lambda: open_renewal(source=old, period=new, by=admin, on=ON).proposed,
                lambda: (
                    answer_many(
                        period=new, said=dict.fromkeys(late, stays), known_on=ON, by=admin
                    ).kept
                ),
                lambda: (
                    answer_many(
                        period=new, said=dict.fromkeys(late, stays), known_on=ON, by=admin
                    ).kept
                ),
            ]
        )
    )
    proposed = Enrollment.objects.filter(period=new)
    assert answers[2:] == [4, 4]
    assert sum(answers[:2]) == proposed.count() in {4, 8}
    assert proposed.values("worker").distinct().count() == proposed.count()


def test_one_person_proposed_in_two_offices_and_two_periods_is_in_one() -> None:
    worker = make.worker()

    def proposing(period: Any) -> Callable[[], Any]:
        by = make.admin()
        return lambda: propose(worker=worker, period=period, starts_on=period.starts_on, by=by)

    periods = [make.period(), make.period()]
    answers = without_accidents(at_once([proposing(period) for period in periods * 2]))
    assert sum(isinstance(answer, ActionDenied) for answer in answers) == 3
    assert worker.enrollments.count() == 1


def test_one_proposal_verified_four_times_takes_one_place() -> None:
    period = make.period()
    quota = ceiling(period, 5)
    row = make.enrollment(period=period)

    def verifying() -> Callable[[], Any]:
        by = make.checker()
        return lambda: take_action(enrollment_id=row.pk, action=Action.VERIFY, by=by)

    answers = without_accidents(at_once([verifying() for _each in range(4)]))
    assert sum(isinstance(answer, ActionDenied) for answer in answers) == 3
    assert used(quota) == 1
