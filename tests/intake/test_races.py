"""Two people at one list in the same moment: what comes of it is one of the two orders."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.actions import take_action
from enrollment.transitions import Action
from intake import services
from intake.models import ImportBatch
from jobs.models import Job
from jobs.tasks import run_job
from tests import make
from tests.intake import sheets
from workers.models import Worker

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
        start.wait()
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
        thread.join()
    return results


def work(job: Job) -> Job:
    run_job.func(job.pk)
    job.refresh_from_db()
    return job


def a_list(by: User, *, second_person: bool = False) -> ImportBatch:
    rows = [sheets.row_of(make.nik(), "Sri Lestari"), sheets.row_of(make.nik(), "Bambang Utomo")]
    return sheets.staged(make.period(second_person=second_person), by, rows)


def test_four_clicks_of_two_people_start_one_saving() -> None:
    one, other = make.admin(), make.admin()
    batch = a_list(one)
    clicks = [
        lambda by=by: services.start_saving(batch_id=batch.pk, by=by)
        for by in (one, other, one, other)
    ]
    jobs = together(*clicks)
    assert jobs == [Job.objects.get()] * 4


def test_a_list_is_agreed_to_or_taken_back_but_never_both() -> None:
    clerk, one, other = make.clerk(), make.admin(), make.admin()
    batch = a_list(clerk, second_person=True)
    services.ask_approval(batch_id=batch.pk, by=clerk)
    withdrawn, *agreed = together(
        lambda: services.withdraw_request(batch_id=batch.pk, by=clerk),
        lambda: services.approve(batch_id=batch.pk, by=one),
        lambda: services.approve(batch_id=batch.pk, by=other),
    )
    batch.refresh_from_db()
    if isinstance(withdrawn, ActionDenied):
        assert Job.objects.count() == 1
        assert batch.approved_by in {one, other}
    else:
        assert {type(answer) for answer in agreed} == {ActionDenied}
        assert (batch.state, batch.approved_by, Job.objects.count()) == ("checked", None, 0)


def test_a_list_that_two_people_take_back_is_taken_back_once() -> None:
    one, other = make.admin(), make.admin()
    batch = a_list(one)
    services.commit_batch(batch_id=batch.pk, by=one, on=batch.period.starts_on)
    together(
        lambda: services.start_undo(batch_id=batch.pk, by=one),
        lambda: services.start_undo(batch_id=batch.pk, by=other),
    )
    work(Job.objects.first())  # type: ignore[arg-type]
    batch.refresh_from_db()
    assert (batch.saved, Worker.objects.count(), Enrollment.objects.count()) == (0, 0, 0)
    assert not Job.objects.filter(state=Job.State.FAILED).exists()


def test_a_person_is_verified_or_taken_back() -> None:
    admin, checker = make.admin(), make.checker()
    batch = a_list(admin)
    services.commit_batch(batch_id=batch.pk, by=admin, on=batch.period.starts_on)
    place = Enrollment.objects.earliest("pk")
    undone, verified = together(
        lambda: services.undo_batch(batch_id=batch.pk, by=admin),
        lambda: take_action(enrollment_id=place.pk, action=Action.VERIFY, by=checker),
    )
    if isinstance(undone, ActionDenied):
        assert Enrollment.objects.count() == 2
        assert Enrollment.objects.get(pk=place.pk).status == "verified"
    else:
        assert isinstance(verified, Enrollment.DoesNotExist)
        assert not Enrollment.objects.exists()


@pytest.mark.parametrize("turn", [1, -1])
def test_two_lists_with_the_same_new_people_bring_them_in_once(turn: int) -> None:
    one, other = make.admin(), make.admin()
    period = make.period()
    rows = [sheets.row_of(make.nik(), name) for name in ("Sri Lestari", "Bambang Utomo")]
    batches = [sheets.staged(period, one, rows), sheets.staged(period, other, rows[::turn])]
    outcomes = together(
        *(
            lambda batch=batch: services.commit_batch(
                batch_id=batch.pk, by=batch.uploaded_by, on=period.starts_on
            )
            for batch in batches
        )
    )
    assert sorted(outcome.new for outcome in outcomes) == [0, 2]
    assert Worker.objects.count() == Enrollment.objects.count() == 2


def test_one_file_sent_twice_at_once_is_one_list() -> None:
    admin, period = make.admin(), make.period()
    # One workbook, since a workbook carries the second in which it was written.
    content = sheets.workbook([sheets.row_of(make.nik())])
    sent = together(*[lambda: sheets.staged_bytes(period, admin, content)] * 3)
    assert {batch.pk for batch in sent} == {ImportBatch.objects.get().pk}


def test_a_row_is_corrected_before_the_saving_or_not_at_all() -> None:
    admin, other = make.admin(), make.admin()
    batch = a_list(admin)
    row = batch.rows.people().earliest("pk")
    saving, edited = together(
        lambda: work(services.start_saving(batch_id=batch.pk, by=admin)),
        lambda: services.edit_row(
            batch_id=batch.pk,
            row_id=row.pk,
            texts={"full_name": "Nama Baru"},
            by=other,
            on=batch.period.starts_on,
        ),
    )
    assert isinstance(saving, Job)
    person = Worker.objects.filter(nik=row.nik).first()
    if isinstance(edited, Exception):
        assert isinstance(edited, ActionDenied | batch.rows.model.DoesNotExist)
        assert person is not None
        assert person.full_name != "Nama Baru"
    elif person is not None:
        assert person.full_name == "Nama Baru"
