"""Child processes that never outlive us, whatever ends us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bootstrap.console import ROOT

GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None)


def adopt_orphans() -> None:
    """Become the parent of our children's children when those die first."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def stop_on_signals() -> None:
    """Let a polite kill and a closed terminal end us as Ctrl-C does, even in the background."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


def start(
    command: Sequence[str | Path],
    *,
    more_env: Mapping[str, str] | None = None,
    output: Any = None,
    errors: Any = subprocess.STDOUT,
    user: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own; it is told to stop the moment we are gone.

    Takes   output, errors: open files for what it writes, or None for our own terminal;
            user: whom to run as, only for root.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT if user is None else "/",
        env={**os.environ, **(more_env or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def stop_all(children: Sequence[subprocess.Popen[bytes]], *, how: int = signal.SIGTERM) -> None:
    """Ask children to stop, wait, then end whatever of them and of their children is left.

    Takes   children: every child there is; how: the signal that asks.
    """
    for child in children:
        _signal_group(child.pid, how)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        _signal_group(child.pid, signal.SIGKILL)
        child.wait()
    # Children's children in sessions of their own: orphans now, adopted by us.
    for pid in _descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _signal_group(leader: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, number)


def _descendants(ancestor: int) -> list[int]:
    """List the children of a process, their children, and so on."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found, fresh = [], [ancestor]
    while fresh:
        fresh = [pid for pid, parent in parents.items() if parent in fresh]
        found += fresh
    return found
