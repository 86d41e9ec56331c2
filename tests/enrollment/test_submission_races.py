"""Two people at the files for BPJS in one moment: what comes of it is one of the two orders."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from common.http import ActionDenied
from enrollment.models import ColumnPreset, Enrollment, Submission, SubmissionLine
from enrollment.services.actions import take_action
from enrollment.services.submissions import submit, withdraw_submission
from enrollment.transitions import Action, Status
from tests import make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="Threads share no in-memory database."
    ),
]


def together(*steps: Callable[[], Any]) -> list[Any]:
    """Take steps at the same moment, each on a connection of its own; give what came of each."""
    start, results = threading.Barrier(len(steps)), list[Any](steps)

    def take(number: int, step: Callable[[], Any]) -> None:
        start.wait(10)
        try:
            results[number] = step()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def decreed(period, number: int) -> list[Enrollment]:
    return [make.enrollment(period=period, status=Status.DECREED) for _each in range(number)]


def sender(period) -> Callable[[], Submission]:
    admin, preset = make.admin(), ColumnPreset.objects.get()
    return lambda: submit(period_id=period.pk, preset=preset, by=admin)


def test_four_presses_put_everybody_into_one_file():
    period = make.period()
    rows = decreed(period, 5)
    results = together(*(sender(period) for _each in range(4)))
    assert Counter(type(result) for result in results) == {Submission: 1, ActionDenied: 3}
    assert SubmissionLine.objects.count() == len(rows)


@pytest.mark.parametrize("_again", range(3))
def test_somebody_registered_meanwhile_is_sent_and_answered_or_not_sent(_again):
    period, admin = make.period(), make.admin()
    row, *_others = decreed(period, 3)
    sent, registered = together(
        sender(period),
        lambda: take_action(
            enrollment_id=row.pk, action=Action.REGISTER, by=admin, member_number="24012345678"
        ),
    )
    assert isinstance(sent, Submission)
    assert isinstance(registered, Enrollment)
    line = SubmissionLine.objects.filter(enrollment=row).first()
    assert line is None or line.outcome == "accepted"
    assert SubmissionLine.objects.filter(outcome="pending").count() == 2


@pytest.mark.parametrize("_again", range(3))
def test_a_file_is_taken_back_or_answered(_again):
    period, admin = make.period(), make.admin()
    row, *_others = decreed(period, 2)
    submission = sender(period)()
    withdrawn, registered = together(
        lambda: withdraw_submission(submission_id=submission.pk, by=admin),
        lambda: take_action(
            enrollment_id=row.pk, action=Action.REGISTER, by=admin, member_number="24012345678"
        ),
    )
    assert isinstance(registered, Enrollment)
    if isinstance(withdrawn, ActionDenied):
        assert row.submission_lines.get().outcome == "accepted"
    else:
        assert withdrawn is None
        assert not SubmissionLine.objects.exists()
