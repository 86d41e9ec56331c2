"""What the product needs of its own before it starts: messages, a secret, a filled database."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bootstrap.console import ROOT, run, step
from bootstrap.packages import PYTHON

ENV_FILE = ROOT / ".env"


class Account(NamedTuple):
    """Somebody who may try the demo."""

    username: str
    password: str
    role: str


def compile_messages() -> None:
    """Compile the catalogues that changed since, without gettext."""
    sources = ROOT.glob("locale/*/LC_MESSAGES/*.po")
    if all(_is_current(source) for source in sources):
        return
    with step("Compiling messages"):
        run([PYTHON, "-m", "babel.messages.frontend", "compile", "-d", "locale", "-D", "django"])


def write_secret() -> None:
    """Give this machine a secret of its own, readable by its owner only."""
    if ENV_FILE.exists():
        return
    with step("Writing .env with a random secret"):
        descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\n")


def prepare_database(more_env: Mapping[str, str]) -> list[Account]:
    """Migrate; fill an empty database with reference data and the demo.

    Gives   the demo accounts that can sign in there.
    """
    with step("Preparing the database (an empty one gets the demo programme)"):
        listed = run(
            [PYTHON, "manage.py", "prepare", "--demo", "--verbosity", "0"], more_env=more_env
        )
    return [Account(*line.split("\t")) for line in listed.splitlines()]


def _is_current(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
