"""One at a time: transactions about the same thing follow one another."""

from zlib import crc32

from django.db import connection


def wait_turn(name: str, number: int) -> None:
    """Wait until no other transaction has this turn, and keep it to the end of ours.

    No row is locked, so nobody who works on rows waits for it or keeps it waiting: it fits where
    the rows that would collide are not there yet. On SQLite the one write lock does the same.

    Takes   name: what the turn is about; number: which one of them, such as 202504.
    Raises  RuntimeError outside a transaction.
    Costs   one statement on PostgreSQL, none on SQLite.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A turn lasts as long as a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [crc32(name.encode()) >> 1, number]
            )
