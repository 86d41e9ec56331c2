"""The days of one worker's live enrollments never touch, whatever the door."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from audit.context import acting
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import LIVE, EndReason, Status
from enrollment.triggers import NO_OVERLAP
from tests import make
from workers.models import Worker

APRIL, DECEMBER = date(2025, 4, 1), date(2025, 12, 31)
refused = pytest.raises(IntegrityError, match=NO_OVERLAP)


@pytest.fixture
def worker(db) -> Worker:
    return make.worker()


@pytest.fixture
def staff(db) -> User:
    return make.clerk()


@pytest.fixture
def held(worker, staff) -> Enrollment:
    """The worker's place from April to December 2025."""
    return make.enrollment(worker=worker, proposed_by=staff)


def second(held: Enrollment, starts_on: date, ends_on: date, **values: Any) -> Enrollment:
    """An unsaved enrollment of the same worker in another period."""
    period = make.period(starts_on=starts_on, ends_on=ends_on)
    values = {
        "starts_on": starts_on,
        "proposed_at": timezone.now(),
        "proposed_by": held.proposed_by,
        **values,
    }
    return Enrollment(worker=held.worker, period=period, **values)


def save(row: Enrollment) -> None:
    row.save(force_insert=True)


def bulk_create(row: Enrollment) -> None:
    Enrollment.objects.bulk_create([row])


def get_or_create(row: Enrollment) -> None:
    names = ("starts_on", "status", "proposed_at", "proposed_by")
    defaults = {name: getattr(row, name) for name in names}
    Enrollment.objects.get_or_create(worker=row.worker, period=row.period, defaults=defaults)


def upsert(row: Enrollment) -> None:
    Enrollment.objects.bulk_create([row], ignore_conflicts=True)


def raw_sql(row: Enrollment) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO enrollment_enrollment (worker_id, period_id, status, starts_on,"
            " end_reason, reason_code, reason_note, proposed_at, proposed_by_id, version)"
            " VALUES (%s, %s, 'proposed', %s, '', '', '', %s, %s, 1)",
            [
                row.worker_id,
                row.period_id,
                row.starts_on,
                row.proposed_at.isoformat(),
                row.proposed_by_id,
            ],
        )


DOORS = [save, bulk_create, get_or_create, upsert, raw_sql]


def ended_in_june(worker: Worker, staff: User) -> Enrollment:
    return make.enrollment(
        worker=worker,
        proposed_by=staff,
        status=Status.REGISTERED,
        ended_on=date(2025, 6, 30),
        end_reason=EndReason.RESIGNED,
    )


class TestNewRows:
    @pytest.mark.parametrize("write", DOORS, ids=lambda write: write.__name__)
    def test_days_that_are_free_are_given(self, held, write: Callable[[Enrollment], None]):
        with acting("tests"):
            write(second(held, date(2026, 1, 1), date(2026, 12, 31)))
        assert held.worker.enrollments.count() == 2

    @pytest.mark.parametrize("write", DOORS, ids=lambda write: write.__name__)
    def test_days_that_are_taken_are_refused(self, held, write: Callable[[Enrollment], None]):
        row = second(held, DECEMBER, date(2026, 11, 30))
        with refused, transaction.atomic(), acting("tests"):
            write(row)
        assert held.worker.enrollments.get() == held

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "free"),
        [
            (date(2025, 1, 1), date(2025, 3, 31), True),
            (date(2025, 1, 1), APRIL, False),
            (date(2025, 6, 1), date(2025, 6, 1), False),
            (date(2025, 1, 1), date(2026, 12, 31), False),
            (DECEMBER, date(2026, 12, 31), False),
            (date(2026, 1, 1), date(2026, 12, 31), True),
        ],
    )
    def test_both_ends_count(self, held, starts_on: date, ends_on: date, free: bool):
        row = second(held, starts_on, ends_on)
        if free:
            with acting("tests"):
                row.save()
        else:
            with refused, transaction.atomic(), acting("tests"):
                row.save()

    def test_days_of_another_worker_do_not_matter(self, held):
        make.enrollment(period=held.period, proposed_by=held.proposed_by)
        assert Enrollment.objects.count() == 2

    @pytest.mark.parametrize("status", sorted(LIVE))
    def test_every_live_state_holds_its_days(self, worker, staff, status: Status):
        held = make.enrollment(worker=worker, proposed_by=staff, status=status)
        with refused, transaction.atomic(), acting("tests"):
            second(held, DECEMBER, date(2026, 11, 30)).save()

    @pytest.mark.parametrize("status", sorted(set(Status) - LIVE))
    def test_a_refused_or_withdrawn_row_holds_none(self, worker, staff, status: Status):
        held = make.enrollment(worker=worker, proposed_by=staff, status=status)
        with acting("tests"):
            second(held, APRIL, DECEMBER).save()

    def test_two_overlapping_rows_of_one_statement_are_refused(self, worker, staff):
        now = timezone.now()
        periods = [make.period(), make.period()]
        rows = [
            Enrollment(
                worker=worker, period=p, starts_on=APRIL, proposed_at=now, proposed_by=staff
            )
            for p in periods
        ]
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.bulk_create(rows)
        assert not worker.enrollments.exists()

    def test_the_days_after_an_ended_cover_are_free(self, worker, staff):
        held = ended_in_june(worker, staff)
        with acting("tests"):
            second(held, date(2025, 7, 1), DECEMBER).save()


class TestChangedRows:
    @pytest.fixture
    def later(self, held) -> Enrollment:
        row = second(held, date(2026, 1, 1), date(2026, 12, 31))
        with acting("tests"):
            row.save()
        return row

    @pytest.mark.parametrize("starts_on", [DECEMBER, date(2025, 5, 1)])
    def test_days_cannot_move_onto_taken_ones(self, later, starts_on: date):
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.filter(pk=later.pk).update(starts_on=starts_on)

    def test_bulk_update_is_refused_too(self, later):
        later.starts_on = DECEMBER
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.bulk_update([later], ["starts_on"])

    def test_a_row_cannot_come_back_to_life_onto_taken_days(self, worker, staff):
        gone = make.enrollment(worker=worker, proposed_by=staff, status=Status.WITHDRAWN)
        make.enrollment(worker=worker, proposed_by=staff)
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.filter(pk=gone.pk).update(status=Status.PROPOSED)

    def test_a_row_cannot_be_given_to_a_worker_whose_days_are_taken(self, held, staff):
        other = make.enrollment(period=held.period, proposed_by=staff)
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.filter(pk=other.pk).update(
                worker=held.worker, period=make.period().pk
            )

    def test_a_row_cannot_move_to_a_longer_period_over_taken_days(self, held, later):
        longer = make.period(starts_on=APRIL, ends_on=date(2026, 6, 30))
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.filter(pk=held.pk).update(period=longer)

    def test_an_end_cannot_be_taken_back_onto_taken_days(self, worker, staff):
        held = ended_in_june(worker, staff)
        with acting("tests"):
            second(held, date(2025, 7, 1), DECEMBER).save()
        with refused, transaction.atomic(), acting("tests"):
            Enrollment.objects.filter(pk=held.pk).update(
                ended_on=None, end_known_on=None, end_reason=""
            )

    def test_a_step_between_live_states_is_free(self, held):
        with acting("tests"):
            Enrollment.objects.filter(pk=held.pk).update(status=Status.RETURNED)


class TestPeriods:
    @pytest.fixture(autouse=True)
    def _later(self, held):
        with acting("tests"):
            second(held, date(2026, 1, 1), date(2026, 12, 31)).save()

    def test_a_period_cannot_stretch_over_taken_days(self, held):
        period = held.period
        period.ends_on = date(2026, 1, 1)
        with refused, transaction.atomic(), acting("tests"):
            period.save()

    def test_nor_can_several_at_once(self):
        with refused, transaction.atomic(), acting("tests"):
            EnrollmentPeriod.objects.update(ends_on=date(2026, 12, 31))

    def test_it_may_shrink(self, held):
        held.period.ends_on = date(2025, 11, 30)
        with acting("tests"):
            held.period.save()

    def test_it_may_stretch_where_nobody_is_in_the_way(self, held):
        with acting("tests"):
            held.worker.enrollments.exclude(pk=held.pk).delete()
            held.period.ends_on = date(2026, 1, 31)
            held.period.save()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps no such count")
class TestCost:
    def test_a_new_row_never_reads_the_whole_table(self, staff):
        """A plan made while the tables were small must not stay when they have grown."""
        period = make.period()
        for _ in range(8):  # from the sixth run on PostgreSQL keeps the plan
            make.enrollment(period=period, proposed_by=staff)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE enrollment_enrollment, workers_worker")
        worker = make.worker()
        before = self.whole_reads()
        make.enrollment(period=period, proposed_by=staff, worker=worker)
        assert self.whole_reads() == before

    def whole_reads(self) -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, seq_scan FROM pg_stat_xact_user_tables"
                " WHERE relname IN ('enrollment_enrollment', 'workers_worker') ORDER BY relname"
            )
            return cursor.fetchall()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
class TestRaces:
    """Two transactions at once: the first holds its writes back until the second is waiting."""

    def race(self, first: Callable[[], Any], then: Callable[[], Any]) -> Exception | None:
        """Run ``then`` in a second transaction while ``first`` is not yet committed.

        Gives   the error of the second transaction, or None.
        """
        written, errors = threading.Event(), []

        def second_transaction() -> None:
            written.wait(10)
            try:
                with transaction.atomic(), acting("kedua"):
                    then()
            except IntegrityError as error:
                errors.append(error)
            finally:
                connection.close()

        thread = threading.Thread(target=second_transaction)
        thread.start()
        with transaction.atomic(), acting("pertama"):
            first()
            written.set()
            thread.join(0.5)
            assert thread.is_alive(), "the second transaction did not wait for the first"
        thread.join(10)
        return errors[0] if errors else None

    def test_two_clerks_enrol_one_worker_at_once(self, held):
        rows = [second(held, date(2026, 1, 1), date(2026, 12, 31)) for _ in range(2)]
        error = self.race(rows[0].save, rows[1].save)
        assert NO_OVERLAP in str(error)
        assert held.worker.enrollments.count() == 2

    def test_an_enrollment_while_a_period_stretches(self, held):
        row = second(held, date(2026, 1, 1), date(2026, 12, 31))
        periods = EnrollmentPeriod.objects.filter(pk=held.period_id)
        error = self.race(lambda: periods.update(ends_on=date(2026, 3, 31)), row.save)
        assert NO_OVERLAP in str(error)

    def test_a_period_stretches_while_somebody_is_enrolled(self, held):
        row = second(held, date(2026, 1, 1), date(2026, 12, 31))
        periods = EnrollmentPeriod.objects.filter(pk=held.period_id)
        error = self.race(row.save, lambda: periods.update(ends_on=date(2026, 3, 31)))
        assert NO_OVERLAP in str(error)
