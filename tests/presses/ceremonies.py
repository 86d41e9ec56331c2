"""Buttons about ceremonies and cards."""

from django.urls import reverse
from django.utils import timezone

from ceremonies.models import Ceremony, Recipient
from ceremonies.returns import ReturnReason
from common.dates import today
from enrollment.transitions import Status
from tests import make
from tests.presses.base import Prepare, Press, days_ago, period_of_today, row, typed

Part = Recipient.Part


def plan() -> Press:
    data = {
        "title": f"Penyerahan {make.member_number()}",
        "held_on": typed(today()),
        "starts_at": "08.00",
        "place": "Balai kota",
        "period": period_of_today().pk,
    }
    return Press(reverse("ceremonies:ceremony_add"), data, make.official())


def change() -> Press:
    ceremony = _ceremony()
    data = {
        "title": ceremony.title,
        "held_on": typed(ceremony.held_on),
        "starts_at": "09.00",
        "place": ceremony.place,
        "period": ceremony.period_id,
    }
    address = reverse("ceremonies:ceremony_edit", args=[ceremony.pk])
    return Press(address, data, make.official())


def choose() -> Press:
    ceremony = _ceremony()
    for _number in range(4):
        row(Status.REGISTERED, period=ceremony.period)
    address = reverse("ceremonies:ceremony_choose", args=[ceremony.pk])
    return Press(address, {"number": "2", "reserves": "1"}, make.official())


def arrange() -> Press:
    first, second = _called(2)
    data = {
        f"{first.pk}-place": "2",
        f"{second.pk}-place": "1",
        f"{first.pk}-pronounced_name": "Slamet",
    }
    address = reverse("ceremonies:ceremony_arrange", args=[first.ceremony_id])
    return Press(address, data, make.official())


def swap() -> Press:
    (leaving,) = _called(1)
    for number in (1, 2):
        reserve = row(Status.REGISTERED, period=leaving.ceremony.period)
        make.recipient(leaving.ceremony, reserve, part=Part.RESERVE, position=number)
    address = reverse("ceremonies:recipient_swap", args=[leaving.pk])
    return Press(address, {}, make.official())


def arrive() -> Press:
    (coming,) = _called(1)
    return Press(reverse("ceremonies:arrive", args=[coming.pk]), {}, make.official())


def arrive_by_mistake() -> Press:
    by = make.official()
    (coming,) = _called(1, arrived_at=timezone.now(), arrived_by=by)
    return Press(reverse("ceremonies:arrive_undo", args=[coming.pk]), {}, by)


def hand_over() -> Press:
    data = {"pk": row(Status.REGISTERED).pk, "handed_on": typed(days_ago(1))}
    return Press(reverse("ceremonies:card_hand_over"), data, make.admin())


def take_card_back() -> Press:
    data = {
        "pk": row(Status.REGISTERED).pk,
        "returned_on": typed(days_ago(1)),
        "reason": ReturnReason.values[0],
    }
    return Press(reverse("ceremonies:card_return"), data, make.admin())


def _ceremony() -> Ceremony:
    return make.ceremony(period_of_today(), held_on=today())


def _called(number: int, **values: object) -> list[Recipient]:
    ceremony = _ceremony()
    return [
        make.recipient(
            ceremony,
            row(Status.REGISTERED, period=ceremony.period),
            position=place,
            **values,
        )
        for place in range(1, number + 1)
    ]


CEREMONIES: dict[str, Prepare] = {
    "ceremonies:ceremony_add": plan,
    "ceremonies:ceremony_edit": change,
    "ceremonies:ceremony_choose": choose,
    "ceremonies:ceremony_arrange": arrange,
    "ceremonies:recipient_swap": swap,
    "ceremonies:arrive": arrive,
    "ceremonies:arrive_undo": arrive_by_mistake,
    "ceremonies:card_hand_over": hand_over,
    "ceremonies:card_return": take_card_back,
}
