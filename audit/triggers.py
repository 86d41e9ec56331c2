"""The audit triggers: every write on a registry table becomes one event, or is refused.

They are made from the list in ``audit.audited``, for SQLite and for PostgreSQL.
"""

from collections.abc import Iterator

from audit.audited import AUDITED, Audited
from audit.models import AccessEvent, AuditEvent
from common.triggers import PREFIX, Trigger

NOBODY = "audit_actor_missing"
PERMANENT = "audit_trail_is_permanent"


def audit_triggers(vendor: str) -> Iterator[Trigger]:
    """Give every trigger of this room for a vendor."""
    make = _SQLITE if vendor == "sqlite" else _POSTGRESQL
    for audited in AUDITED:
        yield from make[0](audited)
    for model in (AuditEvent, AccessEvent):
        yield from make[1](model._meta.db_table)


_TRAIL = AuditEvent._meta.db_table
_COLUMNS = "at, actor, reason, source, table_name, row_id, kind, old, new"


def _sqlite_record(audited: Audited) -> Iterator[Trigger]:
    """Give three triggers; the actor comes from functions that only our processes register."""
    meta = audited.model._meta
    table, key = meta.db_table, meta.pk.column
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        kind = event[0]
        old = "NULL" if kind == "I" else _sqlite_image(audited, "OLD")
        new = "NULL" if kind == "D" else _sqlite_image(audited, "NEW")
        yield Trigger(
            name=f"{PREFIX}audit_{table}_{event.lower()}",
            table=table,
            needs=(_TRAIL,),
            event=f"AFTER {event}",
            when=_sqlite_difference(audited) if kind == "U" else "",
            body=f"INSERT INTO {_TRAIL} ({_COLUMNS})"
            f" VALUES (audit_moment(), coalesce(audit_actor(), RAISE(ABORT, '{NOBODY}')),"
            f" audit_reason(), audit_source(), '{table}', CAST({row}.{key} AS TEXT), '{kind}',"
            f" {old}, {new})",
        )


def _sqlite_image(audited: Audited, row: str) -> str:
    """Give SQL for a row as JSON, with the same shapes that PostgreSQL gives."""
    parts = []
    for field in audited.model._meta.concrete_fields:
        column = f"{row}.{field.column}"
        if field.column in audited.ignored or field.column in audited.secret:
            continue
        kind = field.get_internal_type()
        if kind == "BooleanField":
            column = f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
        elif kind == "JSONField":
            column = f"json({column})"
        elif kind == "DateTimeField":
            column = f"replace({column}, ' ', 'T') || '+00:00'"
        parts.append(f"'{field.column}', {column}")
    return f"json_object({', '.join(parts)})"


def _sqlite_difference(audited: Audited) -> str:
    return " OR ".join(
        f"OLD.{field.column} IS NOT NEW.{field.column}"
        for field in audited.model._meta.concrete_fields
        if field.column not in audited.ignored
    )


def _sqlite_protect(table: str) -> Iterator[Trigger]:
    for event in ("UPDATE", "DELETE"):
        yield Trigger(
            name=f"{PREFIX}permanent_{table}_{event.lower()}",
            table=table,
            event=f"BEFORE {event}",
            body=f"SELECT RAISE(ABORT, '{PERMANENT}')",
        )


def _postgresql_record(audited: Audited) -> Iterator[Trigger]:
    """Give two triggers; the actor comes from settings of the session.

    New rows are taken all at once when their statement ends, so that thousands in one cost little
    each; a change is looked at row by row, because there old and new belong together.
    """
    meta = audited.model._meta
    table, key = meta.db_table, meta.pk.column
    ignored = _array(audited.ignored)
    hidden = _array(audited.ignored + audited.secret)
    yield Trigger(
        name=f"{PREFIX}audit_{table}_insert",
        table=table,
        needs=(_TRAIL,),
        event="AFTER INSERT",
        each="STATEMENT",
        fresh="fresh",
        body=f"""
DECLARE
  who text := coalesce(current_setting('audit.actor', true), '');
  why text := coalesce(current_setting('audit.reason', true), '');
  door text := coalesce(current_setting('audit.source', true), '');
BEGIN
  IF who = '' AND EXISTS (SELECT FROM fresh) THEN
    RAISE EXCEPTION '{NOBODY}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO {_TRAIL} ({_COLUMNS})
  SELECT clock_timestamp(), who, why, door, '{table}', fresh.{key}, 'I', NULL,
    to_jsonb(fresh){hidden}
  FROM fresh;
  RETURN NULL;
END
""",
    )
    yield Trigger(
        name=f"{PREFIX}audit_{table}",
        table=table,
        needs=(_TRAIL,),
        event="AFTER UPDATE OR DELETE",
        body=f"""
DECLARE
  who text := current_setting('audit.actor', true);
  old_row jsonb := to_jsonb(OLD){ignored};
  new_row jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    new_row := to_jsonb(NEW){ignored};
    IF old_row = new_row THEN RETURN NULL; END IF;
  END IF;
  IF coalesce(who, '') = '' THEN
    RAISE EXCEPTION '{NOBODY}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO {_TRAIL} ({_COLUMNS})
  VALUES (clock_timestamp(), who,
    coalesce(current_setting('audit.reason', true), ''),
    coalesce(current_setting('audit.source', true), ''),
    '{table}', coalesce(new_row, old_row) ->> '{key}', left(TG_OP, 1),
    old_row{hidden}, new_row{hidden});
  RETURN NULL;
END
""",
    )


def _array(columns: tuple[str, ...]) -> str:
    """Give SQL that takes columns out of a JSON object."""
    names = ", ".join(f"'{column}'" for column in columns)
    return f" - ARRAY[{names}]" if names else ""


def _postgresql_protect(table: str) -> Iterator[Trigger]:
    yield Trigger(
        name=f"{PREFIX}permanent_{table}",
        table=table,
        event="BEFORE UPDATE OR DELETE OR TRUNCATE",
        each="STATEMENT",
        body=f"""
BEGIN
  RAISE EXCEPTION '{PERMANENT}' USING ERRCODE = 'integrity_constraint_violation';
END
""",
    )


_SQLITE = (_sqlite_record, _sqlite_protect)
_POSTGRESQL = (_postgresql_record, _postgresql_protect)
