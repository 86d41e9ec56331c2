"""Keeping what a returned renewal list says of its people."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from accounts.models import User
from enrollment.renewals import Answer, renewable, sources_of
from enrollment.services.renewals import Said, answer_many
from intake.models import ImportBatch, StagedRow
from intake.services.applied import Applied
from workers.models import OccupationCategory


def apply_renewals(batch: ImportBatch, rows: Sequence[StagedRow], *, by: User) -> Applied:
    """Keep the answer that each row stands for; the office heard of it when the list came.

    Takes   rows: ready ones, checked under lock.
    Gives   what was done; rows that are refused now are not among the done.
    Costs   as ``answer_many``, and three statements per 5,000 rows.
    Source  docs/rules.md, E-26.
    """
    works = {row.name: row for row in OccupationCategory.objects.all()}
    row_of: dict[int, StagedRow] = {}
    for source in sources_of(batch.period)[:1]:
        people = {row.worker_id: row for row in rows if row.worker_id}
        places = renewable(source).filter(worker__among=list(people))
        row_of = {pk: people[worker] for pk, worker in places.values_list("pk", "worker_id")}
    done = answer_many(
        period=batch.period,
        said={pk: _said(row, works) for pk, row in row_of.items()},
        known_on=timezone.localdate(batch.uploaded_at),
        by=by,
    )
    refused = {row.pk for row, _sentence in done.refused}
    kept = [row for pk, row in row_of.items() if pk not in refused]
    changed = sum(bool(row.changes) for row in kept)
    return Applied(len(kept) - changed, changed, frozenset(row.pk for row in kept))


def _said(row: StagedRow, works: dict[str, OccupationCategory]) -> Said:
    values = row.values
    answer = Answer(values["renewal_answer"])
    day = values.get("fact_on")
    return Said(
        answer,
        date.fromisoformat(day) if day else None,
        works[values["new_work"]] if answer == Answer.CHANGED_WORK else None,
        values.get("note", "")[:200],
    )
