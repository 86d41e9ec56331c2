"""Whichever way the office hears of a death, it is noted by one service and ends every cover."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.dates import today
from common.http import ActionDenied
from enrollment.models import Enrollment, RenewalAnswer
from enrollment.renewals import Answer
from enrollment.services.endings import end_enrollment, record_death, record_death_many
from enrollment.services.people import change_worker
from enrollment.services.renewals import Said, answer_many
from enrollment.transitions import EndReason, Status
from intake import services
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 14)


class TestTheFieldOfTheRecord:
    def test_a_day_of_death_is_not_typed_into_it(self):
        row = make.enrollment(status=Status.REGISTERED)
        with pytest.raises(ActionDenied, match="di halaman orangnya"):
            change_worker(
                worker_id=row.worker_id, data={"died_on": DAY}, heirs=None, by=make.admin()
            )
        row.refresh_from_db()
        assert (row.ended_on, row.worker.died_on) == (None, None)

    def test_a_wrong_one_that_ended_nothing_is_emptied(self):
        worker, by = make.worker(), make.admin()
        record_death(worker_id=worker.pk, on=DAY, known_on=DAY, by=by)
        change_worker(worker_id=worker.pk, data={"died_on": None}, heirs=None, by=by)
        worker.refresh_from_db()
        assert worker.died_on is None

    def test_one_that_ended_a_cover_is_taken_back_there(self):
        row, by = make.enrollment(status=Status.REGISTERED), make.admin()
        end_enrollment(enrollment_id=row.pk, on=DAY, known_on=DAY, reason=EndReason.DIED, by=by)
        with pytest.raises(ActionDenied, match="Batalkan pengakhirannya"):
            change_worker(worker_id=row.worker_id, data={"died_on": None}, heirs=None, by=by)


class TestMany:
    def test_each_loses_every_cover_and_who_is_on_record_already_stays(self):
        by = make.admin()
        rows = [make.enrollment(status=Status.DECREED) for _number in range(2)]
        known = make.worker()
        record_death(worker_id=known.pk, on=date(2025, 1, 1), known_on=DAY, by=by)
        ids = [*(row.worker_id for row in rows), known.pk]
        refused = record_death_many(worker_ids=ids, on=DAY, known_on=DAY, by=by)
        assert list(refused) == [known.pk]
        assert "1 Januari 2025" in refused[known.pk]
        assert set(Enrollment.objects.values_list("ended_on", flat=True)) == {DAY}

    def test_thirty_deaths_cost_as_many_queries_as_three(self):
        by = make.admin()

        def cost(count: int) -> int:
            ids = [make.enrollment(status=Status.DECREED).worker_id for _number in range(count)]
            with CaptureQueriesContext(connection) as queries:
                record_death_many(worker_ids=ids, on=DAY, known_on=DAY, by=by)
            return len(queries)

        assert cost(3) == cost(30)


class TestRenewal:
    def test_a_death_after_the_old_cover_is_noted_and_ends_what_came_next(self):
        source = make.period(starts_on=date(2024, 4, 1), ends_on=date(2024, 12, 31))
        following = make.period()
        old = make.enrollment(period=source, status=Status.REGISTERED)
        make.enrollment(period=following, worker=old.worker, status=Status.DECREED)
        answer_many(
            period=following,
            said={old.pk: Said(Answer.DIED, fact_on=DAY)},
            known_on=DAY,
            by=make.admin(),
        )
        old.worker.refresh_from_db()
        assert old.worker.died_on == DAY
        assert Enrollment.objects.get(period=following).ended_on == DAY

    def test_another_day_than_the_one_on_record_is_told_and_not_kept(self):
        source = make.period(starts_on=date(2024, 4, 1), ends_on=date(2024, 12, 31))
        following, by = make.period(), make.admin()
        old = make.enrollment(period=source, status=Status.REGISTERED)
        record_death(worker_id=old.worker_id, on=date(2025, 1, 5), known_on=DAY, by=by)
        done = answer_many(
            period=following,
            said={old.pk: Said(Answer.DIED, fact_on=DAY)},
            known_on=DAY,
            by=by,
        )
        assert [row.pk for row, _why in done.refused] == [old.pk]
        assert "5 Januari 2025" in done.refused[0][1]
        assert not RenewalAnswer.objects.exists()


class TestLists:
    @pytest.mark.parametrize("name", ["Sri Lestari (Alm.)", "Almarhumah Sri Lestari"])
    def test_a_list_that_is_read_in_notes_no_death_and_ends_no_cover(self, period, name):
        by = make.admin()
        known = make.worker(full_name="Sri Lestari")
        before = make.period(starts_on=today() - timedelta(days=400), ends_on=period.starts_on)
        cover = make.enrollment(
            worker=known,
            period=before,
            status=Status.REGISTERED,
            ended_on=period.starts_on - timedelta(days=1),
            end_reason=EndReason.RESIGNED,
        )
        batch = sheets.staged(
            period, by, [[*sheets.row_of(known.nik, name)], sheets.row_of(make.nik(), name)]
        )
        warned = [row for row in batch.rows.people() if "deceased" in str(row.problems)]
        assert len(warned) == 2
        services.commit_batch(batch_id=batch.pk, by=by, on=period.starts_on)
        known.refresh_from_db()
        assert known.died_on is None
        cover.refresh_from_db()
        assert cover.end_reason == EndReason.RESIGNED


class TestMendingARejection:
    def test_the_clerk_of_the_kelurahan_mends_the_number_that_bpjs_rejected(self):
        row, right = make.enrollment(status=Status.REJECTED), make.nik()
        change_worker(worker_id=row.worker_id, data={"nik": right}, heirs=None, by=make.clerk())
        row.worker.refresh_from_db()
        assert row.worker.nik == right

    def test_a_checker_reads_who_corrects_a_wrong_number(self, client):
        row = make.enrollment()
        client.force_login(make.checker())
        response = client.get(f"/pekerja/{row.worker_id}/")
        assert "Kembalikan usulannya, lalu petugas memperbaikinya" in response.text

    def test_a_clerk_reads_who_corrects_what_is_verified(self, client):
        row = make.enrollment(status=Status.VERIFIED)
        client.force_login(make.clerk())
        response = client.get(f"/pekerja/{row.worker_id}/ubah/")
        assert "mintalah Admin program memperbaikinya" in response.text
