"""Drafts: whom they name, and that nobody stands in two of them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency
from audit.context import acting
from common.http import ActionDenied
from enrollment.decree_choice import Choice, candidates
from enrollment.models import Decree, Enrollment, EnrollmentPeriod, Quota
from enrollment.services.decrees import (
    add_people,
    delete_draft,
    draft_decree,
    refresh_draft,
    take_out,
)
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> EnrollmentPeriod:
    return make.period()


def verified(year: EnrollmentPeriod, **values) -> Enrollment:
    return make.enrollment(period=year, status=Status.VERIFIED, **values)


def waiting(year: EnrollmentPeriod, decile: int | None = None) -> Enrollment:
    worker = make.worker(dtsen_decile=decile)
    return make.enrollment(period=year, status=Status.WAITLISTED, worker=worker)


class TestChoice:
    def test_it_finds_the_verified_of_the_period(self, year):
        row = verified(year)
        verified(make.period())
        for status in set(Status) - {Status.VERIFIED}:
            make.enrollment(period=year, status=status)
        found = candidates(Choice(year), make.admin())
        assert (found.ids, found.from_waiting) == ([row.pk], 0)

    def test_it_is_narrowed_by_kelurahan_occupation_agency_and_name(self, year):
        becak, marbot = make.occupation("pedicab_driver"), make.occupation("mosque_caretaker")
        with acting("tests"):
            dishub = Agency.objects.create(code="dishub-uji", name="Dinas uji")
            becak.agency = dishub
            becak.save()
        kauman = make.village("Kauman")
        first = verified(year, worker=make.worker(occupation=becak, full_name="Sutrisno"))
        second = verified(year, worker=make.worker(occupation=marbot, village=kauman))
        admin = make.admin()
        for choice, row in (
            (Choice(year, village=kauman), second),
            (Choice(year, occupation=marbot), second),
            (Choice(year, agency=dishub), first),
            (Choice(year, text="sutris"), first),
            (Choice(year, text=second.worker.nik), second),
        ):
            assert candidates(choice, admin).ids == [row.pk]
        assert candidates(Choice(year), admin).by_village == [("Tlumpu", 1), ("Kauman", 1)]

    def test_the_waiting_come_in_the_published_order_as_far_as_places_remain(self, year):
        last, first, second = waiting(year), waiting(year, 1), waiting(year, 4)
        with acting("tests"):
            Quota.objects.create(period=year, total=2)
        found = candidates(Choice(year, with_waiting=True), make.admin())
        assert found.ids == [first.pk, second.pk]
        assert (found.from_waiting, found.without_place) == (2, 1)
        assert last.pk not in found.ids

    def test_without_a_ceiling_everybody_who_waits_is_found(self, year):
        rows = [waiting(year) for _number in range(3)]
        found = candidates(Choice(year, with_waiting=True), make.admin())
        assert set(found.ids) == {row.pk for row in rows}

    def test_people_of_another_draft_are_counted_apart(self, year):
        row, other = verified(year), verified(year)
        make.decree(other)
        found = candidates(Choice(year), make.admin())
        assert (found.ids, found.in_drafts) == ([row.pk], 1)


class TestDrafting:
    def test_lines_copy_the_records(self, year):
        worker = make.worker(address="Jalan Anggrek 3", rt="004")
        line = make.decree(verified(year, worker=worker)).lines.get()
        assert (line.full_name, line.nik) == (worker.full_name, worker.nik)
        assert (line.address, line.rt, line.rw) == ("Jalan Anggrek 3", "004", "002")
        assert (line.village_name, line.district_name) == ("Tlumpu", "Sukorejo")
        assert (line.starts_on, line.ends_on) == (year.starts_on, year.ends_on)
        assert (line.end_reason, line.replaced_name) == ("", "")

    def test_a_second_press_gives_the_first_draft(self, year):
        row, admin = verified(year), make.admin()
        first, second = make.decree(row, by=admin), make.decree(row, by=admin)
        assert first == second
        assert (Decree.objects.count(), first.lines.count()) == (1, 1)

    def test_nobody_is_named_by_two_drafts(self, year):
        row = verified(year)
        make.decree(row, title="Gelombang pertama")
        with pytest.raises(ActionDenied, match=r"Gelombang pertama.*Slamet"):
            make.decree(row, verified(year), title="Gelombang kedua")
        assert Decree.objects.count() == 1

    @pytest.mark.parametrize("status", sorted(set(Status) - {Status.VERIFIED, Status.WAITLISTED}))
    def test_only_the_verified_and_the_waiting_are_named(self, year, status):
        with pytest.raises(ActionDenied, match="terverifikasi atau cadangan"):
            make.decree(make.enrollment(period=year, status=status))

    def test_a_draft_names_people_of_its_own_period(self, year):
        with pytest.raises(ActionDenied):
            make.decree(verified(year), verified(make.period()))

    def test_a_closed_period_gets_no_draft(self, year):
        row = verified(year)
        with acting("tests"):
            EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
        row.period.refresh_from_db()
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            make.decree(row)

    def test_an_empty_draft_is_not_made(self, year):
        with pytest.raises(ActionDenied, match="Tidak ada orang"):
            draft_decree(period=year, title="Kosong", enrollment_ids=[], by=make.admin())

    @pytest.mark.parametrize("role", ["clerk", "checker", "official", "auditor"])
    def test_others_may_not(self, year, role):
        with pytest.raises(ActionDenied, match="Peran Anda"):
            make.decree(verified(year), by=make.user(role))


class TestChangingADraft:
    def test_people_are_added_and_taken_out(self, year):
        first, second = verified(year), verified(year)
        draft = make.decree(first)
        by = draft.made_by
        assert add_people(decree_id=draft.pk, enrollment_ids=[second.pk], by=by) == 1
        assert add_people(decree_id=draft.pk, enrollment_ids=[second.pk], by=by) == 0
        assert take_out(decree_id=draft.pk, enrollment_ids=[first.pk], by=by) == 1
        assert draft.lines.get().enrollment == second
        first.refresh_from_db()
        assert first.status == Status.VERIFIED

    def test_somebody_of_another_draft_is_not_added(self, year):
        taken = verified(year)
        make.decree(taken, title="Gelombang pertama")
        draft = make.decree(verified(year), title="Gelombang kedua")
        with pytest.raises(ActionDenied, match="Gelombang pertama"):
            add_people(decree_id=draft.pk, enrollment_ids=[taken.pk], by=draft.made_by)

    def test_a_refresh_copies_what_has_changed_and_counts_it(self, year):
        row, other = verified(year), verified(year)
        draft = make.decree(row, other)
        with acting("tests"):
            row.worker.full_name = "Sutrisno"
            row.worker.save()
        assert refresh_draft(decree_id=draft.pk, by=draft.made_by) == 1
        assert draft.lines.get(enrollment=row).full_name == "Sutrisno"
        assert refresh_draft(decree_id=draft.pk, by=draft.made_by) == 0

    def test_a_draft_is_thrown_away_once(self, year):
        draft = make.decree(verified(year))
        for _press in range(2):
            delete_draft(decree_id=draft.pk, by=draft.made_by)
        assert not Decree.objects.exists()

    def test_a_signed_decree_is_not_changed(self, year):
        row = verified(year)
        decree = make.signed(make.decree(row))
        by = decree.made_by
        for change in (
            lambda: add_people(decree_id=decree.pk, enrollment_ids=[verified(year).pk], by=by),
            lambda: take_out(decree_id=decree.pk, enrollment_ids=[row.pk], by=by),
            lambda: refresh_draft(decree_id=decree.pk, by=by),
            lambda: delete_draft(decree_id=decree.pk, by=by),
        ):
            with pytest.raises(ActionDenied, match="sudah ditandatangani"):
                change()


def test_it_costs_the_same_for_three_people_and_for_thirty(year):
    def count(number: int) -> list[int]:
        rows = [verified(year, proposed_by=clerk, verified_by=checker) for _n in range(number)]
        counts = []
        for step in (
            lambda: candidates(Choice(year, with_waiting=True), admin),
            lambda: draft_decree(
                period=year,
                title=str(number),
                enrollment_ids=[row.pk for row in rows],
                by=admin,
            ),
            lambda: refresh_draft(decree_id=Decree.objects.latest("pk").pk, by=admin),
        ):
            with CaptureQueriesContext(connection) as queries:
                step()
            counts.append(len(queries))
        return counts

    admin, clerk, checker = make.admin(), make.clerk(), make.checker()
    assert count(3) == count(30)


def test_days_of_the_line_are_those_of_the_enrollment(year):
    row = verified(year, starts_on=date(2025, 6, 1))
    assert make.decree(row).lines.get().starts_on == date(2025, 6, 1)
