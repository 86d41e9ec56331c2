"""The columns of a file for BPJS: written in their order, whatever places were typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from enrollment.models import ColumnPreset, PresetColumn

# Far above any place in use, while columns change places.
_ASIDE = 10_000


@transaction.atomic
def save_columns(
    *, preset: ColumnPreset, columns: Sequence[Mapping[str, Any]], by: User
) -> list[PresetColumn]:
    """Make the given columns those of a preset, numbered from one in the order of their places.

    Takes   columns: values by ``PresetColumn`` field, with ``id`` for those already on record.
    Raises  ValidationError by field.
    """
    known = {column.pk: column for column in preset.columns.all()}
    in_order = sorted(columns, key=lambda values: values["position"])
    saved = []
    with acting(by, reason=gettext_noop("Susunan kolom BPJS")):
        gone = set(known) - {values.get("id") for values in in_order}
        PresetColumn.objects.filter(pk__in=gone).delete()
        moved = [
            values["id"]
            for place, values in enumerate(in_order, 1)
            if values.get("id") in known and known[values["id"]].position != place
        ]
        PresetColumn.objects.filter(pk__in=moved).update(position=F("position") + _ASIDE)
        for place, values in enumerate(in_order, 1):
            column = known.get(values.get("id") or 0) or PresetColumn(preset=preset)
            for field in ("heading", "source", "fixed_text"):
                setattr(column, field, values[field])
            column.position = place
            column.full_clean()
            column.save()
            saved.append(column)
    return saved
