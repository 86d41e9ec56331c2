"""Lists of people whom other units of the city cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import PIECE, insert_rows
from common.http import ActionDenied
from enrollment.models import OtherCover

# What a newer list may say otherwise about the same days of the same unit; silence says nothing.
CHANGEABLE = ("full_name", "agency_id", "program", "segment", "ends_on", "member_number")
_FIELDS = [name.removesuffix("_id") for name in CHANGEABLE]
_COLUMNS = ("nik", "unit", "starts_on", *CHANGEABLE)
Key = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class CoversSaved:
    """How many covers were new, and how many were known and now say something else."""

    new: int = 0
    changed: int = 0


@transaction.atomic
def save_other_covers_many(*, covers: Sequence[OtherCover], source: str, by: User) -> CoversSaved:
    """Save what another unit's list says; the same person, unit and first day is one cover.

    Takes   covers: unsaved rows with checked NIKs; of one key the first counts; source: the
            list they come from, as ``intake_importbatch:7``; known covers keep theirs.
    Raises  ActionDenied.
    Costs   one query and one insert per 5,000 rows; known rows that differ are updated in bulk.
    Source  docs/rules.md, E-12.
    """
    _require_permission(by)
    wanted: dict[Key, OtherCover] = {}
    for cover in covers:
        wanted.setdefault(_key(cover), cover)
    known = _known(sorted({cover.nik for cover in wanted.values()}))
    changed = []
    for key, row in known.items():
        if key not in wanted:
            continue
        cover = wanted.pop(key)
        if news := _news(row, cover):
            for name, value in news.items():
                setattr(row, name, value)
            changed.append(row)
    now = timezone.now()
    with acting(by, reason=gettext_noop("Perlindungan unit lain dicatat")):
        OtherCover.objects.bulk_update(changed, _FIELDS, batch_size=500)
        insert_rows(
            OtherCover,
            _COLUMNS,
            (
                (*_key(cover), *(getattr(cover, name) for name in CHANGEABLE))
                for cover in wanted.values()
            ),
            {"source": source, "created_at": now},
        )
    return CoversSaved(len(wanted), len(changed))


@transaction.atomic
def undo_other_covers(
    *, source: str, changes: Mapping[Key, Mapping[str, tuple[Any, Any]]], by: User
) -> CoversSaved:
    """Take back what one list brought, and what it changed in covers of other lists.

    Takes   changes: by cover, the old and the new value of each column of CHANGEABLE that the
            list changed; what somebody has changed again since stays.
    Gives   how many were removed, and how many got old values back.
    Raises  ActionDenied.
    Costs   one query per 5,000 changed covers, one delete, updates in bulk.
    """
    _require_permission(by)
    changed = []
    for key, row in _known(sorted({nik for nik, _unit, _first in changes})).items():
        still = {
            name: old
            for name, (old, new) in changes.get(key, {}).items()
            if getattr(row, name) == new
        }
        for name, old in still.items():
            setattr(row, name, old)
        if still:
            changed.append(row)
    with acting(by, reason=gettext_noop("Perlindungan unit lain ditarik")):
        OtherCover.objects.bulk_update(changed, _FIELDS, batch_size=500)
        removed, _by_model = OtherCover.objects.filter(source=source).delete()
    return CoversSaved(removed, len(changed))


def _require_permission(by: User) -> None:
    if not by.has_perm("enrollment.add_othercover"):
        raise ActionDenied(_("Peran Anda tidak boleh mencatat peserta unit lain."))


def _known(niks: Sequence[str]) -> dict[Key, OtherCover]:
    known: dict[Key, OtherCover] = {}
    for start in range(0, len(niks), PIECE):
        rows = OtherCover.objects.filter(nik__in=niks[start : start + PIECE])
        known |= {_key(row): row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    return known


def _key(cover: OtherCover) -> Key:
    return cover.nik, cover.unit, cover.starts_on


def _news(row: OtherCover, cover: OtherCover) -> dict[str, Any]:
    said = {name: getattr(cover, name) for name in CHANGEABLE if getattr(cover, name)}
    return {name: value for name, value in said.items() if getattr(row, name) != value}
