"""Look-ups whose index both databases really use."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import BigAutoField, CharField, DateField, ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler

# The highest code point: no clean text holds it, so it ends every range of prefixes.
_LAST = "\U0010ffff"


@CharField.register_lookup
class Prefix(Lookup):
    """``field__prefix="sit"``: starts with these very characters, case included.

    SQLite reads a range of the plain index; PostgreSQL, whose collation may order text otherwise,
    a ``LIKE`` over an index with a ``pattern_ops`` class.
    """

    lookup_name = "prefix"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        sql = f"({column} >= %s AND {column} < %s)"
        return sql, (*params, self.rhs, *params, f"{self.rhs}{_LAST}")

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        pattern = connection.ops.prep_for_like_query(self.rhs)
        return f"{column} LIKE %s", (*params, f"{pattern}%")


@BigAutoField.register_lookup
@CharField.register_lookup
@DateField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """``field__among=values``: one of thousands of values, handed over as one parameter.

    Django's own ``in`` prepares every value by itself and names each in the statement, which costs
    more than finding the rows. Takes text, dates or whole numbers as the column holds them.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> Collection[Any]:
        return list(self.rhs)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        values = json.dumps(self.rhs, default=date.isoformat)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  a column of ours
        return sql, (*params, values)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)
