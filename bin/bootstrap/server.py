"""Web and job worker under one parent: both run, or none does."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bootstrap.console import Halt, step
from bootstrap.packages import PYTHON
from bootstrap.processes import adopt_orphans, start, stop_all

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8000, 20
START_SECONDS = 60.0
SETTINGS = "blitar_registry.settings.development"
# Long jobs may ask more of the database than a page may.
JOB_STATEMENT_MS = "300000"


def choose_port(wanted: int | None) -> int:
    """Give the wanted port, or the first free one from 8000 on.

    Raises  Halt when the wanted port, or every port tried, is taken.
    """
    candidates = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    if wanted:
        raise Halt(f"port {wanted} is taken or not ours to use; choose another with --port.")
    raise Halt(f"no free port from {FIRST_PORT} on; choose one with --port.")


@contextmanager
def serving(
    port: int, *, more_env: Mapping[str, str], output: Any = None
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run web and worker for as long as the block lasts, from the first healthy answer on."""
    adopt_orphans()
    children: list[subprocess.Popen[bytes]] = []
    try:
        with step("Starting the web server and the job worker"):
            children.append(
                start(
                    [
                        *(PYTHON, "-m", "gunicorn", "blitar_registry.wsgi"),
                        *("--bind", f"{HOST}:{port}"),
                        *("--workers", "2", "--threads", "4"),
                        *("--log-level", "warning", "--no-control-socket"),
                    ],
                    more_env={"DJANGO_SETTINGS_MODULE": SETTINGS, **more_env},
                    output=output,
                )
            )
            children.append(
                start(
                    [PYTHON, "manage.py", "work"],
                    more_env={"DATABASE_STATEMENT_TIMEOUT_MS": JOB_STATEMENT_MS, **more_env},
                    output=output,
                )
            )
            _wait_until_healthy(port, children)
        yield children
    finally:
        stop_all(children)


def wait_for_the_first_to_end(children: list[subprocess.Popen[bytes]]) -> None:
    while all(child.poll() is None for child in children):
        time.sleep(0.5)


def _wait_until_healthy(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_SECONDS
    answer = "no answer"
    while time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            raise Halt("the web server or the job worker ended while starting; see above.")
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            answer = f"status {response.status}: {response.read(500).decode()}"
            if response.status == http.client.OK:
                return
        except OSError as error:
            answer = str(error)
        time.sleep(0.2)
    raise Halt(f"no healthy answer within {START_SECONDS:.0f} seconds ({answer}).")
