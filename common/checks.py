"""System checks: what must be true of the machine and the database before we serve."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SQLITE_EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
POSTGRES_EXPECTED = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}


@register(Tags.database)
def durability_is_on(databases: list[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Read back the settings that keep an acknowledged commit safe from a power cut."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            if connection.is_in_memory_db():
                continue
            statements = {name: f"PRAGMA {name}" for name in SQLITE_EXPECTED}
            expected: dict[str, Any] = SQLITE_EXPECTED
        else:
            statements = {name: f"SHOW {name}" for name in POSTGRES_EXPECTED}
            expected = POSTGRES_EXPECTED
        with connection.cursor() as cursor:
            for name, statement in statements.items():
                found = cursor.execute(statement).fetchone()[0]
                if found != expected[name]:
                    problems.append(
                        Error(
                            f"{alias}: {name} is {found}, not {expected[name]}.",
                            hint="A power cut could lose work that was confirmed as saved.",
                            id="common.E001",
                        )
                    )
    return problems
