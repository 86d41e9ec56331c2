"""Debian packages, asked for only when what they bring is missing."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence

from bootstrap.console import Halt, run, say, step
from common.fonts import PANGO, can_load, count_fonts


def install_for_running() -> None:
    """See to it that PDFs can be drawn and an environment can be made."""
    missing: list[str] = []
    if not can_load(PANGO):
        missing += ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    if not count_fonts():
        missing += ["fonts-dejavu-core"]
    if importlib.util.find_spec("ensurepip") is None:
        missing += ["python3-venv"]
    if missing:
        install(missing)
    if not can_load(PANGO) or not count_fonts():
        raise Halt("the libraries that draw PDFs are installed but cannot be loaded.")


def install(packages: Sequence[str]) -> None:
    """Install packages from the archives this machine is set up to use.

    Raises  Halt with the line to run when this user may not, or with apt's own words.
    """
    command = [
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=120",
        *packages,
    ]
    if not shutil.which("apt-get"):
        raise Halt(f"this system has no apt-get; install its twins of: {' '.join(packages)}")
    as_root = [*become_root(command), "env", "DEBIAN_FRONTEND=noninteractive"]
    with step(f"Installing Debian packages: {' '.join(packages)}"):
        try:
            run([*as_root, "apt-get", "update"])
        except Halt as halt:
            say(f"\n  The package lists could not be refreshed, going on without: {halt}")
        run([*as_root, *command])


def become_root(command: Sequence[str]) -> list[str]:
    """Give what to put before a command so that root runs it; sudo may ask for the password now.

    Raises  Halt with the command when there is no way.
    """
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo") or subprocess.run(["sudo", "--validate"], check=False).returncode:
        raise Halt(f"root must run this once: {' '.join(command)}")
    return ["sudo"]
