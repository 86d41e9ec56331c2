"""Lets what a test has written so far be older than today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.db.models import F

from audit.models import AuditEvent
from common import triggers


@contextmanager
def triggers_aside() -> Iterator[None]:
    """Take out every trigger for a while, those that keep the trail as it is included."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def written_earlier(days: int = 30) -> None:
    """Move everything that the trail holds some days back."""
    with triggers_aside():
        AuditEvent.objects.update(at=F("at") - timedelta(days=days))
