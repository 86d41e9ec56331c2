"""What a handler is given: the request, its progress, its result, and the fence."""

import time
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.text import clean_text
from jobs.heartbeat import Heartbeat
from jobs.models import Job, JobQuerySet

WRITE_EVERY = 1.0


class JobLost(Exception):
    """The job was cancelled or handed to a newer attempt; this one stops without a trace."""


class JobRun:
    """One attempt at a job; every write it makes carries its number as a fence."""

    def __init__(self, job: Job, heartbeat: Heartbeat) -> None:
        self._job = job
        self._heartbeat = heartbeat
        self._attempt = job.attempts
        self._written_at = 0.0
        self._result = ""
        self._result_name = ""
        self._finished = False

    @property
    def job_id(self) -> int:
        return self._job.pk

    @property
    def is_finished(self) -> bool:
        """Whether the handler has already marked the job done by itself."""
        return self._finished

    @property
    def by(self) -> User:
        """The person who asked; handlers start every query from their scope."""
        return self._job.requested_by

    @property
    def parameters(self) -> dict[str, Any]:
        return self._job.parameters

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the work is; written at most once a second.

        Raises  JobLost when somebody cancelled or another worker has taken over.
        """
        if self._heartbeat.lost:
            raise JobLost
        now = time.monotonic()
        if now - self._written_at < WRITE_EVERY and done < total:
            return
        self._written_at = now
        self._write(
            done=done,
            total=total,
            message=clean_text(message, limit=300),
            heartbeat_at=timezone.now(),
        )

    def fence(self) -> None:
        """Make sure that the job is still ours until the surrounding transaction ends.

        Call it first in the transaction that writes to the registry: it locks the job's row, so
        nobody can cancel it or hand it on before the commit.

        Raises  JobLost when it is no longer ours; the transaction must then roll back.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("A fence holds only inside a transaction.")
        self._write(heartbeat_at=timezone.now())

    def store(self, name: str, content: bytes | IO[bytes]) -> None:
        """Keep a file as the result; people see it once the whole job is done.

        Takes   name: as it will be called after the download; content: bytes or an open file.

        Every attempt writes under a name of its own, which only ``finish`` makes known, so a
        half-written file or that of a lost attempt is never served.
        """
        source = BytesIO(content) if isinstance(content, bytes) else content
        path = f"jobs/{self._job.pk}/{self._attempt}{PurePath(name).suffix}"
        self.discard()
        self._result = default_storage.save(path, File(source))
        self._result_name = clean_text(name, limit=150)

    def finish(self, message: str = "") -> None:
        """Mark the job done and make its file known, in one statement behind the fence.

        A handler that writes to the registry calls it last in its transaction, so that the work
        and the word that it is done become true in the same moment; others leave it to the task.

        Raises  JobLost when it is no longer ours; the file is thrown away.
        """
        if not self._mine().close(
            Job.State.DONE,
            timezone.now(),
            message=clean_text(message, limit=300),
            result=self._result,
            result_name=self._result_name,
        ):
            raise JobLost
        self._finished = True

    def fail(self, sentence: str) -> None:
        """Mark the job failed with a sentence fit for the screen."""
        self.discard()
        self._mine().close(
            Job.State.FAILED, timezone.now(), message=clean_text(sentence, limit=300)
        )

    def discard(self) -> None:
        """Throw away the stored file, if any."""
        if self._result:
            default_storage.delete(self._result)
        self._result = self._result_name = ""

    def _mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self._job.pk, attempts=self._attempt, state=Job.State.RUNNING)

    def _write(self, **values: Any) -> None:
        if not self._mine().update(**values):
            raise JobLost
