"""Tables as they were: the rows of today with what the trail says stood there before.

Both databases look among temporary tables first when a query names a table, so inside a block of
this module every query reads the past without knowing of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from audit.audited import by_table
from audit.models import AuditEvent
from audit.selectors import last_event
from common.bulk import update_rows

# A column that follows from another one: that one, and how its text is worked out.
Origin = tuple[str, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A watched model whose rows are wanted as they were.

    ``follows`` names texts that the trail leaves out because they follow from another column.
    """

    model: type[models.Model]
    follows: Mapping[str, Origin] = field(default_factory=dict)


@contextmanager
def tables_as_of(moment: datetime, wanted: Iterable[Remembered]) -> Iterator[None]:
    """Let every query in the block read some tables as they stood just before a moment.

    Other connections see nothing of it, and nobody waits. Columns that the trail never kept show
    what they say today, passwords nothing at all.

    Takes   moment: an aware one; wanted: the models, all of them watched.
    Raises  RuntimeError when something in the block writes: it would be lost with the tables.
    Costs   three statements a table, five more for each column that follows from another and
            5,000 rows in which it differs; one copy of the tables, and a look at every event of
            theirs since.
    """
    with _undone_at_the_end():
        since = _first_event(moment)
        for remembered in wanted:
            _stand_before(remembered, since)
            _work_out(remembered)
        with connection.execute_wrapper(_refuse_writes):
            yield


@contextmanager
def _undone_at_the_end() -> Iterator[None]:
    """Keep a transaction that leaves nothing behind, whatever happens in it.

    On SQLite it begins as a reader, which neither waits for the one writer nor keeps it waiting.
    """
    database: Any = connection
    database.ensure_connection()
    usual = getattr(database, "transaction_mode", None)
    with ExitStack() as stack:
        database.transaction_mode = "DEFERRED"
        try:
            stack.enter_context(transaction.atomic())
        finally:
            database.transaction_mode = usual
        yield
        transaction.set_rollback(True)


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
) -> Any:
    if not sql.lstrip("(").startswith("SELECT"):
        raise RuntimeError("Nothing is written while tables stand as they were.")
    return execute(sql, params, many, context)


def _first_event(moment: datetime) -> int:
    """Give the number of the first event that is not older than a moment, or the next number.

    Numbers are found without opening the events, which hold whole rows.
    """
    events = AuditEvent.objects.filter(at__gte=moment).order_by("at", "pk")
    first = events.values_list("pk", flat=True).first()
    return last_event() + 1 if first is None else first


def _stand_before(remembered: Remembered, since: int) -> None:
    """Put a table of the past before the real one.

    One statement reads rows and trail, so no change can fall between the two.
    """
    meta = remembered.model._meta
    table, key, trail = map(_quote, (meta.db_table, meta.pk.column, AuditEvent._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {table} AS WITH first AS ("
            f"SELECT CAST(row_id AS {meta.pk.rel_db_type(connection)}) AS row, min(id) AS event"
            f" FROM {trail} WHERE table_name = %s AND id >= %s GROUP BY row_id"
            f"), past AS (SELECT {_images(remembered.model)} FROM first"
            f" JOIN {trail} event ON event.id = first.event AND event.kind <> 'I'"
            f" LEFT JOIN {table} own ON own.{key} = first.row {_IMAGE[connection.vendor]}"
            f") SELECT {_columns(remembered, 'own')} FROM {table} own"
            f" LEFT JOIN first ON first.row = own.{key} WHERE first.row IS NULL"
            f" UNION ALL SELECT {_columns(remembered, 'past')} FROM past"
            f" LEFT JOIN {table} own ON own.{key} = past.{key}",
            [meta.db_table, since],
        )
        cursor.execute(f"CREATE INDEX past_{meta.db_table} ON {table} ({key})")
        cursor.execute(f"ANALYZE {table}")


def _work_out(remembered: Remembered) -> None:
    """Fill in what follows from a column that is no longer what it was."""
    model = remembered.model
    for column, (origin, work_out) in remembered.follows.items():
        left_out = model._base_manager.filter(**{column: ""}).values_list("pk", origin)
        rows = [(key, work_out(value)) for key, value in left_out]
        update_rows(model, [model._meta.pk.attname, column], rows)


def _columns(remembered: Remembered, row: str) -> str:
    """Give SQL for all columns of a row, ``own`` where nobody has changed it since."""

    def value(column: str) -> str:
        if column in audited.secret:
            return "''"
        here = f"{row}.{_quote(column)}"
        if row == "own" or column not in remembered.follows:
            return here
        origin = _quote(remembered.follows[column][0])
        return f"CASE WHEN own.{origin} = past.{origin} THEN {here} ELSE '' END"

    meta = remembered.model._meta
    audited = by_table()[meta.db_table]
    names = [str(field.column) for field in meta.concrete_fields]
    return ", ".join(f"{value(name)} AS {_quote(name)}" for name in names)


# Where PostgreSQL reads an image as a row; what it does not hold is as today.
_IMAGE = {
    "sqlite": "",
    "postgresql": "CROSS JOIN jsonb_populate_record(own, event.old) AS image",
}


def _images(model: type[models.Model]) -> str:
    """Give SQL for all columns of an image, those that it does not hold as they are today."""
    if connection.vendor == "postgresql":
        return "image.*"
    return ", ".join(_sqlite_image(field) for field in model._meta.concrete_fields)


def _sqlite_image(field: models.Field[Any, Any]) -> str:
    """Read a value as Django stores it, from the shape that ``audit.triggers`` gave it."""
    path = f"event.old, '$.{field.column}'"
    kind, name = field.get_internal_type(), _quote(field.column)
    value = f"json_extract({path})"
    if kind == "JSONField":
        value = f"event.old -> '$.{field.column}'"
    elif kind == "DateTimeField":
        value = f"replace(replace({value}, 'T', ' '), '+00:00', '')"
    return f"CASE WHEN json_type({path}) IS NULL THEN own.{name} ELSE {value} END AS {name}"


def _quote(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
