"""Checked rows as values of people and heirs of the registry."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from workers.fields import PERSON_FIELDS
from workers.models import Heir
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
# Fields whose values in a list are those of the registry.
_AS_THEY_ARE = frozenset(PERSON_FIELDS) - {"village", "occupation", "birth_date"}


class Ready(NamedTuple):
    """What of a ready row goes into the registry."""

    pk: int
    worker_id: int | None
    values: dict[str, Any]
    changes: dict[str, list[Any]]


def person_of(row: Ready, categories: Mapping[str, int]) -> dict[str, Any]:
    """Give the values of a new person by attribute of ``Worker``.

    Takes   categories: ids of occupations by slug.
    """
    return _attributes(row.values, row.values, categories)


def changes_of(row: Ready, categories: Mapping[str, int]) -> dict[str, Any]:
    """Give the new values of a known person: only what the list has and what differs."""
    return _attributes(row.changes, row.values, categories)


def heir_of(row: Ready, worker_id: int) -> dict[str, Any] | None:
    """Give the values of the heir that a list names for its new person, if any.

    Known people keep the heirs they have.
    """
    if not row.values.get("heir_name"):
        return None
    return {
        "worker_id": worker_id,
        "full_name": str(row.values["heir_name"])[:150],
        "relation": read_relation(str(row.values.get("heir_relation") or "")).value,
    }


@lru_cache(maxsize=1024)
def read_relation(text: str) -> Heir.Relation:
    """Give the relation that a list's words mean; other when they are unknown."""
    return _RELATION_OF.get(fold(text), Heir.Relation.OTHER)


def _attributes(
    wanted: Mapping[str, Any], values: Mapping[str, Any], categories: Mapping[str, int]
) -> dict[str, Any]:
    attributes = {field: values[field] for field in wanted if field in _AS_THEY_ARE}
    if "village" in wanted:
        attributes["village_id"] = values["village"]
    if "occupation" in wanted:
        attributes["occupation_id"] = categories[values["occupation"]]
    if "birth_date" in wanted:
        attributes["birth_date"] = date.fromisoformat(values["birth_date"])
    return attributes
