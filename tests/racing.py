"""Many people at the same moment, each on a database connection of their own."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def crowded(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Make the test database one that threads can meet in, whichever kind it is.

    SQLite's lives in memory, where connections stand in each other's way; for this test a copy
    of it lies in a file.
    """
    if connection.vendor != "sqlite":
        yield
        return
    settings: Any = connection.settings_dict
    name, in_memory = settings["NAME"], connection.connection
    settings["NAME"] = str(tmp_path / "crowded.sqlite3")
    connection.connection = None
    connection.connect()
    in_memory.backup(connection.connection)
    connection.close()  # a copy keeps no WAL; connecting anew sets it, as everywhere else
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], connection.connection = name, in_memory


def at_once(steps: list[Callable[[], Any]]) -> list[Any]:
    """Take all steps at the same moment; give what came of each, be it an error."""
    start, results = threading.Barrier(len(steps)), list[Any](steps)

    def run(number: int) -> None:
        start.wait(30)
        try:
            results[number] = steps[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
