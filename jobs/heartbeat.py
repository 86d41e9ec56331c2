"""The sign of life of a running job, given from a thread of its own."""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.lease import beat_every
from jobs.models import Job

logger = logging.getLogger(__name__)


class Heartbeat:
    """Beat for one attempt of a job while the block runs; ``lost`` tells that it was taken away.

    A short job ends before the first beat and never opens the thread's own connection.
    """

    def __init__(self, job_id: int, attempt: int) -> None:
        self._attempt = Job.objects.filter(pk=job_id, attempts=attempt, state=Job.State.RUNNING)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"job-{job_id}", daemon=True)
        self.lost = False

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self.lost and not self._stop.wait(beat_every()):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self.lost = not self._attempt.all().update(heartbeat_at=timezone.now())
        except DatabaseError:
            # The job's own transaction may hold the row, or the database: nobody can take the job
            # away meanwhile, and the fence that closes the transaction is a sign of life too.
            logger.info("Heartbeat skipped for %s", threading.current_thread().name)
            connection.close()
