"""Who is writing, and why: what the audit triggers record with every row."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from time import time_ns
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation
from django.utils.functional import Promise

StrOrPromise = str | Promise


# Somebody who is not signed in, for example while choosing a password from an invitation.
GUEST = "tamu"

# A variable for each answer: SQLite asks for all three with every row, and gets them straight
# from here, without a function of ours between.
_actor: ContextVar[str | None] = ContextVar("audit_actor", default=None)
_reason: ContextVar[str | None] = ContextVar("audit_reason", default=None)
_source: ContextVar[str | None] = ContextVar("audit_source", default=None)
_ANSWERS = (_actor, _reason, _source)


@contextmanager
def acting(by: Any, reason: StrOrPromise = "", source: str = "") -> Iterator[None]:
    """Name the actor of every write inside the block.

    Takes   by: a user, or the name of a command or job; reason, source: short plain text; an
            empty one keeps that of the surrounding block. A reason is a message id or a lazy
            text: the trail keeps the words of the sources and is translated when read.
    Raises  ValueError when by is nobody.
    Costs   two statements on PostgreSQL (the names travel as session settings), none on SQLite.
    """
    name = actor_name(by)
    with translation.override(settings.LANGUAGE_CODE):
        reason = str(reason) or _reason.get() or ""
    source = source or _source.get() or ""
    answers = zip(_ANSWERS, (name, reason[:200], source[:100]), strict=True)
    tokens = [(variable, variable.set(answer)) for variable, answer in answers]
    try:
        _tell_database(connection)
        yield
    finally:
        for variable, token in tokens:
            variable.reset(token)
        _tell_database(connection)


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
        for variable in _ANSWERS:
            connection.connection.create_function(variable.name, 0, variable.get)
        connection.connection.create_function("audit_moment", 0, _moment)
    elif _actor.get():
        _tell_database(connection)


def _moment() -> str:
    """Give the moment as Django stores it; SQLite's own clock stops at milliseconds.

    Every row that is written asks for it, and thousands are written in one second.
    """
    second, nanoseconds = divmod(time_ns(), 1_000_000_000)
    return f"{_as_stored(second)}.{nanoseconds // 1000:06}"


@lru_cache(maxsize=1)
def _as_stored(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _tell_database(connection: Any) -> None:
    """Hand the answers to PostgreSQL; a connection that opens later asks by itself.

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
            [variable.get() or "" for variable in _ANSWERS],
        )
