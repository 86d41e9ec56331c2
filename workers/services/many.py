"""Writing thousands of people: plain values in, no model objects made on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.context import acting
from common.bulk import Row, insert_rows, pieces, reserve_ids, update_rows
from workers.models import Heir, Worker, WorkerWord
from workers.names import NAME_KEY, fold, name_key, words_in

Values = Mapping[str, Any]


@transaction.atomic
def insert_workers_many(*, people: Sequence[Values], by: Any) -> Sequence[int]:
    """Save many new people, already cleaned and checked, and the words of their names.

    Takes   people: values by attribute of ``Worker``, such as ``village_id``; what is left out
            stays empty; by: a user or the name of a command.
    Gives   their ids in the same order.
    Raises  IntegrityError when a guard of the database refuses a row, ValueError for an unknown
            attribute; nothing is saved then.
    Costs   a fixed number of statements per 5,000 people.
    """
    ids = reserve_ids(Worker, len(people))
    now = timezone.now()
    folded = [fold(person["full_name"]) for person in people]
    given = [
        {**person, "id": key, "name_key": name[:NAME_KEY]}
        for key, person, name in zip(ids, people, folded, strict=True)
    ]
    with acting(by):
        _insert(Worker, given, created_at=now, updated_at=now)
    _index_folded(zip(ids, folded, strict=True))
    return ids


@transaction.atomic
def update_workers_many(*, changes: Mapping[int, Values], by: Any) -> None:
    """Change many known people, already cleaned, checked and locked.

    Takes   changes: by id of the person the new values by attribute of ``Worker``; others stay.
    Raises  as ``insert_workers_many``.
    Costs   a fixed number of statements per 5,000 people who have the same attributes changed.
    """
    now = timezone.now()
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, values in sorted(changes.items()):
        new = {**values, "updated_at": now}
        if "full_name" in values:
            new["name_key"] = name_key(values["full_name"])
        columns = tuple(sorted(new))
        alike[columns].append((key, *(new[column] for column in columns)))
    with acting(by):
        for columns, rows in alike.items():
            update_rows(Worker, ("id", *columns), rows, step="version")
    renamed = {
        key: values["full_name"] for key, values in changes.items() if "full_name" in values
    }
    forget_names(list(renamed))
    index_names(renamed.items())


@transaction.atomic
def insert_heirs_many(*, heirs: Iterable[Values], by: Any) -> int:
    """Save heirs of many people, already cleaned.

    Takes   heirs: values by attribute of ``Heir``, such as ``worker_id``.
    Gives   how many they were.
    """
    with acting(by, reason=gettext_noop("Ahli waris")):
        return _insert(Heir, list(heirs))


def index_names(names: Iterable[tuple[int, str]]) -> None:
    """Write the words of people's names into the word table.

    Takes   names: the id and the full name of people who have no words there.
    """
    _index_folded((key, fold(name)) for key, name in names)


def _index_folded(names: Iterable[tuple[int, str]]) -> None:
    insert_rows(
        WorkerWord,
        ("word", "worker_id"),
        ((word, key) for key, name in names for word in words_in(name)),
    )


def forget_names(ids: Sequence[int]) -> None:
    """Take the words of people's names out of the word table."""
    for some in pieces(ids):
        WorkerWord.objects.filter(worker__in=some).delete()


def _insert(model: type[models.Model], given: Sequence[Values], **same: Any) -> int:
    """Insert rows of which only what is said about each is given; the rest is blank.

    Takes   same: by attribute what all rows have in common.
    Raises  ValueError for an unknown attribute.
    """
    if not given:
        return 0
    blank = {
        field.attname: None if field.null else field.get_default()
        for field in model._meta.local_concrete_fields
    }
    said = list(dict.fromkeys(chain.from_iterable(given)))
    if unknown := ", ".join(sorted({*said, *same} - blank.keys())):
        raise ValueError(f"{model.__name__} has no {unknown}.")
    own = {name: blank.pop(name) for name in said}
    blank.pop(model._meta.pk.attname, None)
    in_order = itemgetter(*said)
    rows = (in_order(one if len(one) == len(own) else {**own, **one}) for one in given)
    return insert_rows(model, said, rows, {**blank, **same})
