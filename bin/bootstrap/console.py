"""Tells in plain words what is going on, and starts programs that report only when they fail."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SHOWN_CHARACTERS = 6000
ROOT = Path(__file__).resolve().parents[2]


class Halt(Exception):
    """The way ahead is blocked; the text says by what and what to do."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Announce a piece of work and tell how long it took."""
    print(f"- {what} ...", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say(" failed.")
        raise
    say(f" {time.monotonic() - started:.1f} s")


def run(command: Sequence[str | Path], *, more_env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and give what it wrote to its standard output.

    Raises  Halt with the end of all it wrote when it fails.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(more_env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())
        raise Halt(f"{shown} ended with {done.returncode}:\n{said[-SHOWN_CHARACTERS:]}")
    return done.stdout
