"""A PostgreSQL server that lives as long as one test run and is trusted by nobody else."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from bootstrap import debian
from bootstrap.console import Halt, run, step
from bootstrap.processes import start, stop_all

PACKAGE = "postgresql-15"
NO_MAIN_CLUSTER = Path(__file__).with_name("createcluster.conf")
CREATECLUSTER = Path("/etc/postgresql-common/createcluster.conf")
START_SECONDS = 30.0
# Safe to lose, so it need not wait for the disk.
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Run a server in a temporary folder; give the DATABASE_URL of a database to be made there.

    Raises  Halt when the programs are missing and cannot be installed, or do not start.
    """
    programs = _programs()
    # PostgreSQL refuses to run as root; Debian's package brings this user along.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="blitar-pg-"))
    server: list[subprocess.Popen[bytes]] = []
    try:
        with step("Starting a throw-away PostgreSQL"):
            if user:
                owner = pwd.getpwnam(user)
                os.chown(folder, owner.pw_uid, owner.pw_gid)
            log = folder / "log"
            with log.open("wb") as output:
                _create_cluster(programs, folder / "data", user=user, output=output)
                server.append(
                    start(
                        [
                            programs / "postgres",
                            *("-D", folder / "data"),
                            *("-c", "listen_addresses="),
                            *("-c", f"unix_socket_directories={folder}"),
                            *(part for setting in FAST for part in ("-c", setting)),
                        ],
                        user=user,
                        output=output,
                    )
                )
            _wait_until_ready(programs, folder, server[0])
        yield f"postgres://postgres@{quote(str(folder), safe='')}/blitar"
    finally:
        stop_all(server, how=signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the newest server programs, installing Debian's when there are none."""
    if not _installed():
        if not CREATECLUSTER.exists():
            # Or the package would bring up a server of its own that nobody asked for.
            command = ["install", "-D", "-m", "644", str(NO_MAIN_CLUSTER), str(CREATECLUSTER)]
            run([*debian.become_root(command), *command])
        debian.install([PACKAGE])
    return _installed()[-1]


def _installed() -> list[Path]:
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return sorted((path.parent for path in found), key=lambda path: int(path.parent.name))


def _create_cluster(programs: Path, data: Path, *, user: str | None, output: BinaryIO) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        *("--pgdata", data),
        *("--username", "postgres", "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    if start(command, user=user, output=output).wait():
        raise Halt(f"initdb failed:\n{Path(output.name).read_text(errors='replace')}")


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run([programs / "pg_isready", "--quiet", "--host", folder], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise Halt(f"PostgreSQL does not start:\n{(folder / 'log').read_text(errors='replace')}")
