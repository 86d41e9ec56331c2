"""Look-ups whose index both databases really use."""

from typing import Any

from django.db.models import CharField, Lookup
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
