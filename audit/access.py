"""Notes every look at, export or print of personal data before the data leaves."""

from typing import Any

from audit.context import actor_name
from audit.models import AccessEvent


def record_access(
    *,
    by: Any,
    kind: str,
    subject: str,
    purpose: str = "",
    filters: dict[str, Any] | None = None,
    rows: int = 1,
    sha256: str = "",
) -> AccessEvent:
    """Write one access event; call it in the transaction that grants the access.

    Takes   by: a user or the name of a command; kind: one of ``AccessEvent.Kind``;
            subject: what was looked at, such as ``workers_worker:17`` (table and key) or a
            roster's kind; filters: plain values and dates.
    Gives   the saved event.
    Raises  whatever keeps the event from being written. Let it pass: no event, no data.
    """
    return AccessEvent.objects.create(
        actor=actor_name(by),
        kind=kind,
        subject=subject[:100],
        purpose=purpose[:200],
        filters=filters or {},
        rows=rows,
        sha256=sha256,
    )
