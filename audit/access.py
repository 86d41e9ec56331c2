"""Notes every look at, export or print of personal data before the data leaves."""

from typing import Any

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
            subject: what was looked at, for example ``workers_worker:17`` or a roster's kind.
    Gives   the saved event. An error here must stop the answer: no event, no data.
    """
    return AccessEvent.objects.create(
        actor=getattr(by, "username", None) or str(by),
        kind=kind,
        subject=subject[:100],
        purpose=purpose[:200],
        filters=filters or {},
        rows=rows,
        sha256=sha256,
    )
