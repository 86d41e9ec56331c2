"""What somebody else has built on a saved list, and what the list changed: facts for its undo."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from enrollment.models import Enrollment
from enrollment.transitions import Status
from intake.checks import WRITTEN
from intake.models import ImportBatch, SavedRow, StagedRow
from workers.models import Heir, OccupationCategory, Worker, WorkerWord

# Tables whose rows about a person are looked at one by one, or go with the person.
_KNOWN = {WorkerWord, Heir, Enrollment, StagedRow, SavedRow}


@dataclass(frozen=True, slots=True)
class Block:
    """One row that keeps a list from being undone, with the reason in a sentence."""

    name: str
    sheet: str
    row: int
    sentence: str


class SavedRows:
    """The saved rows of a batch, and queries for the people and places that they made."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.query = SavedRow.objects.filter(row__batch=batch)
        self.made_people = self.query.filter(made_worker=True, worker__isnull=False)
        self.made_places = self.query.filter(made_enrollment=True, enrollment__isnull=False)
        self.people = Worker.objects.filter(pk__in=self.made_people.values("worker"))
        self.touched = Worker.objects.filter(pk__in=self.query.values("worker"))
        self.places = Enrollment.objects.filter(pk__in=self.made_places.values("enrollment"))

    def lock(self) -> None:
        """Hold the people and places, so that what is found stays true until the end."""
        for query in (self.touched, self.places):
            list(query.select_for_update().order_by("pk").values_list("pk", flat=True))

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return [
            dict(row)
            for row in self.query.order_by("pk").values(
                "worker",
                "enrollment",
                "made_worker",
                "made_enrollment",
                sheet=F("row__sheet"),
                number=F("row__row"),
                changes=F("row__changes"),
                full_name=F("row__values__full_name"),
                heir_name=F("row__values__heir_name"),
            )
        ]

    @cached_property
    def row_of_person(self) -> dict[int, dict[str, Any]]:
        return {row["worker"]: row for row in self.rows if row["made_worker"] and row["worker"]}

    @cached_property
    def row_of_place(self) -> dict[int, dict[str, Any]]:
        return {
            row["enrollment"]: row
            for row in self.rows
            if row["made_enrollment"] and row["enrollment"]
        }


def find_blocks(saved: SavedRows) -> Iterator[Block]:
    """Give what stands on the people and places that a list made; a fixed number of queries."""
    yield from _moved_places(saved)
    yield from _changed_people(saved)
    yield from _other_places(saved)
    yield from _changed_heirs(saved)
    yield from _other_lists(saved)
    yield from _other_rooms(saved)


def old_values(saved: SavedRows) -> tuple[dict[int, dict[str, Any]], list[Block]]:
    """Give what the known people of a list get back, and who has been changed since.

    Gives   by id of the person the old values by column of ``Worker``; the rows whose people no
            longer have what the list wrote.
    Costs   two queries.
    """
    slugs = dict(OccupationCategory.objects.values_list("slug", "pk"))
    now = {
        person["pk"]: person | {"occupation": person["occupation__slug"]}
        for person in saved.touched.exclude(pk__in=saved.people.values("pk")).values(
            "pk", "occupation__slug", *(name for name in WRITTEN if name != "occupation")
        )
    }
    back: dict[int, dict[str, Any]] = defaultdict(dict)
    blocks = []
    for row, field, old, new in _changes_backwards(saved):
        person = now.get(row["worker"])
        if person is None:
            continue
        if _text(person[field]) != _text(new):
            sentence = _("Data orang ini sudah diubah lagi setelah daftar disimpan.")
            blocks.append(_block(row, sentence))
            continue
        person[field] = old
        column, value = _as_column(field, old, slugs)
        back[row["worker"]][column] = value
    return dict(back), blocks


def _changes_backwards(
    saved: SavedRows,
) -> Iterator[tuple[dict[str, Any], str, object, object]]:
    """Walk through single changes, of one person's the later first: the one with today's value."""
    chains: dict[tuple[int, str], list[tuple[dict[str, Any], object, object]]] = defaultdict(list)
    for row in saved.rows:
        if row["worker"] and not row["made_worker"]:
            for field, (old, new) in row["changes"].items():
                chains[row["worker"], field].append((row, old, new))
    for (_worker, field), links in chains.items():
        olds = {_text(old) for _row, old, _new in links}
        # The last change is the one whose result no other change started from.
        for row, old, new in sorted(links, key=lambda link: _text(link[2]) in olds):
            yield row, field, old, new


def _moved_places(saved: SavedRows) -> Iterator[Block]:
    rows = saved.row_of_place
    moved = saved.places.exclude(status=Status.PROPOSED, version=1, ended_on__isnull=True)
    for place in moved.only("pk", "status").order_by("pk"):
        if place.status == Status.PROPOSED:
            sentence = _("Usulannya sudah diubah.")
        else:
            status = place.get_status_display().lower()
            sentence = _("Kepesertaannya sudah %(status)s.") % {"status": status}
        yield _block(rows[place.pk], sentence)


def _changed_people(saved: SavedRows) -> Iterator[Block]:
    """Find new people edited since; each later row of the same list counts as one edit."""
    own: dict[int, int] = defaultdict(int)
    for row in saved.rows:
        if row["worker"] and row["changes"] and not row["made_worker"]:
            own[row["worker"]] += 1
    rows = saved.row_of_person
    for pk, version in saved.people.order_by("pk").values_list("pk", "version"):
        if version != 1 + own[pk]:
            yield _block(rows[pk], _("Data orang ini sudah diubah setelah daftar disimpan."))


def _other_places(saved: SavedRows) -> Iterator[Block]:
    rows = saved.row_of_person
    others = Enrollment.objects.filter(worker__in=saved.people.values("pk")).exclude(
        pk__in=saved.places.values("pk")
    )
    for worker, period in others.order_by("pk").values_list("worker", "period__name"):
        sentence = _("Orang ini juga punya kepesertaan di %(period)s.") % {"period": period}
        yield _block(rows[worker], sentence)


def _changed_heirs(saved: SavedRows) -> Iterator[Block]:
    """Find new people whose heirs are not just those that the list named."""
    rows = saved.row_of_person
    heirs: dict[int, list[str]] = defaultdict(list)
    found = Heir.objects.filter(worker__in=saved.people.values("pk")).order_by("pk")
    for worker, name, phone, nik in found.values_list("worker", "full_name", "phone", "nik"):
        heirs[worker].append(f"{name}{phone}{nik}")
    for worker, row in rows.items():
        named = [str(row["heir_name"])[:150]] if row["heir_name"] else []
        if heirs[worker] != named:
            yield _block(row, _("Ahli warisnya sudah diubah."))


def _other_lists(saved: SavedRows) -> Iterator[Block]:
    rows = saved.row_of_person
    others = SavedRow.objects.filter(worker__in=saved.people.values("pk")).exclude(
        row__batch=saved.batch
    )
    for worker, name in others.order_by("pk").values_list("worker", "row__batch__file_name"):
        yield _block(rows[worker], _("Orang ini juga disimpan lewat %(file)s.") % {"file": name})


def _other_rooms(saved: SavedRows) -> Iterator[Block]:
    """Find rows of any other table about the people or places; a new table is found by itself."""
    made: tuple[tuple[QuerySet[Any], Mapping[int, dict[str, Any]]], ...] = (
        (saved.people, saved.row_of_person),
        (saved.places, saved.row_of_place),
    )
    for query, rows in made:
        for relation in query.model._meta.related_objects:
            model: Any = relation.related_model
            name = relation.field.name
            if model in _KNOWN:
                continue
            found = model._default_manager.filter(**{f"{name}__in": query.values("pk")})
            for key in found.order_by("pk").values_list(name, flat=True):
                what = model._meta.verbose_name_plural
                yield _block(rows[key], _("Sudah dipakai di %(what)s.") % {"what": what})


def _block(row: Mapping[str, Any], sentence: str) -> Block:
    return Block(str(row["full_name"] or ""), row["sheet"], row["number"], sentence)


def _as_column(field: str, value: Any, slugs: Mapping[str, int]) -> tuple[str, Any]:
    """Give a canonical value in the form of its column."""
    if field == "occupation":
        return "occupation_id", slugs[value]
    if field == "village":
        return "village_id", value
    if field == "birth_date" and isinstance(value, str):
        return field, date.fromisoformat(value)
    return field, value


def _text(value: object) -> str:
    return "" if value is None else str(value)
