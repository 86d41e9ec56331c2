"""An ending that was a mistake, taken back."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied, StaleVersion
from enrollment.models import Decree, Enrollment
from enrollment.services.actions import take_action
from enrollment.services.endings import end_enrollment
from enrollment.services.reopening import reopen_enrollment
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action, EndReason, Status
from places.models import Signatory
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from workers.models import Worker

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 30)


def ended(reason: EndReason = EndReason.MOVED, **values: Any) -> Enrollment:
    row = holder(status=Status.REGISTERED, **values)
    return end_enrollment(
        enrollment_id=row.pk, on=DAY, known_on=DAY, reason=reason, by=make.admin()
    )


def reopen(row: Enrollment, **values: Any) -> Enrollment:
    values.setdefault("by", make.admin())
    values.setdefault("note", "salah orang")
    return reopen_enrollment(enrollment_id=row.pk, **values)


def test_the_cover_runs_on_and_holds_a_place_again():
    period, admin = make.period(), make.admin()
    quota = ceiling(period, 1)
    row = reopen(ended(period=period), by=admin)
    assert (row.ended_on, row.end_known_on, row.end_reason) == (None, None, "")
    assert (used(quota), row.version) == (1, 3)
    event = AuditEvent.objects.filter(table="enrollment_enrollment").latest("pk")
    assert (event.actor, event.reason) == (admin.username, "salah orang")


def test_a_death_goes_with_every_ending_it_made():
    worker = make.worker()
    coming = make.period(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    then = make.enrollment(worker=worker, period=coming, status=Status.DECREED)
    now = ended(EndReason.DIED, worker=worker)
    then.refresh_from_db()
    assert then.end_reason == EndReason.DIED
    reopen(now)
    then.refresh_from_db()
    assert (then.ended_on, Worker.objects.get(pk=worker.pk).died_on) == (None, None)


def test_a_place_that_somebody_else_has_taken_stays_theirs():
    period = make.period()
    ceiling(period, 1)
    row = ended(period=period)
    waiting = make.enrollment(period=period, status=Status.WAITLISTED)
    take_action(enrollment_id=waiting.pk, action=Action.PROMOTE, by=make.admin())
    with pytest.raises(ActionDenied, match=r"sudah dipakai orang lain\. Kuota .* penuh"):
        reopen(row)
    row.refresh_from_db()
    assert row.ended_on == DAY


def test_a_replacement_stands_in_the_way():
    row, worker = ended(), make.worker()
    replace_enrollment(
        ended_id=row.pk, worker=worker, from_month=date(2025, 7, 1), by=make.admin()
    )
    with pytest.raises(ActionDenied, match=f"sudah digantikan {worker}"):
        reopen(row)


def test_another_cover_on_those_days_stands_in_the_way():
    row = ended()
    other = make.period(starts_on=date(2025, 8, 1), ends_on=date(2025, 12, 31))
    make.enrollment(worker=row.worker, period=other, starts_on=other.starts_on)
    with pytest.raises(ActionDenied, match=f"kepesertaan lain: {other}"):
        reopen(row)


def test_a_signed_amendment_stands_in_the_way_and_a_draft_does_not():
    row = ended()
    decree = removal(row)
    reopen(row)
    row = end_enrollment(
        enrollment_id=row.pk, on=DAY, known_on=DAY, reason=EndReason.MOVED, by=make.admin()
    )
    sign(decree)
    with pytest.raises(ActionDenied, match="tercantum dalam SK-1"):
        reopen(row)


def removal(row: Enrollment) -> Decree:
    """A draft amendment that takes a person out."""
    person, admin = row.worker, make.admin()
    with acting("tests"):
        base = Decree.objects.create(period=row.period, title="Peserta", made_by=admin)
        decree = Decree.objects.create(
            period=row.period, title="Perubahan", amends=base, sequence=1, made_by=admin
        )
        decree.lines.create(
            position=1,
            change="removed",
            enrollment=row,
            full_name=person.full_name,
            nik=person.nik,
            birth_date=person.birth_date,
            sex=person.sex,
            village_code=person.village_id,
            village_name="Tlumpu",
            district_name="Sukorejo",
            occupation_name="Becak",
            starts_on=row.starts_on,
            ends_on=DAY,
        )
    return decree


def sign(decree: Decree) -> None:
    with acting("tests"):
        signatory = Signatory.objects.create(
            position="Wali Kota", name="Wali Kota", signs="decrees", valid_from=date(1999, 1, 1)
        )
        Decree.objects.filter(pk=decree.pk).update(
            state="signed",
            number="SK-1",
            signed_on=DAY,
            signatory=signatory,
            sha256="0" * 64,
            recorded_at=timezone.now(),
            recorded_by=decree.made_by,
        )


class TestWho:
    @pytest.mark.parametrize("role", ["clerk", "checker", "official", "auditor"])
    def test_only_an_admin(self, role):
        row = ended()
        with pytest.raises(ActionDenied, match="Peran Anda"):
            reopen(row, by=getattr(make, role)())

    def test_with_a_reason(self):
        with pytest.raises(ActionDenied, match="Tulis alasannya"):
            reopen(ended(), note="  ")

    def test_from_a_fresh_page(self):
        row = ended()
        with pytest.raises(StaleVersion):
            reopen(row, version=row.version + 1)

    def test_while_the_period_is_open(self):
        row = ended(period=make.period())
        with acting("tests"):
            type(row.period).objects.filter(pk=row.period_id).update(state="closed")
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            reopen(row)

    def test_and_only_what_has_ended(self):
        with pytest.raises(ActionDenied, match="tidak sedang diakhiri"):
            reopen(make.enrollment(status=Status.REGISTERED))
