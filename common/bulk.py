"""Many rows at once, the quickest way each database has: the one place that knows both.

A row here is a tuple of plain values. Nothing of the model runs: no ``save``, no defaults, no
validation, no signals. The database's own guards hold as everywhere: constraints and triggers.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any, TypeVar, cast

from django.db import connection, models, transaction
from django.utils.timezone import is_naive

Row = tuple[Any, ...]
T = TypeVar("T")

# Rows in memory at a time, and values looked up in one statement; both databases take as many.
PIECE = 5000
# Rows that one statement on SQLite names.
_ROWS_NAMED = 100

# Kinds of fields whose plain values both databases take as they are.
_AS_THEY_ARE = frozenset(
    [
        "AutoField",
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "FileField",
        "IntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SlugField",
        "SmallIntegerField",
        "TextField",
    ]
)


def pieces(values: Iterable[T], most: int = PIECE) -> Iterator[list[T]]:
    """Cut values into lists that one statement, or memory, takes; they are gone through once."""
    iterator = iter(values)
    while piece := list(islice(iterator, most)):
        yield piece


def reserve_ids(model: type[models.Model], number: int) -> Sequence[int]:
    """Set ids aside for rows that are about to be inserted.

    Gives   ``number`` rising ids that no other row has or gets; they are spent even when unused.
    Raises  RuntimeError outside a transaction.
    Costs   one statement on PostgreSQL, three on SQLite.
    """
    _require_transaction()
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(own.sequence) FROM generate_series(1, %s), (SELECT"
                " pg_get_serial_sequence(%s, %s)::regclass AS sequence OFFSET 0) own",
                [number, _quote(table), column],
            )
            return [key for (key,) in cursor.fetchall()]
        # The transaction holds the one write lock, so nobody else counts on meanwhile.
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0"
            " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
            [table, table],
        )
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s + max(seq,"
            f" coalesce((SELECT max({_quote(column)}) FROM {_quote(table)}), 0)) WHERE name = %s",
            [number, table],
        )
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last: int = cursor.fetchone()[0]
    return range(last - number + 1, last + 1)


def by_row(
    model: type[models.Model], name: str, values: Mapping[Any, Any]
) -> models.expressions.Combinable:
    """Give an expression for ``update`` that sets a column to another value for each row.

    Takes   values: by primary key; few different ones, however many rows.
    """
    rows: dict[Any, list[Any]] = defaultdict(list)
    for pk, value in values.items():
        if value is not None:
            rows[value].append(pk)
    field: Any = model._meta.get_field(name)
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    branches = [models.When(pk__in=pks, then=models.Value(to)) for to, pks in rows.items()]
    return models.Case(*branches, default=models.Value(None), output_field=field)


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    same: Mapping[str, Any] | None = None,
) -> int:
    """Insert rows of plain values: text, numbers, dates, aware moments, JSON values, None.

    Takes   columns: the attributes that the values belong to, such as ``village_id``; rows:
            read once and in pieces, so a generator of any length takes little memory. It may
            ask the database, but not be in the middle of an answer: SQLite then drops no table;
            same: by attribute what all rows have in common.
    Gives   how many rows there were.
    Raises  RuntimeError outside a transaction; ValueError when a column is unknown, needed but
            absent, or a value cannot be stored; IntegrityError when the database refuses a row,
            and then the transaction can only be rolled back.
    Costs   one statement per 5,000 rows on PostgreSQL, four on SQLite.
    """
    _require_transaction()
    same = same or {}
    fields, fixed = _known_fields(model, columns), _known_fields(model, list(same))
    _require_values(model, [*columns, *same])
    write = _copy if connection.vendor == "postgresql" else _execute
    converters = _converters(fields)
    (tail,) = _converted([tuple(same.values())], len(fixed), _converters(fixed)) if same else [()]
    number = 0
    with transaction.atomic(savepoint=False):
        for piece in pieces(rows, PIECE):
            converted = _converted(piece, len(fields), converters)
            write(model._meta.db_table, fields, converted, fixed, tail)
            number += len(piece)
    return number


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, step: str = ""
) -> int:
    """Change rows that are there, each to values of its own.

    Takes   columns: the attribute of the primary key first, then those that change; rows: as for
            ``insert_rows``; step: a column of whole numbers that goes up by one in each row.
    Gives   how many rows were found and changed.
    Raises  as ``insert_rows``.
    Costs   four statements per 5,000 rows. Two writers of the same rows may wait for each other
            for ever; lock the rows in one order first.
    """
    _require_transaction()
    if not columns or columns[0] != model._meta.pk.attname:
        raise ValueError("The first column names the row to change.")
    fields = _known_fields(model, columns)
    steps = [str(field.column) for field in _known_fields(model, [step] if step else [])]
    converters = _converters(fields)
    number = 0
    with transaction.atomic(savepoint=False):
        for piece in pieces(rows, PIECE):
            converted = _converted(piece, len(fields), converters)
            number += _update(model._meta.db_table, fields, steps, converted)
    return number


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Many rows are written inside transaction.atomic().")


def _known_fields(
    model: type[models.Model], columns: Sequence[str]
) -> list[models.Field[Any, Any]]:
    known = {field.attname: field for field in model._meta.local_concrete_fields}
    if unknown := set(columns) - set(known):
        raise ValueError(f"{model.__name__} has no columns {', '.join(sorted(unknown))}.")
    return [known[name] for name in columns]


def _require_values(model: type[models.Model], columns: Sequence[str]) -> None:
    """Refuse early, and with all names, what the database would refuse one by one."""
    absent = [
        field.attname
        for field in model._meta.local_concrete_fields
        if field.attname not in columns
        and not (field.null or field.has_db_default() or _counts(field))
    ]
    if absent:
        raise ValueError(f"{model.__name__} needs {', '.join(absent)}: no default stands in.")


def _counts(field: models.Field[Any, Any]) -> bool:
    """Tell whether the database itself numbers this column."""
    return isinstance(field, models.AutoField)


Converter = Callable[[Any], Any]


def _converters(fields: Sequence[models.Field[Any, Any]]) -> list[tuple[int, Converter]]:
    """Give the positions whose values need converting, and what converts them."""
    return [(at, made) for at, field in enumerate(fields) if (made := _converter(field))]


def _converter(field: models.Field[Any, Any]) -> Converter | None:
    """Give what turns a value of a field into what Django hands the driver, None for nothing."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    kind = field.get_internal_type()
    if kind in _AS_THEY_ARE:
        return None
    if kind == "DateTimeField":
        return lru_cache(maxsize=100)(_moment)  # most often the same moment in all rows

    if kind == "DateField":
        return cast(Converter, connection.ops.adapt_datefield_value)
    if isinstance(field, models.JSONField):
        return partial(_json, encoder=field.encoder)
    return partial(field.get_db_prep_save, connection=connection)


def _moment(value: Any) -> Any:
    if value is not None and is_naive(value):
        raise ValueError(f"{value} names no time zone.")
    return connection.ops.adapt_datetimefield_value(value)


# Most JSON columns of most rows; a whole encoder for each would cost more than the rest.
_EMPTY = {dict: "{}", list: "[]", type(None): None}


def _json(value: Any, encoder: type[json.JSONEncoder] | None) -> str | None:
    """Give JSON text, which COPY takes too; None is no value, as in a model's field."""
    if not value and type(value) in _EMPTY:
        return _EMPTY[type(value)]
    return json.dumps(value, cls=encoder)


def _converted(
    piece: list[Row], width: int, converters: list[tuple[int, Converter]]
) -> Iterable[Row]:
    """Convert column by column; a row that is too long or too short raises ValueError."""
    columns: list[Iterable[Any]] = list(zip(*piece, strict=True))
    if len(columns) != width:
        raise ValueError(f"A row has {len(columns)} values for {width} columns.")
    for at, convert in converters:
        columns[at] = map(convert, columns[at])
    return zip(*columns, strict=True)


def _execute(
    table: str, fields: list[Any], rows: Iterable[Row], fixed: list[Any], tail: Row
) -> None:
    """Insert many rows by one statement, with what they have in common named once.

    A statement that fires triggers keeps what each page was before it, to be able to undo itself;
    with one row in each statement that costs more than all the rest.
    """
    some = list(rows)
    every = [*fields, *fixed]
    limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    start = f"INSERT INTO {_quote(table)} ({_names(every)})"
    with connection.cursor() as cursor:
        if len(some) <= min(_ROWS_NAMED, limit // len(every)):
            places = ", ".join([_places(every)] * len(some))
            cursor.execute(
                f"{start} VALUES {places}",
                list(chain.from_iterable((*row, *tail) for row in some)),
            )
        else:
            wanted = ", ".join([f"{_INCOMING}.*", *["%s"] * len(tail)])
            with _incoming(cursor, table, fields, some):
                cursor.execute(f"{start} SELECT {wanted} FROM {_INCOMING} ORDER BY rowid", tail)


def _copy(table: str, fields: list[Any], rows: Iterable[Row], fixed: list[Any], tail: Row) -> None:
    statement = f"COPY {_quote(table)} ({_names([*fields, *fixed])}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row + tail)


def _update(table: str, fields: Sequence[Any], steps: list[str], rows: Iterable[Row]) -> int:
    """Change rows by one statement, for the same reason for which ``_execute`` inserts many."""
    key, *names = [_quote(field.column) for field in fields]
    sets = [f"{name} = {_INCOMING}.{name}" for name in names]
    sets += [f"{name} = own.{name} + 1" for name in map(_quote, steps)]
    with connection.cursor() as cursor, _incoming(cursor, table, fields, rows):
        cursor.execute(
            f"UPDATE {_quote(table)} AS own SET {', '.join(sets)}"
            f" FROM {_INCOMING} WHERE own.{key} = {_INCOMING}.{key}"
        )
        changed: int = cursor.rowcount
    return changed


_INCOMING = "bulk_incoming"


@contextmanager
def _incoming(
    cursor: Any, table: str, fields: Sequence[Any], rows: Iterable[Row]
) -> Iterator[None]:
    """Let values lie in a table without guards until one statement has put them in their places.

    When that fails, the table goes with the transaction.
    """
    cursor.execute(
        f"CREATE TEMP TABLE {_INCOMING} AS SELECT {_names(fields)} FROM {_quote(table)} LIMIT 0"
    )
    if connection.vendor == "postgresql":
        _copy(_INCOMING, list(fields), rows, [], ())
    else:
        cursor.executemany(f"INSERT INTO {_INCOMING} VALUES {_places(fields)}", rows)
    yield
    cursor.execute(f"DROP TABLE {_INCOMING}")


def _places(fields: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(fields))})"


def _names(fields: Sequence[Any]) -> str:
    return ", ".join(_quote(field.column) for field in fields)


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
