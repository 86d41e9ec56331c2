"""A picture or scan that somebody sent, opened where it cannot hurt us."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from reporting.signed import limits
from reporting.signed.refusals import RefusedSheet

_ROOT = str(Path(__file__).resolve().parent.parent.parent)
# -I keeps the environment, the user's packages and the working directory out.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from reporting.signed.confined import main; main()"
)


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A picture or scan fit to be kept; ``thumbnail`` is empty for a scan."""

    mime_type: str
    pages: int
    content: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False, default=b"")

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def clean_file(file: BinaryIO) -> CleanFile:
    """Make a picture or scan fit to be kept, told by its content whatever its name.

    Gives   a JPEG drawn anew, upright, or a PDF without anything that acts; neither says where,
            when or with what it was taken.
    Raises  RefusedSheet with a sentence for whoever sent it.
    Costs   one process; at most a gigabyte and 30 seconds, usually half a second.
    """
    file.seek(0)
    data = file.read(limits.FILE_BYTES + 1)
    process = subprocess.Popen(  # noqa: S603  our own interpreter, the file on its input
        [sys.executable, "-I", "-c", _START, _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        output, _nothing = process.communicate(data, timeout=limits.WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise RefusedSheet("too_heavy") from error
    finally:
        _end(process)
    if process.returncode or len(output) > limits.OUTPUT_BYTES:
        raise RefusedSheet("too_heavy")
    return _read(output)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of the process group and collect the process."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _read(output: bytes) -> CleanFile:
    """Take apart what the process wrote: a line of JSON, then the files it speaks of."""
    line, _newline, body = output.partition(b"\n")
    head = json.loads(line)
    if "refused" in head:
        raise RefusedSheet(head["refused"])
    length = head["lengths"][0]
    return CleanFile(head["kind"], head["pages"], body[:length], body[length:])
