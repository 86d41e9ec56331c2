"""A button pressed twice, slowly or in the same moment, has the effect of one press."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import FormDraft
from audit.models import AuditEvent
from tests import make
from tests.presses import PRESSES, Prepare, Press
from tests.racing import at_once
from tests.urls_found import named_urls

ROOMS = ("enrollment", "contributions", "ceremonies", "reporting")
# Every press is a file of its own, and a number in the ledger where that is official.
DOWNLOADS = {
    f"reporting:{name}"
    for name in ("roster_file", "slips", "slip", "handover_minutes", "speech_figures")
}
each_press = pytest.mark.parametrize("prepare", PRESSES.values(), ids=PRESSES)

Trail = Counter[tuple[str, str]]


@each_press
@pytest.mark.once
@pytest.mark.django_db
def test_a_second_press_changes_nothing_more(prepare: Prepare) -> None:
    press = prepare()
    client, before = signed_in(press), newest()
    first = send(client, press)
    assert first.status_code in {200, 204, 302}, first.status_code
    once = written_since(before)
    second = send(client, press)
    assert is_sensible(second), second.status_code
    assert written_since(before) == once


@each_press
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("crowded")
def test_two_presses_in_one_moment_have_the_effect_of_one(prepare: Prepare) -> None:
    alone = prepare()
    before = newest()
    send(signed_in(alone), alone)
    once = written_since(before)
    FormDraft.objects.all().delete()
    press = prepare()
    # Two requests of one browser share their session.
    clients = [signed_in(press) for _number in range(2)]
    clients[1].cookies = clients[0].cookies
    before = newest()
    answers = at_once([partial(send, client, press) for client in clients])
    assert all(is_sensible(answer) for answer in answers), answers
    assert written_since(before) == once


@pytest.mark.django_db
def test_every_address_that_takes_a_form_is_pressed() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make.admin())
    taking = {
        name
        for name, pattern in named_urls().items()
        if name.split(":")[0] in ROOMS and client.post(_address(name, pattern)).status_code != 405
    }
    assert taking - DOWNLOADS == {
        name.split(" ")[0] for name in PRESSES if not name.startswith("admin:")
    }


def signed_in(press: Press) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(press.by)
    return client


def send(client: Client, press: Press) -> Any:
    return client.post(press.address, press.data)


def is_sensible(answer: Any) -> bool:
    """A page to go on to, the same form again, or a sentence of ours."""
    if isinstance(answer, Exception) or answer.status_code not in {200, 204, 302, 409, 422}:
        return False
    return answer.status_code in {204, 302} or "</p>" in answer.content.decode()


def newest() -> int:
    event = AuditEvent.objects.first()
    return event.pk if event else 0


def written_since(event: int) -> Trail:
    """Count what stands in the trail since an event, by table and kind."""
    rows = AuditEvent.objects.filter(pk__gt=event)
    return Counter(rows.values_list("table", "kind"))


def _address(name: str, pattern: Any) -> str:
    values: Iterable[Any] = ([], [0], ["x"])
    for args in values:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    raise AssertionError(name)
