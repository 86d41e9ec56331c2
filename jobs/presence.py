"""Whether anybody is there to do the jobs, told by the workers themselves."""

import os
import socket
from datetime import datetime, timedelta

from jobs.lease import lease
from jobs.models import Presence

FORGET_AFTER = timedelta(days=1)


def announce(now: datetime) -> None:
    """Say that this process is there, and forget those gone for a day."""
    name = f"{socket.gethostname()[:80]}:{os.getpid()}"
    Presence.objects.update_or_create(name=name, defaults={"seen_at": now})
    Presence.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()


def are_gone(now: datetime) -> bool:
    """Tell whether there have been workers and none of them was seen lately.

    Before the first one ever, only a job that waits too long tells that something is missing.
    """
    last = Presence.objects.values_list("seen_at", flat=True).first()
    return last is not None and last < now - 2 * lease()
