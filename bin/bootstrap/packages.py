"""The Python environment: made once, filled from a lock file whose hash is remembered."""

import hashlib
import subprocess
import sys
import venv

from bootstrap.console import ROOT, run, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-locks"
# Whoever has the second also has the first: a test keeps the development lock a superset.
LOCKS = {"run": ["run.lock"], "dev": ["run.lock", "dev.lock"]}


def install(kind: str) -> None:
    """Bring the environment to what the lock says; nothing happens when it is there already.

    Takes   kind: "run", or "dev" for everything the tests need as well.
    """
    if not _fits_this_python():
        with step("Creating the Python environment"):
            venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    if are_installed(kind):
        return
    with step("Installing Python packages, hashes checked"):
        STAMP.unlink(missing_ok=True)
        run(
            [
                *(PYTHON, "-m", "pip", "install"),
                *("--require-hashes", "--only-binary", ":all:"),
                *("--no-input", "--disable-pip-version-check"),
                *("--requirement", ROOT / "requirements" / f"{kind}.lock"),
            ]
        )
        STAMP.write_text("".join(f"{fingerprint(name)}\n" for name in LOCKS[kind]))


def are_installed(kind: str) -> bool:
    """Tell whether the packages of a kind were installed from the locks as they are now."""
    wanted = {fingerprint(name) for name in LOCKS[kind]}
    return STAMP.exists() and wanted <= set(STAMP.read_text().split())


def _fits_this_python() -> bool:
    """Tell whether the environment works and has the Python version that runs this."""
    if not PYTHON.exists():
        return False
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked = subprocess.run(
        [PYTHON, "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == version


def fingerprint(name: str) -> str:
    """Give the hash of a lock file."""
    return hashlib.sha256((ROOT / "requirements" / name).read_bytes()).hexdigest()
