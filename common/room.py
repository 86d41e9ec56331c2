"""Memory for pages of SQLite while thousands of rows are written."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_KIBIBYTES = 48 * 1024


@contextmanager
def room_for_pages() -> Iterator[None]:
    """Let SQLite keep more pages in memory until the block ends.

    Rows go into indexes by name, by kelurahan, by word: everywhere at once. With the 2 MB that it
    has by itself, pages leave memory half filled and are read again for the next row.

    Costs   up to 48 MB of memory, on SQLite only; it is for workers and commands.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    session = connection.connection
    before = session.execute("PRAGMA cache_size").fetchone()[0]
    session.execute(f"PRAGMA cache_size = -{_KIBIBYTES}")
    try:
        yield
    finally:
        session.execute(f"PRAGMA cache_size = {before}")
