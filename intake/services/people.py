"""Checked rows as people of the registry, unsaved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from intake.models import StagedRow
from workers.fields import PERSON_FIELDS
from workers.models import Heir, OccupationCategory, Worker
from workers.names import fold

_RELATIONS = {
    Heir.Relation.SPOUSE: "suami;istri;isteri;pasangan;suami istri",
    Heir.Relation.CHILD: "anak;anak kandung;putra;putri",
    Heir.Relation.PARENT: "orang tua;orangtua;ayah;bapak;ibu;ayah kandung;ibu kandung",
    Heir.Relation.SIBLING: "saudara;saudara kandung;kakak;adik;kakak kandung;adik kandung",
    Heir.Relation.GRANDCHILD: "cucu",
    Heir.Relation.GRANDPARENT: "kakek;nenek;kakek nenek",
    Heir.Relation.PARENT_IN_LAW: "mertua;bapak mertua;ibu mertua",
}
_RELATION_OF = {word: kind for kind, words in _RELATIONS.items() for word in words.split(";")}


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


def build_heirs(rows: Sequence[StagedRow], new: Mapping[int, Worker]) -> list[Heir]:
    """Make the heirs that a list names for its new people; known people keep theirs.

    Takes   new: saved new people by row id.
    """
    return [
        Heir(
            worker=new[row.pk],
            full_name=str(row.values["heir_name"])[:150],
            relation=read_relation(str(row.values.get("heir_relation") or "")),
        )
        for row in rows
        if row.pk in new and row.values.get("heir_name")
    ]


def read_relation(text: str) -> Heir.Relation:
    """Give the relation that a list's words mean; other when they are unknown."""
    return _RELATION_OF.get(fold(text), Heir.Relation.OTHER)


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
