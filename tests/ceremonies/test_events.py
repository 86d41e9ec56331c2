"""Choosing, arranging and swapping the people who are called up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.context import acting
from audit.models import AuditEvent
from ceremonies.models import Recipient
from ceremonies.services.events import Line, arrange, choose_recipients, swap
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.transitions import EndReason, Status
from tests import make

pytestmark = pytest.mark.django_db
Part = Recipient.Part


def registered(period, **values):
    return make.enrollment(period=period, status=Status.REGISTERED, **values)


def crowd(period, number):
    names = ("Tlumpu", "Kauman", "Bendo")
    return [
        registered(period, worker=make.worker(village=make.village(names[count % 3])))
        for count in range(number)
    ]


def choose(ceremony, by, number=4, reserves=2):
    return choose_recipients(ceremony_id=ceremony.pk, number=number, reserves=reserves, by=by)


def places(ceremony, part=Part.CALLED):
    rows = ceremony.recipients.filter(part=part).order_by("position")
    return list(rows.values_list("enrollment", "position"))


class TestChoosing:
    def test_called_and_reserves_are_numbered_from_one(self, ceremony, period, protocol):
        crowd(period, 9)
        choose(ceremony, protocol)
        assert [place for _pk, place in places(ceremony)] == [1, 2, 3, 4]
        assert [place for _pk, place in places(ceremony, Part.RESERVE)] == [1, 2]

    def test_only_registered_living_people_in_force_on_the_day(self, ceremony, period, protocol):
        right = registered(period)
        make.enrollment(period=period, status=Status.DECREED)
        registered(period, starts_on=date(2025, 9, 1))
        registered(period, ended_on=date(2025, 8, 16), end_reason=EndReason.MOVED)
        registered(period, worker=make.worker(died_on=date(2025, 8, 1)))
        registered(make.period("lain"))
        rows = choose(ceremony, protocol, number=1, reserves=5)
        assert [row.enrollment_id for row in rows] == [right.pk]

    def test_of_a_decree_only_those_it_names(self, period, protocol):
        crowd(period, 3)
        verified = make.enrollment(period=period, status=Status.VERIFIED)
        draft = make.decree(verified)
        make.signed(draft)
        with acting("tests"):
            Enrollment.objects.filter(pk=verified.pk).update(status=Status.REGISTERED)
        ceremony = make.ceremony(period, decree=draft)
        rows = choose(ceremony, protocol, number=1, reserves=5)
        assert [row.enrollment_id for row in rows] == [verified.pk]

    def test_the_faces_of_an_earlier_ceremony_come_last(self, ceremony, period, protocol):
        people = crowd(period, 4)
        earlier = make.ceremony(period, held_on=date(2025, 5, 1))
        for row in people[:2]:
            make.recipient(earlier, row)
        rows = choose(ceremony, protocol, number=2, reserves=0)
        assert {row.enrollment_id for row in rows} == {row.pk for row in people[2:]}

    def test_choosing_again_gives_the_same_people_and_keeps_their_notes(
        self, ceremony, period, protocol
    ):
        crowd(period, 9)
        first = choose(ceremony, protocol)
        line = Line(first[0].pk, 1, "Sla-met", "Bu Lurah")
        arrange(ceremony_id=ceremony.pk, lines=[line], by=protocol)
        again = choose(ceremony, protocol)
        assert [row.enrollment_id for row in again] == [row.enrollment_id for row in first]
        assert (again[0].pronounced_name, again[0].escort) == ("Sla-met", "Bu Lurah")

    def test_too_few_people_are_said_and_nothing_changes(self, ceremony, period, protocol):
        crowd(period, 2)
        choose(ceremony, protocol, number=2, reserves=0)
        with pytest.raises(ActionDenied, match="Hanya 2 orang"):
            choose(ceremony, protocol, number=3)
        assert ceremony.recipients.count() == 2

    def test_nothing_is_chosen_anew_once_somebody_has_come(self, ceremony, period, protocol):
        row = registered(period)
        make.recipient(ceremony, row, arrived_at=timezone.now(), arrived_by=protocol)
        with pytest.raises(ActionDenied, match="Sudah ada yang hadir"):
            choose(ceremony, protocol, number=1)

    def test_a_clerk_may_not_choose(self, ceremony):
        with pytest.raises(ActionDenied, match="Peran Anda"):
            choose(ceremony, make.clerk())

    def test_it_costs_the_same_for_three_people_and_for_thirty(self, ceremony, period, protocol):
        def asked(number):
            with CaptureQueriesContext(connection) as queries:
                choose(ceremony, protocol, number=number, reserves=0)
            return len(queries)

        crowd(period, 30)
        asked(2)
        assert asked(3) == asked(30)


class TestSwapping:
    def test_the_reserve_takes_the_place_and_the_trail_tells(self, ceremony, period, protocol):
        crowd(period, 9)
        choose(ceremony, protocol)
        leaving = ceremony.recipients.get(part=Part.CALLED, position=2)
        coming = swap(recipient_id=leaving.pk, by=protocol)
        leaving.refresh_from_db()
        assert (coming.part, coming.position) == (Part.CALLED, 2)
        assert leaving.part == Part.EXCUSED
        assert len(places(ceremony)) == 4
        told = AuditEvent.objects.filter(row=str(leaving.pk), reason__contains="ditukar")
        assert told.get().actor == protocol.username

    def test_who_is_excused_is_not_chosen_again(self, ceremony, period, protocol):
        crowd(period, 5)
        leaving = choose(ceremony, protocol, number=3, reserves=2)[0]
        swap(recipient_id=leaving.pk, by=protocol)
        rows = choose(ceremony, protocol, number=4, reserves=5)
        assert leaving.enrollment_id not in {row.enrollment_id for row in rows}

    def test_without_a_reserve_it_says_so(self, ceremony, period, protocol):
        row = make.recipient(ceremony, registered(period))
        with pytest.raises(ActionDenied, match="Tidak ada cadangan"):
            swap(recipient_id=row.pk, by=protocol)

    def test_who_has_come_is_not_swapped(self, ceremony, period, protocol):
        came = {"arrived_at": timezone.now(), "arrived_by": protocol}
        row = make.recipient(ceremony, registered(period), **came)
        with pytest.raises(ActionDenied, match="sudah hadir"):
            swap(recipient_id=row.pk, by=protocol)

    def test_a_second_press_finds_it_done(self, ceremony, period, protocol):
        crowd(period, 9)
        leaving = choose(ceremony, protocol)[0]
        swap(recipient_id=leaving.pk, by=protocol)
        with pytest.raises(ActionDenied, match="sudah ditukar"):
            swap(recipient_id=leaving.pk, by=protocol)
        assert len(places(ceremony, Part.RESERVE)) == 1


class TestArranging:
    def test_the_order_becomes_whole_numbers_again(self, ceremony, period, protocol):
        crowd(period, 9)
        rows = choose(ceremony, protocol, number=3, reserves=0)
        lines = [Line(row.pk, place, "", "") for row, place in zip(rows, (9, 5, 5), strict=True)]
        arrange(ceremony_id=ceremony.pk, lines=lines, by=protocol)
        expected = [rows[1].enrollment_id, rows[2].enrollment_id, rows[0].enrollment_id]
        assert places(ceremony) == list(zip(expected, (1, 2, 3), strict=True))

    def test_people_of_another_ceremony_are_left_alone(self, ceremony, period, protocol):
        other = make.recipient(make.ceremony(period), registered(period))
        arrange(ceremony_id=ceremony.pk, lines=[Line(other.pk, 8, "x", "y")], by=protocol)
        other.refresh_from_db()
        assert (other.position, other.escort) == (1, "")
