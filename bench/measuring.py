"""Seconds and memory of what one process did."""

import resource
from time import perf_counter


class Laps:
    """A stopwatch: each ``note`` names the time since the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def note(self, step: str) -> None:
        now = perf_counter()
        self.seconds[step] = round(now - self._last, 3)
        self._last = now

    def leave_out(self) -> None:
        """Count on from here, so that what was done since the last ``note`` is in no time."""
        self._last = perf_counter()


def peaks() -> dict[str, int]:
    """Give the most memory this process and its largest child ever held, in MiB."""
    return {
        name: resource.getrusage(who).ru_maxrss // 1024
        for name, who in (("own", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN))
    }
