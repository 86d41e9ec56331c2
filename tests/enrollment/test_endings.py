"""Cover that ends before its period does."""

from datetime import date

import pytest

from accounts.models import User
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import ENDABLE, EndReason, Status
from tests import make

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 30)


def end(row: Enrollment, *, on: date = DAY, by: User | None = None) -> Enrollment:
    return end_enrollment(
        enrollment_id=row.pk, on=on, known_on=on, reason=EndReason.MOVED, by=by or make.admin()
    )


def test_a_cover_ends_on_a_day_with_a_reason_and_a_trace():
    row = make.enrollment(status=Status.DECREED)
    admin = make.admin()
    end(row, by=admin)
    row.refresh_from_db()
    assert (row.ended_on, row.end_reason, row.version) == (DAY, EndReason.MOVED, 2)
    event = AuditEvent.objects.filter(table="enrollment_enrollment").latest("pk")
    assert (event.actor, event.reason) == (admin.username, str(EndReason.MOVED.label))


@pytest.mark.parametrize("status", sorted(set(Status) - ENDABLE))
def test_a_place_that_no_decree_names_has_no_cover_to_end(status):
    row = make.enrollment(status=status)
    with pytest.raises(ActionDenied, match="belum ditetapkan"):
        end(row)


def test_a_cover_ends_only_once():
    row = make.enrollment(status=Status.DECREED)
    end(row)
    with pytest.raises(ActionDenied, match="sudah berakhir"):
        end(row)


@pytest.mark.parametrize("day", [date(2025, 3, 31), date(2026, 1, 1)])
def test_the_last_day_lies_within_the_cover(day):
    row = make.enrollment(status=Status.DECREED)
    with pytest.raises(ActionDenied, match="di dalam masa perlindungan"):
        end(row, on=day)


@pytest.mark.parametrize("day", [date(2025, 4, 1), date(2025, 12, 31)])
def test_the_first_and_the_last_day_of_cover_are_within_it(day):
    assert end(make.enrollment(status=Status.DECREED), on=day).ended_on == day


@pytest.mark.parametrize("role", ["checker", "official", "auditor"])
def test_who_only_checks_or_reads_ends_no_cover(role):
    row = make.enrollment(status=Status.DECREED)
    with pytest.raises(ActionDenied, match="Peran Anda"):
        end(row, by=getattr(make, role)())


def test_a_cover_outside_the_scope_looks_absent():
    row = make.enrollment(status=Status.DECREED, worker=make.worker(village=make.village("Turi")))
    with pytest.raises(Enrollment.DoesNotExist):
        end(row, by=make.clerk())
