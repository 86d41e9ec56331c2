"""Runs pytest in two processes and keeps its closing line for whoever has the last word."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bootstrap.console import say
from bootstrap.packages import PYTHON
from bootstrap.processes import start, stop_all

PASSED, NOTHING_SELECTED = 0, 5
# Tests that drive the browser stay together in one process.
COMMAND = (PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadgroup")


def run(
    arguments: Sequence[str],
    *,
    browser: bool,
    more_env: Mapping[str, str],
    database_only: bool = False,
) -> tuple[bool, str]:
    """Run the suite, showing all it writes but its closing line.

    Takes   arguments: what the caller wants of pytest besides; browser: whether to drive one;
            database_only: leave out what says the same whatever the database is.
    Gives   whether all went well, and the closing line.
    """
    command: list[str | Path] = [
        *COMMAND,
        f"--color={'yes' if sys.stdout.isatty() else 'no'}",
        *([] if browser else ["-m", "not browser"]),
        *(["--database-only"] if database_only else []),
        *arguments,
    ]
    columns = str(shutil.get_terminal_size().columns)
    pytest = start(
        command, more_env={"COLUMNS": columns, **more_env}, output=subprocess.PIPE, errors=None
    )
    closing = ""
    try:
        for line in pytest.stdout or ():
            say(closing)
            closing = line.decode(errors="replace").rstrip("\n")
        code = pytest.wait()
    except BaseException:
        stop_all([pytest])
        raise
    # A caller who asks for a few tests may leave one of the runs without any.
    return code == PASSED or (bool(arguments) and code == NOTHING_SELECTED), closing
