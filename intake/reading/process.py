"""The confined process seen from outside: started fresh, fed one file, ended on time."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, cast

from intake.confined import limits
from intake.reading.refusals import UnreadableFile

_ROOT = str(Path(__file__).resolve().parent.parent.parent)
# -I keeps the environment, the user's packages and the working directory out.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from intake.confined.main import main; main()"
)
_CHUNK = 1 << 16


def run_confined(path: Path) -> Generator[bytes]:
    """Read a file in a process of its own, which ends when the caller stops listening.

    Gives   the lines it writes, as they come; the last may be cut short by its end.
    Raises  UnreadableFile with too_slow or too_heavy, perhaps after some lines.
    Costs   one process; at most 512 MB and 30 seconds.
    """
    with path.open("rb") as file:
        process = subprocess.Popen(  # noqa: S603  our own interpreter, the file on its input
            [sys.executable, "-I", "-c", _START, _ROOT],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
    try:
        cut_short = yield from _lines(process, cast("BinaryIO", process.stdout))
    finally:
        _end(process)
    if process.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise UnreadableFile("too_slow")
    if process.returncode in {-signal.SIGABRT, -signal.SIGSEGV}:
        raise UnreadableFile("too_heavy")
    if cut_short:
        yield cut_short


def _lines(process: subprocess.Popen[bytes], pipe: BinaryIO) -> Generator[bytes, None, bytes]:
    """Read the pipe until its end, the time limit or the length limit.

    Gives   whole lines, and in the end what stands behind the last of them.
    """
    deadline = time.monotonic() + limits.WALL_SECONDS
    unfinished: list[bytes] = []
    length = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise UnreadableFile("too_slow")
            part = os.read(pipe.fileno(), _CHUNK)
            if not part:
                break
            length += len(part)
            if length > limits.OUTPUT_BYTES:
                raise UnreadableFile("too_heavy")
            first, *others = part.split(b"\n")
            unfinished.append(first)
            for begun in others:
                yield b"".join(unfinished)
                unfinished = [begun]
    # The pipe closes as the process ends; a reader that closed it and lives on is cut off.
    try:
        process.wait(timeout=max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("too_slow") from error
    return b"".join(unfinished)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the process group and collect the process."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
