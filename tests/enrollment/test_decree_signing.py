"""Signing: everybody is checked once more, and all are decreed or nobody is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.decree_selectors import annex_lines, verify_hash
from enrollment.models import Decree, Enrollment, EnrollmentPeriod, Quota
from enrollment.services.actions import take_action
from enrollment.services.decrees import take_out
from enrollment.services.signing import (
    CannotSign,
    obstacles_of,
    sign_decree,
    take_out_obstacles,
)
from enrollment.transitions import Action, ReturnReason, Status
from places.models import Signatory
from tests import make

pytestmark = pytest.mark.django_db

APRIL_8 = date(2025, 4, 8)


@pytest.fixture
def year() -> EnrollmentPeriod:
    return make.period()


def verified(year: EnrollmentPeriod, name: str = "", **values) -> Enrollment:
    if name:
        values["worker"] = make.worker(full_name=name)
    return make.enrollment(period=year, status=Status.VERIFIED, **values)


def mayor(**values) -> Signatory:
    with acting("tests"):
        return Signatory.objects.create(
            signs=Signatory.Signs.DECREES,
            position="WALI KOTA BLITAR",
            name=values.pop("name", "NAMA LAIN"),
            place="Blitar",
            **values,
        )


class TestSigning:
    def test_it_decrees_everybody_and_freezes_the_annex(self, year):
        rows = [verified(year) for _number in range(3)]
        decree = make.signed(make.decree(*rows), "188/1/HK/2025")
        assert set(Enrollment.objects.values_list("status", flat=True)) == {Status.DECREED}
        assert all(row.decreed_at for row in Enrollment.objects.all())
        decree.refresh_from_db()
        assert (decree.number, decree.signed_on) == ("188/1/HK/2025", APRIL_8)
        assert decree.signed_block["name"] == "NAMA CONTOH WALI KOTA"
        assert decree.recorded_by == decree.made_by
        assert verify_hash(decree)

    def test_the_annex_is_ordered_by_kecamatan_kelurahan_and_name(self, year):
        for village, name in (
            ("Tlumpu", "Budi"),  # Sukorejo
            ("Bendo", "Cahyo"),  # Kepanjenkidul
            ("Tlumpu", "Agus"),
            ("Rembang", "Dedi"),  # Sananwetan
        ):
            worker = make.worker(full_name=name, village=make.village(village))
            make.enrollment(period=year, status=Status.VERIFIED, worker=worker)
        lines = annex_lines(make.signed(make.decree(*Enrollment.objects.all())))
        assert [line.position for line in lines] == [1, 2, 3, 4]
        places = [(line.district_name, line.village_name, line.full_name) for line in lines]
        assert places == sorted(places)

    def test_copies_are_those_of_the_moment_of_signing(self, year):
        row = verified(year)
        draft = make.decree(row)
        with acting("tests"):
            row.worker.address = "Jalan Melati 1"
            row.worker.save()
        assert annex_lines(make.signed(draft)).get().address == "Jalan Melati 1"

    def test_the_waiting_take_a_place(self, year):
        row = make.enrollment(period=year, status=Status.WAITLISTED)
        with acting("tests"):
            quota = Quota.objects.create(period=year, total=1)
        make.signed(make.decree(row))
        quota.refresh_from_db()
        row.refresh_from_db()
        assert (row.status, quota.used) == (Status.DECREED, 1)

    def test_a_second_press_changes_nothing(self, year):
        draft = make.decree(verified(year))
        first = make.signed(draft, "188/1/2025")
        events = AuditEvent.objects.count()
        second = make.signed(draft, "188/1/2025")
        assert (first.pk, AuditEvent.objects.count()) == (second.pk, events)

    def test_another_number_for_a_signed_decree_is_refused(self, year):
        draft = make.decree(verified(year))
        make.signed(draft, "188/1/2025")
        with pytest.raises(ActionDenied, match="188/1/2025 sudah ditandatangani"):
            make.signed(draft, "188/2/2025")

    def test_a_number_is_used_once(self, year):
        make.signed(make.decree(verified(year)), "188/1/2025")
        with pytest.raises(ActionDenied, match="sudah dipakai"):
            make.signed(make.decree(verified(year), title="Lain"), "188/1/2025")

    def test_an_emptied_draft_is_not_signed(self, year):
        row = verified(year)
        draft = make.decree(row)
        take_out(decree_id=draft.pk, enrollment_ids=[row.pk], by=draft.made_by)
        with pytest.raises(ActionDenied, match="belum memuat siapa pun"):
            make.signed(draft)

    @pytest.mark.parametrize("role", ["clerk", "checker", "official", "auditor"])
    def test_others_may_not(self, year, role):
        draft = make.decree(verified(year))
        with pytest.raises(ActionDenied, match="Peran Anda"):
            make.signed(draft, by=make.user(role))

    def test_a_closed_period_is_not_decreed(self, year):
        draft = make.decree(verified(year))
        with acting("tests"):
            EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            make.signed(draft)


class TestSignatory:
    def test_one_of_that_day_signs(self, year):
        successor = mayor(valid_from=date(2025, 6, 1))
        draft = make.decree(verified(year))
        with pytest.raises(ActionDenied, match="NAMA LAIN bukan penanda tangan SK"):
            make.signed(draft, signatory=successor)
        make.signed(draft, signatory=successor, signed_on=date(2025, 6, 1))

    def test_who_signs_lists_signs_no_decree(self, year):
        head = Signatory.objects.filter(signs=Signatory.Signs.LISTS).first()
        with pytest.raises(ActionDenied, match="bukan penanda tangan SK"):
            make.signed(make.decree(verified(year)), signatory=head)

    def test_the_block_stays_when_the_row_changes(self, year):
        decree = make.signed(make.decree(verified(year)))
        with acting("tests"):
            Signatory.objects.filter(signs=Signatory.Signs.DECREES).update(name="NAMA BARU")
        decree.refresh_from_db()
        assert decree.signed_block["name"] == "NAMA CONTOH WALI KOTA"
        assert verify_hash(decree)


class TestObstacles:
    def test_who_was_refused_meanwhile_is_named_and_nobody_is_decreed(self, year):
        good, bad = verified(year), verified(year, "Sutrisno")
        draft = make.decree(good, bad)
        take_action(
            enrollment_id=bad.pk,
            action=Action.REFUSE,
            reason_code=ReturnReason.DECLINED,
            by=make.checker(),
        )
        with pytest.raises(CannotSign, match="Sutrisno") as refusal:
            make.signed(draft)
        assert [row.line.enrollment_id for row in refusal.value.obstacles] == [bad.pk]
        good.refresh_from_db()
        assert (good.status, Decree.objects.get().state) == (Status.VERIFIED, "draft")

    def test_who_is_no_longer_eligible_is_named(self, year):
        row = verified(year, "Sutrisno")
        draft = make.decree(row)
        with acting("tests"):
            row.worker.died_on = date(2025, 4, 2)
            row.worker.save()
        with pytest.raises(CannotSign, match=r"Sutrisno .*meninggal"):
            make.signed(draft)

    def test_who_finds_no_place_is_named(self, year):
        rows = [make.enrollment(period=year, status=Status.WAITLISTED) for _number in range(2)]
        with acting("tests"):
            Quota.objects.create(period=year, total=1)
        with pytest.raises(CannotSign, match="giliran orang yang lebih dulu"):
            make.signed(make.decree(*rows))
        assert not Enrollment.objects.filter(status=Status.DECREED).exists()
        assert Quota.objects.get().used == 0

    def test_one_step_takes_them_out_and_the_rest_is_signed(self, year):
        good, bad = verified(year), verified(year)
        draft = make.decree(good, bad)
        with acting("tests"):
            bad.worker.died_on = date(2025, 4, 2)
            bad.worker.save()
        assert [row.line.enrollment for row in obstacles_of(draft, draft.made_by)] == [bad]
        assert take_out_obstacles(decree_id=draft.pk, by=draft.made_by) == 1
        assert annex_lines(make.signed(draft)).get().enrollment == good


def test_it_costs_the_same_for_three_people_and_for_thirty(year):
    def count(number: int) -> int:
        draft = make.decree(
            *[verified(year, proposed_by=clerk, verified_by=checker) for _n in range(number)],
            title=str(number),
            by=admin,
        )
        with CaptureQueriesContext(connection) as queries:
            sign_decree(
                decree_id=draft.pk,
                number=str(number),
                signed_on=APRIL_8,
                signatory=Signatory.objects.get(signs=Signatory.Signs.DECREES),
                by=admin,
            )
        return len(queries)

    admin, clerk, checker = make.admin(), make.clerk(), make.checker()
    assert count(3) == count(30)
