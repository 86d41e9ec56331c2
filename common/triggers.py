"""Database triggers declared in code: installed after every migration, missed when absent.

Rooms declare functions that give their triggers for a vendor (``declare``). They are put in after
every ``migrate`` and ``flush`` because SQLite drops the triggers of a table that a migration
remakes, without a word. Two things notice a trigger that is missing, altered or switched off:

- a database check, a warning so that ``migrate`` itself can still run and repair it; operators
  run ``check --database default --fail-level WARNING`` before they start anything;
- ``require``, called once when a web process starts: one query over the catalogue there costs
  milliseconds, at every connection it would cost them at every request.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

# Every trigger of ours has a name that starts so; other triggers are left alone.
PREFIX = "registry_"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger of one vendor.

    Takes   event: such as ``AFTER INSERT``, on PostgreSQL also ``AFTER INSERT OR UPDATE``;
            body: statements; on PostgreSQL a PL/pgSQL block; when: a condition, SQLite only;
            needs: other tables the body names; each: ``ROW``, or ``STATEMENT`` on PostgreSQL;
            fresh: what the body calls the table of a statement's new rows, PostgreSQL only;
            setting: one that holds while the body runs, such as ``jit=off``, PostgreSQL only.
    """

    name: str
    table: str
    event: str
    body: str
    when: str = ""
    needs: tuple[str, ...] = ()
    each: str = "ROW"
    fresh: str = ""
    setting: str = ""

    def __post_init__(self) -> None:
        if not self.name.startswith(PREFIX) or len(self.name) > 63:
            raise ImproperlyConfigured(f"Trigger {self.name}: bad name.")

    def statements(self, vendor: str) -> list[str]:
        """Give the SQL that puts the trigger in where no trigger of that name is."""
        if vendor == "sqlite":
            return [self._for_sqlite()]
        setting = f" SET {self.setting}" if self.setting else ""
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql{setting}"
            f" AS $body${self.body}$body$",
            self._for_postgresql(),
            f"COMMENT ON TRIGGER {self.name} ON {self.table} IS '{self.digest}'",
        ]

    def is_installed_as(self, found: tuple[Any, ...], vendor: str) -> bool:
        """Tell whether what the catalogue holds under this name is this very trigger."""
        if vendor == "sqlite":
            return found == (self._for_sqlite(),)
        return found == (self.digest, True, self.setting, self.body)

    @property
    def digest(self) -> str:
        return sha256(self._for_postgresql().encode()).hexdigest()

    def _for_sqlite(self) -> str:
        when = f" WHEN {self.when}" if self.when else ""
        return (
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table}"
            f" FOR EACH ROW{when} BEGIN {self.body}; END"
        )

    def _for_postgresql(self) -> str:
        fresh = f" REFERENCING NEW TABLE AS {self.fresh}" if self.fresh else ""
        return (
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table}{fresh}"
            f" FOR EACH {self.each} EXECUTE FUNCTION {self.name}()"
        )


Source = Callable[[str], Iterable[Trigger]]

_sources: list[Source] = []


def declare(app: AppConfig, source: Source) -> None:
    """Keep the triggers of a room installed from now on; call it when the app is ready.

    Takes   source: gives the triggers for a vendor, ``sqlite`` or ``postgresql``.
    """
    if not _sources:
        pre_migrate.connect(_step_aside, dispatch_uid="common.triggers")
    _sources.append(source)
    post_migrate.connect(_reinstall, sender=app, dispatch_uid=f"common.triggers.{app.label}")


_INSTALLED = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT t.tgname, c.relname, obj_description(t.oid, 'pg_trigger'),"
    " t.tgenabled IN ('O', 'A'), coalesce(array_to_string(p.proconfig, ','), ''), p.prosrc"
    " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    " AND t.tgname LIKE %s",
}


def installed(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """Read our triggers from the catalogue: name to table and definition."""
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor], [f"{PREFIX}%"])
        return {name: (table, tuple(rest)) for name, table, *rest in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Give the names of triggers that are absent, altered, switched off or left over.

    Costs   two queries over the catalogue.
    """
    expected = _expected(connection)
    found = installed(connection)
    wrong = [
        name
        for name, trigger in expected.items()
        if name not in found or not trigger.is_installed_as(found[name][1], connection.vendor)
    ]
    return sorted(wrong + [name for name in found if name not in expected])


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Put in what ``missing`` names, take out what is no longer declared.

    Gives   the names it touched; nothing on a second run.
    """
    wrong = missing(connection)
    expected = _expected(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, cursor, wrong)
        for name in wrong:
            if name in expected:
                for statement in expected[name].statements(connection.vendor):
                    cursor.execute(statement)
    return wrong


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take out every trigger of ours; the check and ``require`` fail until they are back."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, cursor, list(installed(connection)))


@contextmanager
def standing(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Keep the triggers in place around the writes of a data migration.

    On SQLite they stand aside while migrations run, see ``_step_aside``.
    """
    install(connection)
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            remove(connection)


def require(connection: BaseDatabaseWrapper) -> None:
    """Refuse to go on with a database whose triggers are not all in place.

    Raises  ImproperlyConfigured with their names.
    """
    if names := missing(connection):
        raise ImproperlyConfigured(
            f"Database triggers are missing or altered: {', '.join(names)}."
            " Run: python manage.py migrate"
        )


@register(Tags.database)
def triggers_are_in_place(databases: Sequence[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of each trigger that is not as declared."""
    return [
        CheckWarning(
            f"{alias}: the trigger {name} is missing or altered.",
            hint="Run: python manage.py migrate",
            id="common.W001",
        )
        for alias in databases or []
        for name in missing(connections[alias])
    ]


def _reinstall(using: str, **kwargs: Any) -> None:
    install(connections[using])


def _step_aside(using: str, plan: list[Any] | None = None, **kwargs: Any) -> None:
    """Take the triggers out on SQLite before migrations change tables.

    SQLite refuses to rename a table or drop a column while some trigger names it. On PostgreSQL
    functions are bound late, so there they stay. A migration that fails leaves them out, and
    nothing serves until ``migrate`` has succeeded.
    """
    if plan and connections[using].vendor == "sqlite":
        remove(connections[using])


def _expected(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """Give the declared triggers whose tables exist, by name."""
    tables = set(connection.introspection.table_names())
    return {
        trigger.name: trigger
        for source in _sources
        for trigger in source(connection.vendor)
        if tables.issuperset({trigger.table, *trigger.needs})
    }


def _drop(connection: BaseDatabaseWrapper, cursor: Any, names: list[str]) -> None:
    found = installed(connection)
    for name in names:
        if name in found and connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        elif name in found:
            cursor.execute(f"DROP TRIGGER {name} ON {found[name][0]}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
