"""Seconds, statements and memory of what one process did."""

import resource
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection

_OWN = Path("/proc/self")


class Laps:
    """A stopwatch: each ``note`` names what was spent since the one before.

    That is the time by the clock and the time worked, and the statements the database got.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self.statements: dict[str, int] = {}
        self.grown = 0  # in MiB, in cases that ask how much a process grows
        connection.execute_wrappers.append(self._count)
        self.leave_out()

    def note(self, step: str) -> None:
        self.seconds[step] = round(perf_counter() - self._last, 3)
        self.worked[step] = round(_worked() - self._worked, 3)
        self.statements[step] = self._counted
        self.leave_out()

    def leave_out(self) -> None:
        """Count on from here, so that what was done since the last ``note`` is in no time."""
        self._last, self._worked, self._counted = perf_counter(), _worked(), 0

    def _count(self, execute: Callable[..., Any], *about: Any) -> Any:
        self._counted += 1
        return execute(*about)


def _worked() -> float:
    """Give the processor's seconds of this process and of its children that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def peaks() -> dict[str, int]:
    """Give the most memory this process and its largest child ever held, in MiB."""
    return {
        name: resource.getrusage(who).ru_maxrss // 1024
        for name, who in (("own", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN))
    }


class Growth:
    """How much a process grows at most from now on; it knows of Linux only."""

    def __init__(self) -> None:
        self._before = _resident("VmRSS")
        (_OWN / "clear_refs").write_text("5")  # forgets the peak so far

    def most(self) -> int:
        """Give the growth up to now in MiB."""
        return (_resident("VmHWM") - self._before) // 1024


def _resident(name: str) -> int:
    """Give a figure of this process in KiB."""
    lines = (_OWN / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
