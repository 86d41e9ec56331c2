"""The drill with killed workers, in small; ``bench/kill_drill.py`` kills a hundred."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from blitar_registry.settings.environment import BASE_DIR


@pytest.fixture
def database(db: None, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the kind that is tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'drill.sqlite3'}"
        return
    name = f"kill_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{os.environ['TEST_DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_list_whose_worker_is_killed_is_saved_once_and_never_seen_in_part(
    database: str,
) -> None:
    command = [sys.executable, "-m", "bench.kill_drill", "--kills=3", "--rows=60"]
    done = subprocess.run(
        [*command, "--database", database], cwd=BASE_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["kills"], found["torn"], found["wrong"]) == (3, [], [])
    assert found["looks"] > 0
    assert found["seconds_until_saved"]["longest"] < 30
