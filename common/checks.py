"""System checks: what must be true of the machine and the database before we serve."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from common.fonts import count_fonts

SQLITE_EXPECTED = {"journal_mode": {"wal"}, "synchronous": {"2", "3"}, "foreign_keys": {"1"}}
POSTGRES_EXPECTED = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
}


@register(Tags.database)
def durability_is_on(*, databases: Sequence[str] | None, **kwargs: Any) -> Iterable[CheckMessage]:
    """Read back the settings that keep an acknowledged commit safe from a power cut."""
    if settings.THROW_AWAY_DATABASE:
        return []
    return [
        Error(
            f"{alias}: {name} is {found}.",
            hint="A power cut could lose work that was confirmed as saved.",
            id="common.E001",
        )
        for alias in databases or []
        for name, found in _unsafe_settings(alias)
    ]


@register(Tags.translation)
def messages_are_compiled(**kwargs: Any) -> Iterable[CheckMessage]:
    """Refuse a catalogue that was never compiled or was changed since."""
    return [
        Error(
            f"{source.name} of {source.parents[1].name} is not compiled.",
            hint="Run: pybabel compile -d locale -D django",
            id="common.E002",
        )
        for folder in settings.LOCALE_PATHS
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
        if not _is_current(source.with_suffix(".mo"), source)
    ]


@register(Tags.compatibility)
def a_font_is_installed(**kwargs: Any) -> Iterable[CheckMessage]:
    """Refuse a machine without any font: the PDF renderer would crash there, not raise."""
    if count_fonts():
        return []
    return [
        Error(
            "No font is installed; printing a PDF would end the process.",
            hint="Run: apt-get install fonts-dejavu-core",
            id="common.E003",
        )
    ]


def _unsafe_settings(alias: str) -> Iterable[tuple[str, str]]:
    connection: Any = connections[alias]
    if connection.vendor == "sqlite":
        if connection.is_in_memory_db():
            return
        question, expected = "PRAGMA", SQLITE_EXPECTED
    else:
        question, expected = "SHOW", POSTGRES_EXPECTED
    with connection.cursor() as cursor:
        for name, accepted in expected.items():
            cursor.execute(f"{question} {name}")
            found = str(cursor.fetchone()[0])
            if found not in accepted:
                yield name, found


def _is_current(compiled: Path, source: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
