"""Pages of long lists by key: the database seeks to a page and never counts up to it."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import F, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

SIZE = 25
# What a reader's own hand can make of a cursor; all of it leads to the first page.
BROKEN = (ValueError, TypeError, KeyError, OverflowError, ValidationError, DataError)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page and the way to its neighbours.

    ``previous`` and ``next`` are cursors for the address; None when there is no such page, an
    empty text when the page before is the first one.
    """

    rows: Sequence[Row]
    first: int
    previous: str | None
    next: str | None
    total: int | None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class _Key:
    """One column of the order; ``alias`` is its name on the fetched rows."""

    path: str
    descending: bool
    alias: str


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Where a page starts: after (or, backwards, before) the row with these key values."""

    backwards: bool
    position: int
    values: list[Any]


def keyset_page(
    queryset: QuerySet[Row],
    *,
    order: Sequence[str],
    cursor: str = "",
    size: int = SIZE,
    total: int | None = None,
) -> Page[Row]:
    """Give the page that a cursor points to; the first one for an empty or broken cursor.

    Takes   order: fields or lookup paths that are never NULL, "-" in front for descending; the
            primary key is added as the last one; total: the number of all rows when known.
    Costs   one query for ``size`` rows and one more, wherever the page lies.
    """
    keys = _keys(order)
    rows = queryset.annotate(**{key.alias: F(key.path) for key in keys})
    if cursor:
        try:
            return _page(rows, keys, _read(cursor, len(keys)), size, total)
        except BROKEN:
            pass
    return _page(rows, keys, _Cursor(False, 0, []), size, total)


def list_page(rows: Sequence[Any], cursor: str = "") -> "Page[Any]":
    """Give a page of rows that are all in memory; the cursor is the number of rows before it."""
    start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 9 else 0
    if start >= len(rows):
        start = 0
    shown = rows[start : start + SIZE]
    return Page(
        shown,
        start + 1 if shown else 0,
        None if start == 0 else (str(start - SIZE) if start > SIZE else ""),
        str(start + SIZE) if start + SIZE < len(rows) else None,
        len(rows),
    )


def _keys(order: Sequence[str]) -> list[_Key]:
    names = list(order)
    if not {"pk", "-pk", "id", "-id"} & set(names):
        names.append("pk")
    return [
        _Key(name.removeprefix("-"), name.startswith("-"), f"page_key_{number}")
        for number, name in enumerate(names)
    ]


def _page(
    rows: QuerySet[Row], keys: list[_Key], cursor: _Cursor, size: int, total: int | None
) -> Page[Row]:
    if cursor.values:
        rows = rows.filter(_beyond(keys, cursor))
    ordering = [
        F(key.path).desc() if key.descending != cursor.backwards else F(key.path).asc()
        for key in keys
    ]
    found = list(rows.order_by(*ordering)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if cursor.backwards:
        if not more and len(found) < size:  # rows before have gone: start again from the top
            raise ValueError("The first page has moved.")
        found.reverse()
        first = max(cursor.position - len(found), 1) if more else 1
        has_previous, has_next = more, True
    else:
        first = cursor.position + 1
        has_previous, has_next = bool(cursor.values), more
    if not found:
        return Page(found, 0, "" if has_previous else None, None, total)
    previous = None
    if has_previous:
        previous = "" if first - size <= 1 else _write(keys, found[0], first, backwards=True)
    after = first + len(found) - 1
    following = _write(keys, found[-1], after, backwards=False) if has_next else None
    return Page(found, first, previous, following, total)


def _beyond(keys: list[_Key], cursor: _Cursor) -> Q:
    """Give the filter for rows after the cursor in the order, or before it when backwards.

    The first key stands alone in front, so that its index can be used to seek.
    """
    condition = Q()
    same: dict[str, Any] = {}
    for key, value in zip(keys, cursor.values, strict=True):
        comparison = "lt" if key.descending != cursor.backwards else "gt"
        condition |= Q(**same, **{f"{key.path}__{comparison}": value})
        same[key.path] = value
    lead = keys[0]
    seek = "lte" if lead.descending != cursor.backwards else "gte"
    return Q(**{f"{lead.path}__{seek}": cursor.values[0]}) & condition


def _write(keys: list[_Key], row: Model, position: int, *, backwards: bool) -> str:
    values = [getattr(row, key.alias) for key in keys]
    plain = [value if isinstance(value, str | int) else str(value) for value in values]
    text = json.dumps([int(backwards), position, *plain], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> _Cursor:
    """Read a cursor back; raises ValueError for anything that ``_write`` does not write."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        backwards, position, *values = json.loads(text)
    except (binascii.Error, UnicodeDecodeError, TypeError) as error:
        raise ValueError("Not a cursor.") from error
    well_formed = (
        backwards in (0, 1)
        and isinstance(position, int)
        and 0 < position < 10**12
        and len(values) == length
        and all(isinstance(value, int) or _is_text(value) for value in values)
    )
    if not well_formed:
        raise ValueError("Not a cursor.")
    return _Cursor(bool(backwards), position, values)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\x00" not in value
