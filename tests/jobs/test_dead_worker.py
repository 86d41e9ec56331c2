"""Workers that die or sleep: their job is done once, by somebody else."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from blitar_registry.settings.environment import BASE_DIR

PATIENCE = 180


class Drill:
    """Runs steps of ``drill.py`` against a database of its own."""

    def __init__(self, database_url: str, media_root: Path) -> None:
        self.environment = os.environ | {
            "DRILL_DATABASE_URL": database_url,
            "DRILL_MEDIA_ROOT": str(media_root),
        }
        self.gate = media_root.with_name("gate")
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *step: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.drill", *step],
            cwd=BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *step: str) -> str:
        process = self.start(*step)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        return out

    def show(self) -> dict[str, Any]:
        return json.loads(self.run("show"))

    def wait_for(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            facts = self.show()
            if condition(facts):
                return facts
        raise AssertionError(facts)


@pytest.fixture
def drill(db: None, tmp_path: Path) -> Iterator[Drill]:
    media = tmp_path / "media"
    media.mkdir()
    if connection.vendor == "sqlite":
        made = Drill(f"sqlite:///{tmp_path / 'drill.sqlite3'}", media)
    else:
        name = f"drill_{os.getpid()}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        made = Drill(f"{os.environ['TEST_DATABASE_URL'].rsplit('/', 1)[0]}/{name}", media)
    made.run("prepare")
    yield made
    for process in made.started:
        process.kill()
        process.communicate()
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def under_way(facts: dict[str, Any]) -> bool:
    return facts["state"] == "running" and facts["done"] > 0


class TestDeadWorker:
    def test_the_job_of_a_killed_worker_is_finished_once_by_the_next(self, drill):
        drill.run("ask", str(drill.gate))
        first = drill.start("work")
        drill.wait_for(under_way)
        first.kill()
        first.communicate()
        assert drill.show()["state"] == "running"

        drill.run("work", "--batch")
        assert drill.show()["attempts"] == 1  # the lease is not over yet

        drill.gate.touch()
        drill.run("let_time_pass")
        drill.run("work", "--batch")
        facts = drill.show()
        assert (facts["state"], facts["attempts"], facts["done"]) == ("done", 2, 2)
        assert (facts["files"], facts["result"]) == (["2.txt"], "open")
        drill.run("work", "--batch")
        assert drill.show() == facts

    def test_a_worker_that_slept_too_long_may_no_longer_finish(self, drill):
        drill.run("ask", str(drill.gate))
        sleeper = drill.start("work", "--batch")
        drill.wait_for(under_way)
        sleeper.send_signal(signal.SIGSTOP)
        drill.gate.touch()
        drill.run("let_time_pass")
        drill.run("work", "--batch")
        facts = drill.show()
        assert (facts["state"], facts["attempts"]) == ("done", 2)

        sleeper.send_signal(signal.SIGCONT)
        sleeper.communicate(timeout=PATIENCE)
        assert drill.show() == facts

    def test_a_cancelled_job_stops_and_leaves_no_file(self, drill):
        drill.run("ask", str(drill.gate))
        worker = drill.start("work", "--batch")
        drill.wait_for(under_way)
        drill.run("cancel")
        worker.communicate(timeout=PATIENCE)
        facts = drill.show()
        assert (facts["state"], facts["files"]) == ("cancelled", [])

    def test_an_idle_worker_stops_at_once_when_told(self, drill):
        worker = drill.start("work")
        assert worker.stderr is not None
        assert any("Starting worker" in line for line in worker.stderr)
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=10)
        assert worker.returncode == 0
