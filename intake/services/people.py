"""Checked rows as people of the registry, unsaved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from intake.models import StagedRow
from workers.models import OccupationCategory, Worker
from workers.services import PERSON_FIELDS


def build_people(
    rows: Sequence[StagedRow], known: Mapping[int, Worker]
) -> tuple[dict[int, Worker], dict[int, Worker], list[str]]:
    """Make the people that rows describe.

    Takes   rows: checked and ready ones; known: the locked people of the registry by id.
    Gives   new people and changed people by row id, and the fields that changed in any of them.
            Of known people only what the list has and what differs is touched.
    Costs   one query.
    """
    categories = dict(OccupationCategory.objects.values_list("slug", "pk"))
    new, changed = {}, {}
    fields: set[str] = set()
    for row in rows:
        if row.worker_id is None:
            worker = Worker()
            _put(worker, row.values, categories)
            new[row.pk] = worker
        elif row.changes:
            worker = known[row.worker_id]
            _put(worker, {field: row.values[field] for field in row.changes}, categories)
            changed[row.pk] = worker
            fields |= set(row.changes) & set(PERSON_FIELDS)
    return new, changed, sorted(fields)


def _put(worker: Worker, values: Mapping[str, Any], categories: Mapping[str, int]) -> None:
    for field, value in values.items():
        if field == "village":
            worker.village_id = value
        elif field == "occupation":
            worker.occupation_id = categories[value]
        elif field == "birth_date":
            worker.birth_date = date.fromisoformat(value)
        elif field in PERSON_FIELDS:
            setattr(worker, field, value)
