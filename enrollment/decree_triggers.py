"""The freeze: once a decree is signed, neither it nor its annex changes, whatever the door."""

from collections.abc import Iterator

from common.triggers import PREFIX, Trigger
from enrollment.models import Decree, DecreeLine

FROZEN = "enrollment_decree_is_frozen"

_DECREE = Decree._meta.db_table
_LINE = DecreeLine._meta.db_table
_SIGNED = f"'{Decree.State.SIGNED}'"


def decree_triggers(vendor: str) -> Iterator[Trigger]:
    """Give the triggers that refuse to touch what was signed with an error naming ``FROZEN``.

    On PostgreSQL a line shares a lock on its decree, so a signature waits for lines under way and
    later lines see it. On SQLite the one write lock does the same.
    """
    if vendor == "sqlite":
        yield from _for_sqlite()
    else:
        yield from _for_postgresql()


def _for_sqlite() -> Iterator[Trigger]:
    for event in ("UPDATE", "DELETE"):
        yield Trigger(
            name=f"{PREFIX}frozen_{_DECREE}_{event.lower()}",
            table=_DECREE,
            event=f"BEFORE {event}",
            when=f"OLD.state = {_SIGNED}",
            body=f"SELECT RAISE(ABORT, '{FROZEN}')",
        )
    decrees = {
        "INSERT": "NEW.decree_id",
        "UPDATE": "OLD.decree_id, NEW.decree_id",
        "DELETE": "OLD.decree_id",
    }
    for event, ids in decrees.items():
        yield Trigger(
            name=f"{PREFIX}frozen_{_LINE}_{event.lower()}",
            table=_LINE,
            needs=(_DECREE,),
            event=f"BEFORE {event}",
            when=f"EXISTS (SELECT 1 FROM {_DECREE} WHERE id IN ({ids}) AND state = {_SIGNED})",
            body=f"SELECT RAISE(ABORT, '{FROZEN}')",
        )


def _for_postgresql() -> Iterator[Trigger]:
    refuse = (
        f"RAISE EXCEPTION '{FROZEN}'"
        f" USING ERRCODE = 'restrict_violation', CONSTRAINT = '{FROZEN}';"
    )
    go_on = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n  RETURN NEW;"
    yield Trigger(
        name=f"{PREFIX}frozen_{_DECREE}",
        table=_DECREE,
        event="BEFORE UPDATE OR DELETE",
        body=f"""
BEGIN
  IF OLD.state = {_SIGNED} THEN {refuse} END IF;
  {go_on}
END
""",
    )
    yield Trigger(
        name=f"{PREFIX}frozen_{_LINE}",
        table=_LINE,
        needs=(_DECREE,),
        event="BEFORE INSERT OR UPDATE OR DELETE",
        body=f"""
DECLARE
  found text;
BEGIN
  FOR found IN SELECT state FROM {_DECREE}
    WHERE id IN (OLD.decree_id, NEW.decree_id) ORDER BY id FOR SHARE
  LOOP
    IF found = {_SIGNED} THEN {refuse} END IF;
  END LOOP;
  {go_on}
END
""",
    )
