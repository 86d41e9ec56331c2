"""Rows of a list of people becoming people of the registry and their proposals."""

import json
from collections.abc import Iterable, Sequence

from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.models import User
from common.bulk import PIECE, insert_rows
from enrollment.services.proposals import propose_many
from intake import selectors
from intake.facts import Facts
from intake.models import ImportBatch, SavedRow
from intake.services.applied import SAVED, Applied
from intake.services.people import Ready, changes_of, heir_of, person_of
from intake.services.rechecking import keys_in_parts
from workers.models import OccupationCategory
from workers.services import insert_heirs_many, insert_workers_many, update_workers_many


def save_people(
    batch: ImportBatch, facts: Facts, *, by: User, proposer: User
) -> tuple[Applied, int]:
    """Save the people of the ready rows, propose those without a place, and tie rows to both.

    Takes   facts: with the first day of cover; proposer: whose proposal it is, when ``by`` only
            agreed.
    Gives   what was written, and how many people were proposed.
    Costs   a fixed number of statements per 5,000 rows.
    """
    categories = dict(OccupationCategory.objects.values_list("slug", "pk"))
    new = changed = proposals = 0
    done: set[int] = set()
    for rows in _ready_parts(batch):
        fresh = [row for row in rows if row.worker_id is None]
        ids = insert_workers_many(people=[person_of(row, categories) for row in fresh], by=by)
        made = {row.pk: worker for row, worker in zip(fresh, ids, strict=True)}
        heirs = [heir for row in fresh if (heir := heir_of(row, made[row.pk]))]
        insert_heirs_many(heirs=heirs, by=by)
        changes = {
            row.worker_id: changes_of(row, categories)
            for row in rows
            if row.worker_id and row.changes
        }
        update_workers_many(changes=changes, by=by)
        people = {row.pk: row.worker_id or made[row.pk] for row in rows}
        known = [row.worker_id for row in rows if row.worker_id]
        placed = selectors.places_in(batch.period, known)
        missing = [worker for worker in people.values() if worker not in placed]
        places = propose_many(
            proposals=[(worker, facts.first_day) for worker in missing],
            period=batch.period,
            by=by,
            proposed_by=proposer,
        )
        proposed = dict(zip(missing, places, strict=True))
        saved = (
            (pk, worker, proposed.get(worker) or placed[worker], pk in made, worker in proposed)
            for pk, worker in people.items()
        )
        insert_rows(SavedRow, SAVED, saved)
        new, changed = new + len(made), changed + len(changes)
        proposals += len(proposed)
        done |= people.keys()
    return Applied(new, changed, frozenset(done)), proposals


def _ready_parts(batch: ImportBatch) -> Iterable[Sequence[Ready]]:
    """Give the ready rows, light as they are, in parts; rows may be marked saved on the way.

    What they hold is read as one text for each part: a reader for each row takes twice as long.
    """
    ready = batch.rows.ready()
    texts = (Cast("values", TextField()), Cast("changes", TextField()))
    for part in keys_in_parts(ready, PIECE):
        found = list(ready.filter(part).order_by("pk").values_list("pk", "worker_id", *texts))
        values = json.loads(f"[{','.join(row[2] for row in found)}]")
        yield [
            Ready(pk, worker, of_row, json.loads(changes) if worker else {})
            for (pk, worker, _text, changes), of_row in zip(found, values, strict=True)
        ]
