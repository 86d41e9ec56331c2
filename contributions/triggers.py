"""The freeze: once a bill has gone out, neither it nor its lines change, whatever the door.

The one thing left is to say, once, when and by which document it was paid.
"""

from collections.abc import Iterator

from common.triggers import PREFIX, Trigger
from contributions.models import Bill, BillLine

FROZEN = "contributions_bill_is_frozen"

_BILL = Bill._meta.db_table
_LINE = BillLine._meta.db_table
_DRAFT = f"'{Bill.State.DRAFT}'"
_PAYING = f"OLD.state = '{Bill.State.BILLED}' AND NEW.state = '{Bill.State.PAID}'"
# What a payment writes; the rest of a bill is settled when it goes out.
_PAYMENT = ("state", "paid_on", "payment_document")
_SETTLED = tuple(
    str(field.column) for field in Bill._meta.concrete_fields if field.column not in _PAYMENT
)


def _differ(columns: tuple[str, ...], comparison: str) -> str:
    return "(" + " OR ".join(f"OLD.{name} {comparison} NEW.{name}" for name in columns) + ")"


def bill_triggers(vendor: str) -> Iterator[Trigger]:
    """Give the triggers that refuse to touch what was billed with an error naming ``FROZEN``.

    On PostgreSQL a line shares a lock on its bill, so a bill that goes out waits for lines under
    way and later lines see it. On SQLite the one write lock does the same.
    """
    if vendor == "sqlite":
        yield from _for_sqlite()
    else:
        yield from _for_postgresql()


def _for_sqlite() -> Iterator[Trigger]:
    refuse = f"SELECT RAISE(ABORT, '{FROZEN}')"
    changed = (
        f"{_differ(_SETTLED, 'IS NOT')} OR ({_differ(_PAYMENT, 'IS NOT')} AND NOT ({_PAYING}))"
    )
    for event, also in (("UPDATE", f" AND ({changed})"), ("DELETE", "")):
        yield Trigger(
            name=f"{PREFIX}frozen_{_BILL}_{event.lower()}",
            table=_BILL,
            event=f"BEFORE {event}",
            when=f"OLD.state <> {_DRAFT}{also}",
            body=refuse,
        )
    bills = {
        "INSERT": "NEW.bill_id",
        "UPDATE": "OLD.bill_id, NEW.bill_id",
        "DELETE": "OLD.bill_id",
    }
    for event, ids in bills.items():
        yield Trigger(
            name=f"{PREFIX}frozen_{_LINE}_{event.lower()}",
            table=_LINE,
            needs=(_BILL,),
            event=f"BEFORE {event}",
            when=f"EXISTS (SELECT 1 FROM {_BILL} WHERE id IN ({ids}) AND state <> {_DRAFT})",
            body=refuse,
        )


def _for_postgresql() -> Iterator[Trigger]:
    refuse = (
        f"RAISE EXCEPTION '{FROZEN}'"
        f" USING ERRCODE = 'restrict_violation', CONSTRAINT = '{FROZEN}';"
    )
    distinct = "IS DISTINCT FROM"
    yield Trigger(
        name=f"{PREFIX}frozen_{_BILL}",
        table=_BILL,
        event="BEFORE UPDATE OR DELETE",
        body=f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> {_DRAFT} THEN {refuse} END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> {_DRAFT} AND ({_differ(_SETTLED, distinct)}
    OR ({_differ(_PAYMENT, distinct)} AND NOT ({_PAYING}))) THEN
    {refuse}
  END IF;
  RETURN NEW;
END
""",
    )
    # New lines of one statement are looked at together: there may be thousands.
    yield Trigger(
        name=f"{PREFIX}frozen_{_LINE}_insert",
        table=_LINE,
        needs=(_BILL,),
        event="AFTER INSERT",
        each="STATEMENT",
        fresh="fresh",
        body=f"""
DECLARE
  found text;
BEGIN
  FOR found IN SELECT state FROM {_BILL}
    WHERE id IN (SELECT bill_id FROM fresh) ORDER BY id FOR SHARE
  LOOP
    IF found <> {_DRAFT} THEN {refuse} END IF;
  END LOOP;
  RETURN NULL;
END
""",
    )
    yield Trigger(
        name=f"{PREFIX}frozen_{_LINE}",
        table=_LINE,
        needs=(_BILL,),
        event="AFTER UPDATE OR DELETE",
        body=f"""
DECLARE
  found text;
BEGIN
  FOR found IN SELECT state FROM {_BILL}
    WHERE id IN (OLD.bill_id, NEW.bill_id) ORDER BY id FOR SHARE
  LOOP
    IF found <> {_DRAFT} THEN {refuse} END IF;
  END LOOP;
  RETURN NULL;
END
""",
    )
    for table in (_BILL, _LINE):
        yield Trigger(
            name=f"{PREFIX}frozen_{table}_truncate",
            table=table,
            needs=(_BILL,),
            event="BEFORE TRUNCATE",
            each="STATEMENT",
            body=f"""
BEGIN
  IF EXISTS (SELECT 1 FROM {_BILL} WHERE state <> {_DRAFT}) THEN {refuse} END IF;
  RETURN NULL;
END
""",
        )
