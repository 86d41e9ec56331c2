"""Reads the trail: of everything, and of one record."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max, Q
from django.http import Http404
from django.utils import timezone

from audit.audited import AUDITED, by_table, tables_about
from audit.models import AccessEvent, AccessEventQuerySet, AuditEvent, AuditEventQuerySet
from common.paging import Page

# Looks at one record that fit between the changes of one page.
MOST_LOOKS = 200


def narrowed(queryset: Any, *, actor: str, on: date | None) -> Any:
    """Keep the events of one actor and one day in the city's time zone; empty means any."""
    if actor:
        queryset = queryset.filter(actor=actor)
    if on:
        start = timezone.make_aware(datetime.combine(on, time.min))
        queryset = queryset.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return queryset


def changes(
    user: Any, *, actor: str = "", kind: str = "", on: date | None = None
) -> AuditEventQuerySet:
    """Give the changes that a user may see; kind is a table, its many-to-many ones included."""
    events = narrowed(AuditEvent.objects.in_scope(user), actor=actor, on=on)
    return events.filter(table__in=tables_about(kind)) if kind else events


def looks(user: Any, *, actor: str = "", on: date | None = None) -> AccessEventQuerySet:
    """Give the looks at, exports and prints of personal data that a user may see."""
    return narrowed(AccessEvent.objects.in_scope(user), actor=actor, on=on)


def changes_of_record(user: Any, table: str, row: str) -> AuditEventQuerySet:
    """Give what happened to one record, what it gained or lost by many-to-many included.

    Raises  Http404 for a table that is not watched; the trail is empty for a record that is
            absent or outside the user's scope.
    """
    audited = by_table().get(table)
    if audited is None or audited.many_to_many:
        raise Http404
    condition = Q(table=table, row=row)
    for other in AUDITED:
        if other.owner is audited.model and (field := other.many_to_many):
            column = field.m2m_column_name()
            condition |= Q(table=other.table, **{f"new__{column}": _key(audited.model, row)})
            condition |= Q(table=other.table, **{f"old__{column}": _key(audited.model, row)})
    return AuditEvent.objects.in_scope(user).filter(condition)


def looks_between(
    changes: AuditEventQuerySet, page: Page[Any], table: str, row: str
) -> list[AccessEvent]:
    """Give the looks at a record that belong between the changes of one page.

    A look belongs to the page with the change before it. The caller has checked the scope.
    """
    found = AccessEvent.objects.filter(subject=f"{table}:{row}", at__gte=page.rows[-1].at)
    newer = changes.filter(pk__gt=page.rows[0].pk).order_by("pk").first()
    if newer:
        found = found.filter(at__lt=newer.at)
    return list(found[:MOST_LOOKS])


def last_event() -> int:
    """Give the number of the newest change in the trail; later changes get greater ones."""
    return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def has_other_writers() -> bool:
    """Tell whether somebody else has written to the trail and not committed yet.

    Their changes may get into the trail under numbers that others have passed. On SQLite nobody
    can: there is one writer at a time, and readers see what is committed.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        # Whoever has written to a table holds this lock on it until the transaction ends.
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'relation'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND relation = %s::regclass AND mode = 'RowExclusiveLock'"
            " AND pid IS DISTINCT FROM pg_backend_pid())",
            [AuditEvent._meta.db_table],
        )
        return bool(cursor.fetchone()[0])


def written_since(event: int, tables: Collection[str]) -> bool:
    """Tell whether any of some tables was written after an event; one query by an index."""
    return AuditEvent.objects.filter(pk__gt=event, table__in=tables).exists()


def _key(model: Any, row: str) -> Any:
    """Give a key as JSON holds it."""
    try:
        return model._meta.pk.to_python(row)
    except ValidationError as error:
        raise Http404 from error
