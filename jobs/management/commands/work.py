"""The worker process: takes jobs from the queue and looks after those of dead workers."""

import logging
import threading
from typing import Any

from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from jobs.lease import sweep_every
from jobs.presence import announce
from jobs.reaper import sweep

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = "Do background jobs until stopped; a first signal lets the running job finish."

    def configure_logging(self, verbosity: int) -> None:
        """Leave what is logged to the settings."""

    def handle(self, *args: Any, **options: Any) -> None:
        look_around()
        stop = threading.Event()
        threading.Thread(target=keep_looking, args=[stop], name="reaper", daemon=True).start()
        try:
            super().handle(*args, **options)
        finally:
            stop.set()


def keep_looking(stop: threading.Event) -> None:
    """Look around a few times in every lease until told to stop."""
    try:
        while not stop.wait(sweep_every()):
            look_around()
    finally:
        connection.close()


def look_around() -> None:
    """Say that this worker is there and hand on the jobs of dead ones; a failure is no end.

    While somebody saves a long list SQLite may let nobody else write for longer than we wait.
    """
    try:
        now = timezone.now()
        announce(now)
        sweep(now)
    except Exception:
        logger.exception("Looking after the jobs failed; it is tried again soon.")
        connection.close()
