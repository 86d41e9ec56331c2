"""Several phones at the door and several desks in the same moment, on both databases."""

from datetime import date
from functools import partial

import pytest

from ceremonies.models import CardHandover, Recipient
from ceremonies.services.attendance import mark_arrived
from ceremonies.services.cards import hand_over_card_many
from ceremonies.services.events import swap
from common.http import ActionDenied
from enrollment.transitions import Status
from tests import make
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("crowded")]
Part = Recipient.Part


def registered(period):
    return make.enrollment(period=period, status=Status.REGISTERED)


def test_three_phones_mark_one_person_once(ceremony, period):
    row = make.recipient(ceremony, registered(period))
    phones = [make.official() for _number in range(3)]
    answers = at_once([partial(mark_arrived, recipient_id=row.pk, by=by) for by in phones])
    assert sorted(answers) == [False, False, True]
    row.refresh_from_db()
    assert row.arrived_by == phones[answers.index(True)]


def test_two_swaps_of_one_person_use_one_reserve(ceremony, period):
    row = make.recipient(ceremony, registered(period))
    for place in (1, 2):
        make.recipient(ceremony, registered(period), part=Part.RESERVE, position=place)
    desks = [make.official() for _number in range(2)]
    answers = at_once([partial(swap, recipient_id=row.pk, by=by) for by in desks])
    assert len([answer for answer in answers if isinstance(answer, ActionDenied)]) == 1
    parts = sorted(ceremony.recipients.values_list("part", flat=True))
    assert parts == [Part.CALLED, Part.EXCUSED, Part.RESERVE]


def test_who_comes_while_being_swapped_is_either_there_or_excused(ceremony, period, protocol):
    row = make.recipient(ceremony, registered(period))
    make.recipient(ceremony, registered(period), part=Part.RESERVE)
    answers = at_once(
        [
            partial(mark_arrived, recipient_id=row.pk, by=protocol),
            partial(swap, recipient_id=row.pk, by=protocol),
        ]
    )
    row.refresh_from_db()
    assert (row.part == Part.EXCUSED) == (row.arrived_at is None), answers


def test_desks_with_the_same_ticks_note_each_card_once(period):
    pks = [registered(period).pk for _number in range(5)]
    desks = [make.clerk() for _number in range(3)]
    answers = at_once(
        [
            partial(hand_over_card_many, enrollment_ids=pks, handed_on=date(2025, 5, 10), by=by)
            for by in desks
        ]
    )
    assert sorted((done.noted, done.before) for done in answers) == [(0, 5), (0, 5), (5, 0)]
    assert CardHandover.objects.count() == 5
