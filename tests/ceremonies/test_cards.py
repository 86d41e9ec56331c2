"""Cards that are handed over or come back, one desk and many people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ceremonies.models import CardHandover
from ceremonies.returns import ReturnReason
from ceremonies.services.cards import Settled, hand_over_card_many, return_card_many
from common.http import ActionDenied
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 5, 10), date(2025, 5, 20)


@pytest.fixture
def clerk():
    return make.clerk()


def registered(period, number=1, **values):
    return [
        make.enrollment(period=period, status=Status.REGISTERED, worker=make.worker(**values))
        for _count in range(number)
    ]


def hand_over(rows, by, **values):
    values.setdefault("handed_on", DAY)
    return hand_over_card_many(enrollment_ids=[row.pk for row in rows], by=by, **values)


def give_back(rows, by, **values):
    values.setdefault("reason", ReturnReason.NAME_WRONG)
    return return_card_many(
        enrollment_ids=[row.pk for row in rows], returned_on=DAY, by=by, **values
    )


def test_a_card_is_noted_with_day_stand_in_and_clerk(period, clerk):
    rows = registered(period, 2)
    assert hand_over(rows, clerk, received_by="Ketua RT 02") == Settled(2, 0)
    card = CardHandover.objects.get(enrollment=rows[0])
    assert (card.handed_on, card.received_by, card.by) == (DAY, "Ketua RT 02", clerk)


def test_a_second_note_does_not_move_the_first(period, clerk):
    rows = registered(period)
    hand_over(rows, clerk)
    assert hand_over(rows, clerk, handed_on=LATER) == Settled(0, 1)
    assert CardHandover.objects.get().handed_on == DAY


def test_a_card_that_came_back_is_handed_over_later(period, clerk):
    rows = registered(period)
    give_back(rows, clerk, note="Tertulis Slamat")
    card = CardHandover.objects.get()
    assert (card.returned_on, card.reason, card.note) == (DAY, "name_wrong", "Tertulis Slamat")
    assert hand_over(rows, clerk, handed_on=LATER) == Settled(1, 0)
    card.refresh_from_db()
    assert (card.handed_on, card.returned_on, card.reason) == (LATER, None, "")


def test_a_card_in_its_owners_hand_does_not_come_back(period, clerk):
    rows = registered(period)
    hand_over(rows, clerk)
    assert give_back(rows, clerk) == Settled(0, 1)
    assert CardHandover.objects.get().reason == ""


def test_people_of_others_and_people_without_a_card_are_left_out(period, clerk):
    rows = registered(period, village=make.village("Kauman"))
    rows.append(make.enrollment(period=period, status=Status.DECREED))
    assert hand_over(rows, clerk) == Settled(0, 0)
    assert not CardHandover.objects.exists()


@pytest.mark.parametrize("role", ["checker", "official", "auditor"])
def test_others_only_look(period, role):
    with pytest.raises(ActionDenied, match="Peran Anda"):
        hand_over(registered(period), getattr(make, role)())


def test_thirty_cards_cost_as_many_statements_as_three(period, clerk):
    def asked(number):
        rows = registered(period, number)
        give_back(rows[: number // 2], clerk)
        with CaptureQueriesContext(connection) as queries:
            assert hand_over(rows, clerk).noted == number
        return len(queries)

    assert asked(4) == asked(30)
