"""Typed readers of the process environment that fail loudly."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
ENV_FILE = BASE_DIR / ".env"

env = environ.Env()

SWITCH = dict.fromkeys(["yes", "true", "on", "1"], True) | dict.fromkeys(
    ["no", "false", "off", "0"], False
)
# One writer at a time that waits for its turn, and no acknowledged commit ever lost.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=67108864;"
    ),
}
# A query that waits or runs for ever ends with a clear error instead of a hanging page.
POSTGRES_OPTIONS = {
    "options": (
        "-c lock_timeout=5000"
        " -c statement_timeout={statement_timeout}"
        " -c idle_in_transaction_session_timeout=60000"
    ),
}


def read_secret_key() -> str:
    """Read SECRET_KEY and refuse one that is short or a placeholder."""
    key = env.str("SECRET_KEY")
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters.")
    return key


def read_switch(name: str) -> bool:
    """Read a yes or no that is no when left out, and refuse anything that is neither."""
    word = env.str(name, default="no").lower()
    if word not in SWITCH:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")
    return SWITCH[word]


def read_database() -> dict[str, Any]:
    """Read DATABASE_URL and give Django's setting for it, durability options included.

    Raises  ImproperlyConfigured when the variable is missing or names another kind of database.
    """
    url = env.str("DATABASE_URL")
    scheme = urlsplit(url).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:// or postgres://.")
    database: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if scheme == "sqlite":
        database["OPTIONS"] = dict(SQLITE_OPTIONS)
    else:
        database["HOST"] = unquote(database["HOST"] or "")  # a socket folder comes percent-encoded
        statement_timeout = env.int("DATABASE_STATEMENT_TIMEOUT_MS", default=30_000)
        database["OPTIONS"] = {
            key: value.format(statement_timeout=statement_timeout)
            for key, value in POSTGRES_OPTIONS.items()
        }
        database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
        database["CONN_HEALTH_CHECKS"] = True
    database["ATOMIC_REQUESTS"] = False
    return database
