"""How long a worker may be silent before its job goes to another, and what follows from it."""

from datetime import timedelta

from django.conf import settings


def lease() -> timedelta:
    """Give how old the last sign of life of a held or waiting job may become."""
    length: timedelta = settings.JOB_LEASE
    return length


def beat_every() -> float:
    """Give the seconds between two signs of life; a few may get lost."""
    return lease().total_seconds() / 6


def sweep_every() -> float:
    """Give the seconds between two looks after the jobs of dead workers."""
    return lease().total_seconds() / 3
