"""Cover that ends before its period does: one, many, and by a death."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from audit.models import AuditEvent
from common.http import ActionDenied, StaleVersion
from enrollment.models import Enrollment
from enrollment.services.endings import end_enrollment, end_many, record_death
from enrollment.transitions import ENDABLE, LIVE, EndReason, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from workers.models import Worker

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 30)
LATER = date(2025, 7, 14)


def end(row: Enrollment, *, on: date = DAY, by: User | None = None, **values: Any) -> Enrollment:
    values.setdefault("reason", EndReason.MOVED)
    values.setdefault("known_on", on)
    return end_enrollment(enrollment_id=row.pk, on=on, by=by or make.admin(), **values)


class TestOneCover:
    def test_it_ends_on_a_day_with_a_reason_and_a_trace(self):
        row = make.enrollment(status=Status.DECREED)
        admin = make.admin()
        end(row, by=admin, known_on=LATER)
        row.refresh_from_db()
        assert (row.ended_on, row.end_known_on) == (DAY, LATER)
        assert (row.end_reason, row.version) == (EndReason.MOVED, 2)
        event = AuditEvent.objects.filter(table="enrollment_enrollment").latest("pk")
        assert (event.actor, event.reason) == (admin.username, str(EndReason.MOVED.label))

    @pytest.mark.parametrize("status", sorted(set(Status) - ENDABLE))
    def test_a_place_that_no_decree_names_has_no_cover_to_end(self, status):
        row = make.enrollment(status=status)
        with pytest.raises(ActionDenied, match="belum ditetapkan"):
            end(row)

    def test_it_ends_only_once(self):
        row = make.enrollment(status=Status.DECREED)
        end(row)
        with pytest.raises(ActionDenied, match="sudah berakhir pada 30 Juni 2025"):
            end(row)

    @pytest.mark.parametrize("day", [date(2025, 3, 31), date(2026, 1, 1)])
    def test_the_last_day_lies_within_the_cover(self, day):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(ActionDenied, match="1 April 2025 – 31 Desember 2025"):
            end(row, on=day)

    @pytest.mark.parametrize("day", [date(2025, 4, 1), date(2025, 12, 31)])
    def test_the_first_and_the_last_day_of_cover_are_within_it(self, day):
        assert end(make.enrollment(status=Status.DECREED), on=day).ended_on == day

    def test_a_clerk_ends_cover_of_the_own_kelurahan(self):
        row = make.enrollment(status=Status.REGISTERED)
        assert end(row, by=make.clerk()).ended_on == DAY

    @pytest.mark.parametrize("role", ["checker", "official", "auditor"])
    def test_who_only_checks_or_reads_ends_no_cover(self, role):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(ActionDenied, match="Peran Anda"):
            end(row, by=getattr(make, role)())

    def test_a_cover_outside_the_scope_looks_absent(self):
        turi = make.worker(village=make.village("Turi"))
        row = make.enrollment(status=Status.DECREED, worker=turi)
        for reason in (EndReason.MOVED, EndReason.DIED):
            with pytest.raises(Enrollment.DoesNotExist):
                end(row, by=make.clerk(), reason=reason)

    def test_a_stale_page_ends_nothing(self):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(StaleVersion):
            end(row, version=row.version + 1)
        row.refresh_from_db()
        assert row.ended_on is None

    def test_its_place_is_free_again(self):
        period = make.period()
        quota = ceiling(period, 1)
        row = holder(period=period, status=Status.DECREED)
        assert used(quota) == 1
        end(row)
        row.refresh_from_db()
        assert (used(quota), row.place_village_id) == (0, None)


class TestDeath:
    @pytest.mark.parametrize("reason", [EndReason.DIED, EndReason.DIED_AT_WORK])
    def test_it_is_noted_on_the_person_and_ends_every_open_cover(self, reason):
        worker = make.worker()
        now = make.enrollment(worker=worker, status=Status.REGISTERED)
        coming = make.period(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        then = make.enrollment(worker=worker, period=coming, status=Status.DECREED)
        end(now, reason=reason, known_on=LATER)
        worker.refresh_from_db()
        now.refresh_from_db()
        then.refresh_from_db()
        assert worker.died_on == DAY
        assert (now.ended_on, now.end_known_on, now.end_reason) == (DAY, LATER, reason)
        # No cover ends before its first day; that the person was dead then stands on the person.
        assert (then.ended_on, then.end_reason) == (date(2026, 1, 1), reason)

    def test_cover_that_was_over_before_stays_as_it_was(self):
        worker = make.worker()
        before = make.period(starts_on=date(2024, 4, 1), ends_on=date(2024, 12, 31))
        old = make.enrollment(worker=worker, period=before, status=Status.REGISTERED)
        end(make.enrollment(worker=worker, status=Status.REGISTERED), reason=EndReason.DIED)
        old.refresh_from_db()
        assert (old.ended_on, old.version) == (None, 1)
        with pytest.raises(ActionDenied, match="sudah selesai pada 31 Desember 2024"):
            end(old, reason=EndReason.DIED)

    @pytest.mark.parametrize("status", sorted(LIVE - ENDABLE))
    def test_who_is_only_proposed_leaves_with_the_reason_deceased(self, status):
        row = make.enrollment(status=status)
        end(row, reason=EndReason.DIED, by=make.clerk())
        row.refresh_from_db()
        early = status in {Status.PROPOSED, Status.RETURNED}
        assert row.status == (Status.WITHDRAWN if early else Status.REFUSED)
        assert (row.reason_code, row.version) == (ReturnReason.DECEASED, 2)
        assert row.worker.died_on == DAY

    def test_what_is_already_refused_is_not_ended_again(self):
        row = make.enrollment(status=Status.REFUSED)
        with pytest.raises(ActionDenied, match="sudah ditolak atau dibatalkan"):
            end(row, reason=EndReason.DIED)
        assert Worker.objects.get(pk=row.worker_id).died_on is None

    def test_another_day_than_the_one_on_record_is_refused(self):
        row = make.enrollment(status=Status.DECREED, worker=make.worker(died_on=date(2025, 5, 1)))
        with pytest.raises(ActionDenied, match="meninggal dunia pada 1 Mei 2025"):
            end(row, reason=EndReason.DIED)

    def test_nobody_hears_of_it_before_it_happened(self):
        row = make.enrollment(status=Status.DECREED)
        with pytest.raises(ActionDenied, match="mendahului tanggal meninggalnya"):
            end(row, reason=EndReason.DIED, known_on=date(2025, 6, 29))

    def test_somebody_without_any_cover_can_be_reported(self):
        worker = make.worker()
        assert record_death(worker_id=worker.pk, on=DAY, known_on=LATER, by=make.clerk()).died_on
        with pytest.raises(ActionDenied, match="Peran Anda"):
            record_death(worker_id=worker.pk, on=DAY, known_on=LATER, by=make.checker())

    def test_the_trail_says_who_reported_it(self):
        row, clerk = make.enrollment(status=Status.REGISTERED), make.clerk()
        end(row, reason=EndReason.DIED, by=clerk)
        event = AuditEvent.objects.filter(table="workers_worker").latest("pk")
        assert (event.actor, event.reason) == (clerk.username, str(EndReason.DIED.label))


class TestMany:
    def end_many(self, rows: list[Enrollment], **values: Any) -> Any:
        values.setdefault("reason", EndReason.MOVED)
        values.setdefault("by", make.admin())
        ids = [row.pk for row in rows]
        return end_many(enrollment_ids=ids, on=DAY, known_on=LATER, **values)

    def test_good_rows_end_and_the_others_stay_with_their_reason(self):
        period = make.period()
        good = make.enrollment(period=period, status=Status.REGISTERED)
        proposed = make.enrollment(period=period)
        outcome = self.end_many([good, proposed])
        assert outcome.moved == 1
        assert [(row, "belum ditetapkan" in why) for row, why in outcome.refused] == [
            (proposed, True)
        ]
        good.refresh_from_db()
        assert good.ended_on == DAY

    def test_rows_changed_since_they_were_seen_stay(self):
        row = make.enrollment(status=Status.REGISTERED)
        outcome = self.end_many([row], versions={row.pk: row.version - 1})
        assert (outcome.moved, [found for found, _why in outcome.refused]) == (0, [row])

    def test_rows_outside_the_scope_are_not_touched(self):
        row = make.enrollment(
            status=Status.REGISTERED, worker=make.worker(village=make.village("Turi"))
        )
        assert self.end_many([row], by=make.clerk()).moved == 0

    @pytest.mark.parametrize("reason", [EndReason.MOVED, EndReason.DIED])
    def test_the_number_of_statements_does_not_grow(self, reason, django_assert_max_num_queries):
        admin, period, proposer = make.admin(), make.period(), make.clerk()
        ceiling(period, 100)

        def statements(count: int) -> int:
            rows = [
                holder(period=period, proposed_by=proposer, status=Status.REGISTERED)
                for _number in range(count)
            ]
            with django_assert_max_num_queries(30) as captured:
                assert self.end_many(rows, reason=reason, by=admin).moved == count
            return len(captured)

        assert statements(3) == statements(30)
