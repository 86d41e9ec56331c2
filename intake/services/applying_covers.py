"""Writing another unit's list into the covers of other units, and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accounts.models import Agency, User
from enrollment.models import OtherCover
from enrollment.services.other_covers import (
    CoversSaved,
    Key,
    save_other_covers_many,
    undo_other_covers,
)
from intake.models import ImportBatch, StagedRow
from intake.services.applied import Applied


def apply_covers(batch: ImportBatch, rows: Sequence[StagedRow], *, by: User) -> Applied:
    """Save the cover that each row stands for; one that is on record gets what changed.

    Takes   rows: ready ones, checked under lock.
    Costs   a fixed number of statements per 5,000 rows.
    Source  docs/rules.md, E-12.
    """
    agencies = dict(Agency.objects.values_list("short_name", "pk"))
    saved = save_other_covers_many(
        covers=[_cover(row.values, agencies) for row in rows], source=source_of(batch), by=by
    )
    return Applied(saved.new, saved.changed, frozenset(row.pk for row in rows))


def undo_covers(batch: ImportBatch, *, by: User) -> CoversSaved:
    """Take back the covers that a list brought and what it changed in others.

    Gives   how many were removed, and how many got old values back.
    """
    agencies = dict(Agency.objects.values_list("short_name", "pk"))
    changes: dict[Key, dict[str, tuple[Any, Any]]] = {}
    for row in batch.rows.in_tab("saved").exclude(changes={}):
        now = _cover(row.values, agencies)
        before = _cover({**row.values, **{f: old for f, (old, _new) in row.changes.items()}}, {})
        changes[now.nik, now.unit, now.starts_on] = {
            name: (getattr(before, name), getattr(now, name))
            for name in ("member_number" if f == "kpj" else f for f in row.changes)
        }
    return undo_other_covers(source=source_of(batch), changes=changes, by=by)


def covers_of(batch: ImportBatch) -> int:
    """Count the covers that a list brought."""
    return OtherCover.objects.filter(source=source_of(batch)).count()


def source_of(batch: ImportBatch) -> str:
    """Give the name under which a list's covers are kept."""
    return f"intake_importbatch:{batch.pk}"


def _cover(values: Mapping[str, Any], agencies: Mapping[str, int]) -> OtherCover:
    last = values.get("ends_on")
    return OtherCover(
        nik=values["nik"],
        full_name=values["full_name"],
        unit=values["unit"],
        agency_id=agencies.get(values["unit"]),
        program=values.get("program", ""),
        segment=values.get("segment", ""),
        starts_on=date.fromisoformat(values["starts_on"]),
        ends_on=date.fromisoformat(last) if last else None,
        member_number=values.get("kpj", ""),
    )
