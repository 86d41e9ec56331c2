"""What a case left in the tables: how many rows of each kind, and whether they say the same."""

from hashlib import sha256
from typing import Any

from audit.models import AuditEvent
from enrollment.models import Enrollment
from workers.fields import PERSON_FIELDS
from workers.models import Heir, Worker, WorkerWord

_WATCHED = [model._meta.db_table for model in (Worker, Heir, Enrollment)]


def tables() -> dict[str, int]:
    """Count the rows of the registry and the events of the trail that tell of them."""
    return {
        "people": Worker.objects.count(),
        "words": WorkerWord.objects.count(),
        "heirs": Heir.objects.count(),
        "enrollments": Enrollment.objects.count(),
        "events": AuditEvent.objects.filter(table__in=_WATCHED).count(),
    }


def content() -> str:
    """Give a digest of what the rows say, whatever ids and moments they got."""
    of_person = ("period__code", "status", "starts_on", "ended_on", "proposed_by", "version")
    parts: tuple[Any, ...] = (
        Worker.objects.values_list(*PERSON_FIELDS, "name_key", "version"),
        WorkerWord.objects.values_list("worker__nik", "word"),
        Heir.objects.values_list("worker__nik", "full_name", "relation", "phone", "nik"),
        Enrollment.objects.values_list("worker__nik", *of_person),
        AuditEvent.objects.filter(table__in=_WATCHED).values_list("table", "kind", "actor"),
    )
    digest = sha256()
    for rows in parts:
        for text in sorted(map(repr, rows)):
            digest.update(text.encode())
    return digest.hexdigest()[:12]
