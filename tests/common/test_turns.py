"""A turn belongs to a transaction; who comes second waits for the end of the first one's."""

import threading

import pytest
from django.db import connection, transaction

from common.turns import wait_turn


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_there_is_no_turn():
    with pytest.raises(RuntimeError):
        wait_turn("tests", 1)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("other", "waits"), [(1, True), (2, False)])
def test_the_second_one_waits_for_the_same_turn_only(other, waits):
    done = threading.Event()

    def follow() -> None:
        try:
            with transaction.atomic():
                wait_turn("tests", other)
            done.set()
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        wait_turn("tests", 1)
        thread.start()
        assert done.wait(1 if waits else 20) is not waits
    thread.join(10)
    assert done.is_set()
