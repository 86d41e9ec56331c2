"""SQLite has more memory for pages in a block and not afterwards."""

import pytest
from django.db import connection

from common.room import room_for_pages

pytestmark = pytest.mark.django_db


def pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has its own memory.")
class TestRoom:
    def test_there_is_more_inside_and_what_was_before_afterwards(self):
        before = pages()
        with room_for_pages():
            assert pages() != before
        assert pages() == before

    def test_a_failed_block_leaves_no_more_behind(self):
        before = pages()
        with pytest.raises(ZeroDivisionError), room_for_pages():
            raise ZeroDivisionError
        assert pages() == before


def test_every_database_goes_on_inside():
    with room_for_pages(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
