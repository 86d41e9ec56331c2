"""``bin/up``: from whatever state this machine is in to a running registry."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bootstrap import debian, packages, product
from bootstrap.console import SHOWN_CHARACTERS, Halt, say
from bootstrap.probe import ask_the_product
from bootstrap.processes import stop_on_signals
from bootstrap.server import HOST, choose_port, serving, wait_for_the_first_to_end


def main(arguments: Sequence[str]) -> int:
    """Take the command line; give the exit code."""
    parser = argparse.ArgumentParser(prog="bin/up", description="Run Blitar Registry here.")
    parser.add_argument("--port", type=int, help="listen here (default: first free from 8000)")
    parser.add_argument(
        "--check",
        action="store_true",
        help="use a throw-away database, ask for a few pages and a PDF, stop; 0 when all is well",
    )
    options = parser.parse_args(arguments)
    stop_on_signals()
    port = choose_port(options.port)  # first, so that a taken one is told before any work
    debian.install_for_running()
    packages.install("run")
    product.compile_messages()
    product.write_secret()
    return check(port) if options.check else serve(port)


def serve(port: int) -> int:
    """Run until told to stop; a half that dies takes the other with it."""
    accounts = product.prepare_database({})
    with serving(port, more_env={"LOG_LEVEL": "WARNING"}) as children:
        say(f"\nBlitar Registry runs at http://{HOST}:{port}/")
        if accounts:
            say("\nDemo accounts:")
        for account in accounts:
            say(f"  {account.username:<20} {account.password:<24} {account.role}")
        say("\nCtrl-C stops it.")
        try:
            wait_for_the_first_to_end(children)
        except KeyboardInterrupt:
            say("\nStopping.")
            return 0
    raise Halt("the web server or the job worker ended by itself; the other was stopped too.")


def check(port: int) -> int:
    """Do what serving does on data that is thrown away, and look at what it answers."""
    with tempfile.TemporaryDirectory(prefix="blitar-check-") as folder:
        log = Path(folder) / "output"
        scratch = {
            "DATABASE_URL": f"sqlite:///{folder}/registry.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        visitor = product.prepare_database(scratch)[0]
        try:
            with log.open("wb") as output, serving(port, more_env=scratch, output=output):
                ask_the_product(
                    f"http://{HOST}:{port}", username=visitor.username, password=visitor.password
                )
        except Halt:
            say(log.read_text(errors="replace")[-SHOWN_CHARACTERS:])
            raise
    say("\nAll is well.")
    return 0
