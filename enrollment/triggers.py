"""The overlap guard: the days of one worker's live enrollments never touch, whatever the door.

A unique constraint cannot say so on both databases: the last day may be the period's, which
stands in another table.
"""

from collections.abc import Iterable, Iterator

from common.triggers import PREFIX, Trigger
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import LIVE, Status
from workers.models import Worker

NO_OVERLAP = "enrollment_no_overlap"


def _sql_list(statuses: Iterable[Status]) -> str:
    return "(" + ", ".join(f"'{status}'" for status in sorted(statuses)) + ")"


_ENROLLMENT = Enrollment._meta.db_table
_PERIOD = EnrollmentPeriod._meta.db_table
_WORKER = Worker._meta.db_table
_LIVE = _sql_list(LIVE)
_OVER = _sql_list(set(Status) - LIVE)
# What decides the days of a row; a step between two live states leaves them alone.
_DAYS = ("worker_id", "period_id", "starts_on", "ended_on")


def _overlaps(row: str) -> str:
    """Give the condition that another live row of a row's worker shares a day with it.

    Only the worker can be looked up in an index here: a plan that starts from the period or the
    status reads the whole table for each row.
    """
    return (
        f"EXISTS (SELECT 1 FROM {_ENROLLMENT} other"
        f" WHERE other.worker_id = {row}.worker_id AND other.id <> {row}.id"
        f" AND other.status NOT IN {_OVER}"
        f" AND other.starts_on <= coalesce({row}.ended_on,"
        f" (SELECT ends_on FROM {_PERIOD} WHERE id = {row}.period_id))"
        f" AND coalesce(other.ended_on,"
        f" (SELECT ends_on FROM {_PERIOD} WHERE id = other.period_id)) >= {row}.starts_on)"
    )


# A later last day of a period is the last day of its rows that have none of their own.
_STRETCHED_OVERLAPS = (
    f"EXISTS (SELECT 1 FROM {_ENROLLMENT} own"
    f" JOIN {_ENROLLMENT} other ON other.worker_id = own.worker_id AND other.id <> own.id"
    f" JOIN {_PERIOD} period ON period.id = other.period_id"
    f" WHERE own.period_id = NEW.id AND own.ended_on IS NULL AND own.status IN {_LIVE}"
    f" AND other.status IN {_LIVE} AND other.starts_on <= NEW.ends_on"
    f" AND coalesce(other.ended_on, period.ends_on) >= own.starts_on)"
)


def overlap_triggers(vendor: str) -> Iterator[Trigger]:
    """Give the triggers that refuse overlapping days with an error naming ``NO_OVERLAP``.

    On PostgreSQL the worker's row is locked first, so of two transactions that enrol one worker
    the second waits and then sees the first; the new rows of one statement lock their workers in
    the order of ids. On SQLite the one write lock does the same.
    """
    if vendor == "sqlite":
        yield from _for_sqlite()
    else:
        yield from _for_postgresql()


def _for_sqlite() -> Iterator[Trigger]:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _DAYS)
    refuse = f"SELECT RAISE(ABORT, '{NO_OVERLAP}') WHERE"
    for event, when in (
        ("INSERT", f"NEW.status IN {_LIVE}"),
        ("UPDATE", f"NEW.status IN {_LIVE} AND (OLD.status NOT IN {_LIVE} OR {changed})"),
    ):
        yield Trigger(
            name=f"{PREFIX}overlap_{_ENROLLMENT}_{event.lower()}",
            table=_ENROLLMENT,
            needs=(_PERIOD,),
            event=f"AFTER {event}",
            when=when,
            body=f"{refuse} {_overlaps('NEW')}",
        )
    yield Trigger(
        name=f"{PREFIX}overlap_{_PERIOD}_update",
        table=_PERIOD,
        needs=(_ENROLLMENT,),
        event="AFTER UPDATE",
        when="NEW.ends_on > OLD.ends_on",
        body=f"{refuse} {_STRETCHED_OVERLAPS}",
    )


def _for_postgresql() -> Iterator[Trigger]:
    refuse = (
        f"RAISE EXCEPTION '{NO_OVERLAP}'"
        f" USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{NO_OVERLAP}';"
    )
    old = ", ".join(f"OLD.{column}" for column in _DAYS)
    new = ", ".join(f"NEW.{column}" for column in _DAYS)
    # A session keeps the plan it made when the tables were small.
    by_index = "enable_seqscan=off"
    yield Trigger(
        name=f"{PREFIX}overlap_{_ENROLLMENT}_insert",
        table=_ENROLLMENT,
        needs=(_PERIOD,),
        event="AFTER INSERT",
        each="STATEMENT",
        fresh="fresh",
        setting=by_index,
        body=f"""
BEGIN
  PERFORM 1 FROM {_WORKER} WHERE id IN (SELECT worker_id FROM fresh WHERE status IN {_LIVE})
    ORDER BY id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM fresh WHERE status IN {_LIVE} AND {_overlaps("fresh")}) THEN
    {refuse}
  END IF;
  RETURN NULL;
END
""",
    )
    yield Trigger(
        name=f"{PREFIX}overlap_{_ENROLLMENT}",
        table=_ENROLLMENT,
        needs=(_PERIOD,),
        event="AFTER UPDATE",
        setting=by_index,
        body=f"""
BEGIN
  IF NEW.status NOT IN {_LIVE} THEN RETURN NULL; END IF;
  IF OLD.status IN {_LIVE} AND ({old}) IS NOT DISTINCT FROM ({new}) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM {_WORKER} WHERE id = NEW.worker_id FOR NO KEY UPDATE;
  IF {_overlaps("NEW")} THEN {refuse} END IF;
  RETURN NULL;
END
""",
    )
    # The table lock waits for enrollments under way, and makes later ones see the new day.
    yield Trigger(
        name=f"{PREFIX}overlap_{_PERIOD}",
        table=_PERIOD,
        needs=(_ENROLLMENT,),
        event="AFTER UPDATE",
        body=f"""
BEGIN
  IF NEW.ends_on <= OLD.ends_on THEN RETURN NULL; END IF;
  LOCK TABLE {_ENROLLMENT} IN SHARE ROW EXCLUSIVE MODE;
  IF {_STRETCHED_OVERLAPS} THEN {refuse} END IF;
  RETURN NULL;
END
""",
    )
