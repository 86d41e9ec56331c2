"""Small tables that all rows of a list point to: read once and shared between the rows."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

# By path from a row to one of a small table: what is read with that table.
Shared = Mapping[str, tuple[str, ...]]
_ROWS_AT_ONCE = 500


class _Way(NamedTuple):
    """Leads from a row to the foreign key into a small table, and to that table's rows by key."""

    holder: Callable[[Any], Model]
    field: Any
    found: dict[Any, Model]


def sharing(rows: QuerySet[Any, Any], tables: Shared) -> Iterator[Any]:
    """Go through rows of which those that point to the same village hold the same one.

    Joined instead, every row would bring a village of its own, which takes longer to make than
    all that is read of it.

    Takes   tables: small ones only, as all of their rows are read; the rows must hold what leads
            to them.
    Costs   one query, and one for each table. A row that points to what came after the table was
            read costs one more, as usual.
    """
    ways = [_way(rows.model, path, related) for path, related in tables.items()]
    for row in rows.iterator(_ROWS_AT_ONCE):
        for holder_of, field, found in ways:
            holder = holder_of(row)
            shared = found.get(getattr(holder, field.attname))
            if shared is not None:
                field.set_cached_value(holder, shared)
        yield row


def _way(model: type[Model], path: str, related: tuple[str, ...]) -> _Way:
    *steps, name = path.split("__")
    for step in steps:
        model = _related(model._meta.get_field(step))
    field = model._meta.get_field(name)
    # Nothing named would mean everything.
    table = _related(field)._base_manager.select_related(*(related or [None]))
    holder = attrgetter(".".join(steps)) if steps else _itself
    return _Way(holder, field, table.in_bulk())


def _related(field: Any) -> type[Model]:
    model: type[Model] = field.related_model
    return model


def _itself(row: Model) -> Model:
    return row
