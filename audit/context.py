"""Who is writing, and why: what the audit triggers record with every row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from time import time_ns
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation
from django.utils.functional import Promise

StrOrPromise = str | Promise


class Actor(NamedTuple):
    """The answer to who, why and through which door."""

    name: str
    reason: str = ""
    source: str = ""


# Somebody who is not signed in, for example while choosing a password from an invitation.
GUEST = "tamu"

_current: ContextVar[Actor | None] = ContextVar("audit_actor", default=None)


@contextmanager
def acting(by: Any, reason: StrOrPromise = "", source: str = "") -> Iterator[None]:
    """Name the actor of every write inside the block.

    Takes   by: a user, or the name of a command or job; reason, source: short plain text; an
            empty one keeps that of the surrounding block. A reason is a message id or a lazy
            text: the trail keeps the words of the sources and is translated when read.
    Raises  ValueError when by is nobody.
    Costs   two statements on PostgreSQL (the names travel as session settings), none on SQLite.
    """
    before = _current.get()
    name = actor_name(by)
    with translation.override(settings.LANGUAGE_CODE):
        reason = str(reason) or (before.reason if before else "")
    source = source or (before.source if before else "")
    actor = Actor(name, reason[:200], source[:100])
    token = _current.set(actor)
    try:
        _tell_database(connection, actor)
        yield
    finally:
        _current.reset(token)
        _tell_database(connection, before)


def actor_name(by: Any) -> str:
    """Give the name under which a user, command or job enters the trail.

    Raises  ValueError when by is nobody.
    """
    name = getattr(by, "username", by)
    if not name or not isinstance(name, str):
        raise ValueError("A write needs a user or the name of a command as its actor.")
    return name[:150]


def prepare_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Make a fresh connection able to answer the triggers' question who is writing.

    SQLite's triggers call back into this module, so a program that is not ours cannot write at
    all. ``recursive_triggers`` makes REPLACE fire the triggers of the rows it deletes.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")
        for name, position in (("actor", 0), ("reason", 1), ("source", 2)):
            connection.connection.create_function(f"audit_{name}", 0, _reader(position))
        connection.connection.create_function("audit_moment", 0, _moment)
    elif actor := _current.get():
        _tell_database(connection, actor)


def _reader(position: int) -> Callable[[], str | None]:
    def read() -> str | None:
        actor = _current.get()
        return actor[position] if actor else None

    return read


def _moment() -> str:
    """Give the moment as Django stores it; SQLite's own clock stops at milliseconds.

    Every row that is written asks for it, and thousands are written in one second.
    """
    second, nanoseconds = divmod(time_ns(), 1_000_000_000)
    return f"{_as_stored(second)}.{nanoseconds // 1000:06}"


@lru_cache(maxsize=1)
def _as_stored(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _tell_database(connection: Any, actor: Actor | None) -> None:
    """Hand the actor to PostgreSQL; a connection that opens later asks by itself.

    A failed transaction takes no statement. Rolling it back restores what the settings were when
    it began, which is what the surrounding block had said.
    """
    session = connection.connection
    if connection.vendor != "postgresql" or session is None or connection.needs_rollback:
        return
    if session.info.transaction_status.name in ("INERROR", "UNKNOWN"):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('audit.actor', %s, false),"
            " set_config('audit.reason', %s, false), set_config('audit.source', %s, false)",
            list(actor or Actor("")),
        )
