"""The worker process: takes jobs from the queue and looks after those of dead workers."""

import logging
import threading
from typing import Any

from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from jobs.reaper import sweep

logger = logging.getLogger(__name__)

SWEEP_EVERY = 30.0


class Command(db_worker.Command):
    help = "Do background jobs until stopped; a first signal lets the running job finish."

    def configure_logging(self, verbosity: int) -> None:
        """Leave what is logged to the settings."""

    def handle(self, *args: Any, **options: Any) -> None:
        sweep(timezone.now())
        stop = threading.Event()
        threading.Thread(target=keep_sweeping, args=[stop], name="reaper", daemon=True).start()
        try:
            super().handle(*args, **options)
        finally:
            stop.set()


def keep_sweeping(stop: threading.Event) -> None:
    """Sweep every half minute until told to stop; a failing sweep is tried again."""
    while not stop.wait(SWEEP_EVERY):
        try:
            sweep(timezone.now())
        except Exception:
            logger.exception("Sweeping jobs failed; next try in half a minute.")
        finally:
            connection.close()
