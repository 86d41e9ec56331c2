"""``prepare`` as operators run it: a process of its own on a file of its own."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blitar_registry.settings.environment import BASE_DIR

Manage = Callable[..., str]


@pytest.fixture
def manage(tmp_path: Path) -> Manage:
    """Give a function that runs manage.py on a registry in a folder of its own."""
    changed = {
        "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.development",
        "DATABASE_URL": f"sqlite:///{tmp_path}/registry.sqlite3",
    }

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env={**os.environ, **changed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    return run


def villages_in(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        (count,) = connection.execute("SELECT count(*) FROM places_village").fetchone()
    connection.close()
    return int(count)


def test_a_new_registry_gets_tables_and_reference_data(manage, tmp_path):
    manage("prepare")
    assert villages_in(tmp_path / "registry.sqlite3") == 21
    manage("prepare")
    assert list(tmp_path.glob("*-*.sqlite3")) == []


def test_a_registry_is_copied_before_its_tables_change(manage, tmp_path):
    manage("prepare")
    manage("migrate", "sessions", "zero")
    manage("prepare")
    (copy,) = tmp_path.glob("registry-*.sqlite3")
    assert villages_in(copy) == 21
    assert copy.stat().st_mode & 0o077 == 0
