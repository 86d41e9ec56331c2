"""Two presses of one button at the same moment have one effect."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.actions import take_action_many
from enrollment.services.proposals import enroll_worker, propose
from enrollment.transitions import Action
from tests import make
from workers.models import Worker

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def at_once(press) -> list:
    """Press in four threads that start together; give what each got back."""
    start, results = threading.Barrier(4), []

    def run() -> None:
        start.wait(10)
        try:
            results.append(press())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_a_new_person_is_enrolled_once():
    clerk, period, token = make.clerk(), make.period(), uuid4()
    data = {
        "nik": make.nik(),
        "full_name": "Siti Aminah",
        "birth_date": date(1980, 5, 17),
        "sex": "M",
        "village": make.village(),
        "occupation": make.occupation(),
    }
    rows = at_once(
        lambda: enroll_worker(
            data=data,
            heirs=[{"full_name": "Budi", "relation": "child"}],
            period=period,
            starts_on=period.starts_on,
            by=clerk,
            form_token=token,
        )
    )
    assert len(rows) == 4
    assert len({row.pk for row in rows}) == 1
    assert (Worker.objects.count(), Enrollment.objects.count()) == (1, 1)
    assert Worker.objects.get().heirs.count() == 1


def test_a_known_person_is_proposed_once():
    clerk, period, worker, token = make.clerk(), make.period(), make.worker(), uuid4()
    rows = at_once(
        lambda: propose(
            worker=worker,
            period=period,
            starts_on=period.starts_on,
            by=clerk,
            form_token=token,
        )
    )
    assert len(rows) == 4
    assert len({row.pk for row in rows}) == 1


def test_colleagues_who_propose_the_same_person_read_why_not():
    period, worker = make.period(), make.worker()
    clerk = make.clerk()

    def press() -> str:
        try:
            propose(worker=worker, period=period, starts_on=period.starts_on, by=clerk)
        except ActionDenied as refusal:
            return str(refusal)
        return "saved"

    answers = at_once(press)
    assert len(answers) == 4
    assert answers.count("saved") == 1
    assert Enrollment.objects.count() == 1


def test_a_row_is_verified_once():
    checker = make.checker()
    rows = [make.enrollment() for _number in range(3)]
    outcomes = at_once(
        lambda: take_action_many(
            enrollment_ids=[row.pk for row in rows], action=Action.VERIFY, by=checker
        )
    )
    assert sum(outcome.moved for outcome in outcomes) == 3
    assert set(Enrollment.objects.values_list("version", flat=True)) == {2}
