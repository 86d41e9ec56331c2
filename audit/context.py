"""Who is writing, and why: what the audit triggers record with every row."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import connection


class Actor(NamedTuple):
    """The answer to who, why and through which door."""

    name: str
    reason: str = ""
    source: str = ""


_current: ContextVar[Actor | None] = ContextVar("audit_actor", default=None)


def current_actor() -> Actor | None:
    return _current.get()


@contextmanager
def acting(by: Any, reason: str = "", source: str = "") -> Iterator[None]:
    """Name the actor of every write inside the block.

    Takes   by: a user, or the name of a command or job; reason, source: short plain text; an
            empty source keeps that of the surrounding block.
    Costs   two statements on PostgreSQL (the names travel as session settings), none on SQLite.
    """
    before = _current.get()
    name = getattr(by, "username", None) or str(by)
    actor = Actor(name[:150], str(reason)[:200], (source or (before.source if before else ""))[:100])
    token = _current.set(actor)
    _tell_database(actor)
    try:
        yield
    finally:
        _current.reset(token)
        _tell_database(before)


def _tell_database(actor: Actor | None) -> None:
    """Hand the actor to PostgreSQL; SQLite's triggers call back into this module instead."""
    if connection.vendor != "postgresql" or connection.needs_rollback:
        return
    values = actor or Actor("")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('audit.actor', %s, false),"
            " set_config('audit.reason', %s, false), set_config('audit.source', %s, false)",
            list(values),
        )
