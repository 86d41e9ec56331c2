"""Seconds and memory of what one process did."""

import resource
from time import perf_counter


class Laps:
    """A stopwatch: each ``note`` names the time since the one before, by the clock and worked."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self.leave_out()

    def note(self, step: str) -> None:
        self.seconds[step] = round(perf_counter() - self._last, 3)
        self.worked[step] = round(_worked() - self._worked, 3)
        self.leave_out()

    def leave_out(self) -> None:
        """Count on from here, so that what was done since the last ``note`` is in no time."""
        self._last, self._worked = perf_counter(), _worked()


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
