"""``bin/test``: everything that must hold before a change is good, each part reported by name."""

import argparse
import os
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bootstrap import debian, packages, product, suite
from bootstrap.console import Halt, run, say, step
from bootstrap.packages import PYTHON
from bootstrap.postgres import throw_away_server
from bootstrap.processes import adopt_orphans, stop_on_signals
from common.fonts import can_load

TESTS = {"DJANGO_SETTINGS_MODULE": "blitar_registry.settings.tests"}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "registry.example",
    "DATABASE_URL": "sqlite://:memory:",
}
# Not the script of that name: it works only in the folder where it was installed.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
STATIC_PARTS: dict[str, tuple[Sequence[object], Mapping[str, str]]] = {
    "ruff": ([PYTHON, "-m", "ruff", "check"], {}),
    "ruff format": ([PYTHON, "-m", "ruff", "format", "--check"], {}),
    "mypy": ([PYTHON, "-m", "mypy"], {}),
    "import contracts": ([PYTHON, "-c", LINT_IMPORTS], {}),
    "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], TESTS),
    "deployment": (
        [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
}


@dataclass(frozen=True)
class Part:
    """One part of the proof and how it went; ``ran`` is False where the machine could not."""

    name: str
    passed: bool
    ran: bool
    detail: str


def main(arguments: Sequence[str]) -> int:
    """Take the command line; give the exit code. The last line written is pytest's own."""
    parser = argparse.ArgumentParser(
        prog="bin/test", description="Prove the product; other arguments go to pytest."
    )
    parser.add_argument(
        "--strict", action="store_true", help="count a part that cannot run here as failed"
    )
    options, pytest_arguments = parser.parse_known_args(arguments)
    stop_on_signals()
    adopt_orphans()
    debian.install_for_running()
    packages.install("dev")
    product.compile_messages()

    parts = [_static(name, *what) for name, what in STATIC_PARTS.items()]
    parts.append(_on_postgres(pytest_arguments))
    parts.append(_browser())
    say("\nThe suite on SQLite, browser tests at its end")
    started = time.monotonic()
    passed, closing = suite.run(pytest_arguments, browser=parts[-1].ran, more_env={})
    parts.append(_timed("tests on SQLite", passed, started))
    good = _report(parts, strict=options.strict)
    say(closing)
    return 0 if good else 1


def _static(name: str, command: Sequence[object], more_env: Mapping[str, str]) -> Part:
    started = time.monotonic()
    try:
        with step(name):
            run([str(part) for part in command], more_env=more_env)
    except Halt as halt:
        say(str(halt))
        return _timed(name, False, started)
    return _timed(name, True, started)


def _on_postgres(pytest_arguments: Sequence[str]) -> Part:
    name = "tests on PostgreSQL"
    url = os.environ.pop("TEST_DATABASE_URL", "")  # the other run is on SQLite
    with ExitStack() as stack:
        try:
            url = url or stack.enter_context(throw_away_server())
        except Halt as halt:
            return _cannot_run(name, halt)
        say("\nThe suite on PostgreSQL")
        started = time.monotonic()
        passed, closing = suite.run(
            pytest_arguments,
            browser=False,
            more_env={"TEST_DATABASE_URL": url},
            database_only=True,
        )
        say(closing)
        return _timed(name, passed, started)


def _browser() -> Part:
    name = "Chromium"
    started = time.monotonic()
    missing = []
    if not shutil.which("chromium"):
        missing.append("chromium")
    if not can_load("libatomic.so.1"):
        missing.append("libatomic1")
    try:
        if missing:
            debian.install(missing)
    except Halt as halt:
        return _cannot_run(name, halt)
    return _timed(name, True, started)


def _timed(name: str, passed: bool, started: float) -> Part:
    seconds = f"{time.monotonic() - started:.1f} s"
    return Part(name, passed, ran=True, detail=seconds)


def _cannot_run(name: str, why: Exception) -> Part:
    return Part(name, passed=False, ran=False, detail=str(why))


def _report(parts: Sequence[Part], *, strict: bool) -> bool:
    """Show every part; give whether the whole is good."""
    say()
    for part in parts:
        word = "passed" if part.passed else "FAILED" if part.ran else "COULD NOT RUN"
        say(f"{part.name:<30} {word:<14} {part.detail}")
    unproven = [part.name for part in parts if not part.ran]
    if unproven:
        say(f"\nNOT PROVEN HERE: {', '.join(unproven)}." + " Failed, being strict." * strict)
    failed = [part.name for part in parts if part.ran and not part.passed]
    if failed:
        say(f"\nFAILED: {', '.join(failed)}.")
    return not failed and not (strict and unproven)
